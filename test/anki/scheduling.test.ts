import { expect, it } from 'vitest';
import { defaultSettings } from '../../src/quiz/index.ts';
import { compareWithAnki, report } from './compare-schedules.ts';
import { setMidday } from './midday.ts';
import { describeWithAnki } from './oracle.ts';

setMidday();

describeWithAnki('the schedule', 'newest', (ask) => {
  it("offers Anki's own intervals, steps and memories at every review of 20 random histories", () => {
    const comparison = compareWithAnki(ask, { histories: 20, seed: 7, settings: defaultSettings });
    console.log(report('default options', comparison));
    expect(comparison.faults).toEqual([]);
    expect(comparison.roundings.length).toBeLessThanOrEqual(comparison.intervals * 0.005);
    expect(comparison.reviews).toBeGreaterThan(80);
  });
});
