import { describe, expect, it } from 'vitest';
import { fixed, quizVault } from './quiz-vault.ts';
import { hasTmux, openTerminal, withoutTimes } from './terminal.ts';

const only = `--no-derived ${fixed}`;

describe.skipIf(!hasTmux())('the quiz in a terminal', () => {
  it('speaks in lines with --plain: nothing is drawn again, and no colour or box tells anything', async () => {
    const { type, see, scrollback, colours } = await openTerminal({ files: quizVault, rows: 60 });
    type(`sockrates quiz --plain --kind prediction ${only}`);
    await see('Enter to start');
    type('');
    await see('Predict a-d');
    type('x');
    await see('Type one of these');
    type('a');
    await see('How sure');
    type('fairly');
    await see(/(?:RIGHT|CONFIDENT MISS)/u);
    await see('In one line, why is it so');
    type('');
    await see('Grade [1 Again');
    type('');
    await see('Question 2 of');
    type('u');
    await see(/Undone[^]*Question 1 of[^]*Predict/u);
    type('');
    await see(/Running[^]*Grade \[?1 Again/u);
    type('hard');
    await see(/keys: hard[^]*Question 2 of[^]*Predict/u);
    type('q');
    await see('due tomorrow');
    await expect(withoutTimes(scrollback())).toMatchFileSnapshot('snapshots/plain.txt');
    expect(colours()).not.toContain('\u001b[');
  });
});
