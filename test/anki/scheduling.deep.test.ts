import { expect, it } from 'vitest';
import { defaultSettings, defaultWeights, type SchedulingSettings } from '../../src/quiz/index.ts';
import { compareWithAnki, report } from './compare-schedules.ts';
import { setMidday } from './midday.ts';
import { describeWithAnki } from './oracle.ts';

setMidday();

/** Options that learners set, each held against Anki with the same ones. */
const options: Readonly<Record<string, Partial<SchedulingSettings>>> = {
  'higher retention': { retention: 0.97 },
  'lower retention': { retention: 0.75 },
  // Anki 26.09 crashes where a card in learning would be put off for the longest interval: ours is not so short.
  'a longest interval': { maximumInterval: 300 },
  'one learning step, two relearning steps': { learningSteps: [300], relearningSteps: [600, 7200] },
  'steps over days': { learningSteps: [60, 3600, 86_400, 3 * 86_400], relearningSteps: [86_400] },
  'a single step of two days': { learningSteps: [2 * 86_400], relearningSteps: [30 * 3600] },
  'no steps': { learningSteps: [], relearningSteps: [] },
  'no steps, weights that stay within the day': {
    learningSteps: [],
    relearningSteps: [],
    weights: defaultWeights.with(0, 0.02).with(1, 0.2).with(2, 0.4).with(3, 2),
  },
  'optimised weights': {
    weights: defaultWeights.map((weight, index) => Math.round(weight * (0.85 + (index % 4) * 0.1) * 10_000) / 10_000),
  },
  'weights of FSRS 5': {
    weights: [
      0.40255, 1.18385, 3.173, 15.69105, 7.1949, 0.5345, 1.4604, 0.0046, 1.54575, 0.1192, 1.01925, 1.9395, 0.11,
      0.29605, 2.2698, 0.2315, 2.9898, 0.51655, 0.6621,
    ],
  },
  'weights of FSRS 4': {
    weights: [
      0.4872, 1.4003, 3.7145, 13.8206, 5.1618, 1.2298, 0.8975, 0.031, 1.6474, 0.1367, 1.0461, 2.1072, 0.0793, 0.3246,
      1.587, 0.2272, 2.8755,
    ],
  },
};

describeWithAnki('the schedule', 'newest', (ask) => {
  it("offers Anki's own intervals, steps and memories at every review of 200 random histories", () => {
    const comparison = compareWithAnki(ask, { histories: 200, seed: 2026, settings: defaultSettings });
    console.log(report('default options', comparison));
    expect(comparison.faults).toEqual([]);
    expect(comparison.roundings.length).toBeLessThanOrEqual(comparison.intervals * 0.005);
    expect(comparison.lapses).toBeGreaterThan(200);
    expect(comparison.sameDay).toBeGreaterThan(200);
  });

  for (const [index, [name, changed]] of Object.entries(options).entries())
    it(`does so with ${name}`, () => {
      const settings = { ...defaultSettings, ...changed };
      const comparison = compareWithAnki(ask, { histories: 40, seed: index, settings });
      console.log(report(name, comparison));
      expect(comparison.faults).toEqual([]);
      expect(comparison.roundings.length).toBeLessThanOrEqual(comparison.intervals * 0.005);
    });
});
