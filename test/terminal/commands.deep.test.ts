import { describe, expect, it } from 'vitest';
import { quizVault } from './quiz-vault.ts';
import { hasTmux, openTerminal, withoutTimes, type Terminal } from './terminal.ts';

/** A colour or style switched on. */
const styled = /\u001b\[[\d;]*[1-9][\d;]*m/u;

const commands = [
  ['export', 'sockrates export', /new +9/u],
  ['cards', 'sockrates cards --note Closing', /cards? in/u],
  ['lint', 'sockrates lint', /error|warning|remark|clean|No /iu],
  ['experiments', 'sockrates experiments', /experiments\. Run one/u],
  ['run', 'sockrates run stream/reset-on-unread', /supported {2}stream\/reset-on-unread/u],
] as const;

async function finish(terminal: Terminal, command: string): Promise<string> {
  await terminal.clear();
  terminal.type(`${command}; echo finished`);
  await terminal.see(/^finished$/mu);
  return terminal.scrollback();
}

describe.skipIf(!hasTmux())('on a terminal of forty columns', () => {
  it.each(commands)(
    '%s shows what it has to say, in colour unless NO_COLOR is set',
    async (name, command, expected) => {
      for (const env of [{}, { NO_COLOR: '1' }]) {
        const terminal = await openTerminal({ files: quizVault, columns: 40, rows: 60, env });
        const shown = await finish(terminal, command);
        expect(shown.replace(/\n/gu, ' ')).toMatch(expected);
        const colours = terminal.colours();
        if ('NO_COLOR' in env) expect(colours, name).not.toMatch(styled);
        else if (name !== 'lint' && name !== 'export') expect(colours, name).toMatch(styled);
      }
    },
  );

  it('run draws its log and its ladder within the window', async () => {
    const terminal = await openTerminal({ files: quizVault, columns: 40, rows: 60 });
    const shown = await finish(terminal, 'sockrates run stream/reset-on-unread');
    const drawn = shown.slice(shown.indexOf('✓'), shown.indexOf('supported'));
    await expect(withoutTimes(drawn)).toMatchFileSnapshot('snapshots/run-narrow.txt');
  });

  it('a long export says how far it is, in one line that it takes away again', async () => {
    const notes = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `notes/${index}.md`,
        `# Note ${index}\n\n- Which is number ${index}? :: word${index}\n\n${'*Prose* with `code` and [[links]]. '.repeat(150)}\n`,
      ]),
    );
    const terminal = await openTerminal({ files: notes, columns: 40, env: { XDG_CACHE_HOME: '/nonexistent' } });
    terminal.type('sockrates cards > cards.txt; echo finished');
    await terminal.see(/Reading notes: [\d,]+ of 200/u);
    const shown = await terminal.see(/^finished$/mu);
    expect(shown).not.toContain('Reading notes');
  });

  it('Ctrl-C in the middle leaves a clean line', async () => {
    const terminal = await openTerminal({ files: quizVault, columns: 40 });
    terminal.type('sockrates experiments --all');
    await terminal.see(/Experiments: \d+ of \d+/u);
    terminal.press('C-c');
    const shown = await terminal.see(/^(?:\^C)?\$$/mu);
    expect(shown).not.toContain('Experiments:');
    terminal.type('echo "status $?"');
    await terminal.see('status 130');
  });
});
