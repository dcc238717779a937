import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixed, quizVault } from './quiz-vault.ts';
import { hasTmux, openTerminal, withoutTimes, type Terminal } from './terminal.ts';

async function begin(terminal: Terminal, flags: string): Promise<void> {
  terminal.type(`sockrates quiz --no-derived ${fixed} ${flags}`);
  await terminal.see('Enter start');
  terminal.press('Enter');
  await terminal.see('1/');
}

function journalOf({ folder }: Terminal): readonly Readonly<Record<string, unknown>>[] {
  return readFileSync(path.join(folder, 'notes/.sockrates/journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

describe.skipIf(!hasTmux())('the grade of a question', () => {
  it('that was guessed goes above Hard only with a reason, which is logged', async () => {
    const terminal = await openTerminal({ files: quizVault });
    await begin(terminal, '--kind type-in --max 1');
    terminal.type('broken pipe');
    await terminal.see('how sure');
    terminal.press('1');
    const shown = await terminal.see('o override');
    expect(shown).toContain('[2 Hard');
    expect(shown).toContain('3 Good -');
    // The key of a grade that is not open does nothing.
    terminal.press('3', 'o');
    await terminal.see('why should it count for more');
    terminal.type('I worked it out');
    await terminal.see('as  3 good   4 easy');
    terminal.press('3');
    await terminal.see('2/2');
    await terminal.see(/2\/2[^]*type an errno/u);
    terminal.type(':q');
    await terminal.see('1 answer');
    expect(journalOf(terminal)).toEqual([
      expect.objectContaining({ proposed: 'hard', grade: 'good', override: 'I worked it out', correct: true }),
    ]);
  });

  it('that no experiment decides stays the learner’s, whatever a related one shows', async () => {
    const terminal = await openTerminal({ files: quizVault });
    await begin(terminal, '--note Stream --kind basic --concept Stream');
    await terminal.see('how many messages');
    terminal.press('s');
    await terminal.see('who learns?');
    terminal.press('3');
    await terminal.see('r demonstration');
    terminal.press('r');
    await terminal.see('the grade stays yours');
    await terminal.see(/grade stays yours[^]*\? grade/u);
    const shown = terminal.scrollback();
    await expect(withoutTimes(shown.slice(shown.lastIndexOf('   Asked later')))).toMatchFileSnapshot(
      'snapshots/related.txt',
    );
    terminal.press('2');
    await terminal.see(/Asked later[^]*how many[^]*How sure/u);
    terminal.press('q');
    await terminal.see('1 answer');
    const [answer] = journalOf(terminal);
    expect(answer).toMatchObject({ grade: 'hard' });
    for (const told of ['correct', 'experiment', 'observed', 'verdict', 'proposed'])
      expect(answer).not.toHaveProperty(told);
  });
});
