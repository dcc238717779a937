import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fixed, quizVault } from './quiz-vault.ts';
import { hasTmux, openTerminal, withoutTimes, type Terminal } from './terminal.ts';

const quiz = `sockrates quiz --no-derived ${fixed}`;

/** Up to the first screen of the first question. */
async function begin(terminal: Terminal, flags: string): Promise<void> {
  terminal.type(`${quiz} ${flags}`);
  await terminal.see('Enter start');
  terminal.press('Enter');
  await terminal.see('1/');
}

async function status(terminal: Terminal): Promise<string> {
  await terminal.see(/\$$/u);
  terminal.type('echo "status $?"');
  const shown = await terminal.see(/status \d+/u);
  return /status (\d+)/u.exec(shown)?.[1] ?? '';
}

describe.skipIf(!hasTmux())('a quiz that is interrupted', () => {
  it.each([
    ['SIGTERM', '143'],
    ['SIGHUP', '129'],
    ['SIGINT', '130'],
  ] as const)('by %s ends in good order, and goes on at the same screen', async (signal, expected) => {
    const terminal = await openTerminal({ files: quizVault });
    terminal.type(`sh -c 'echo $$ > pid; exec ${quiz} --kind prediction'`);
    await terminal.see('Enter start');
    terminal.press('Enter');
    await terminal.see('predict a-d');
    terminal.press('c');
    await terminal.see('how sure');
    process.kill(Number(readFileSync(path.join(terminal.folder, 'pid'), 'utf8')), signal);
    await terminal.see('goes on at the same screen');
    expect(await status(terminal)).toBe(expected);
    expect(existsSync(path.join(terminal.folder, 'notes/.sockrates/quiz.lock'))).toBe(false);
    terminal.type(quiz);
    await terminal.see(/Going on[^]*how sure/u);
  });

  it('by Ctrl-Z stands still, and fg brings it back', async () => {
    const terminal = await openTerminal({ files: quizVault });
    await begin(terminal, '--kind prediction');
    await terminal.see('predict a-d');
    terminal.press('C-z');
    await terminal.see('Stopped');
    terminal.type('fg');
    await terminal.see(/fg[^]*predict a-d/u);
    terminal.press('c');
    await terminal.see(/fg[^]*how sure/u);
    terminal.press('C-c');
    expect(await status(terminal)).toBe('130');
  });

  it('by Ctrl-C while an experiment runs ends the experiment, grades nothing, and runs it again later', async () => {
    const terminal = await openTerminal({ files: quizVault });
    await begin(terminal, '--note experiments/waiting/poll-times-out.md');
    await terminal.see('poll() waits 900');
    terminal.press('a');
    await terminal.see('how sure');
    terminal.press('1');
    await terminal.see('socketpair(AF_UNIX, SOCK_STREAM, 0, [a, b]) = 0\n');
    await terminal.see('✓ socketpair');
    terminal.press('C-c');
    expect(await status(terminal)).toBe('130');
    const journal = path.join(terminal.folder, 'notes/.sockrates/journal.jsonl');
    expect(existsSync(journal) ? readFileSync(journal, 'utf8') : '').toBe('');
    terminal.type(quiz);
    await terminal.see(/Going on[^]*\? grade/u);
  });

  it('keeps a second one out, and says who is in', async () => {
    const terminal = await openTerminal({ files: quizVault });
    await begin(terminal, '');
    terminal.write('a.jsonl', '{"card": "stream/no-boundaries:1", "answer": "6"}\n');
    const second = promisify(execFile)(
      path.join(terminal.folder, '.bin/sockrates'),
      ['quiz', '--json', '--answers', 'a.jsonl'],
      {
        cwd: terminal.folder,
        env: { ...process.env, HOME: terminal.folder },
      },
    );
    const refused: unknown = await second.catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 3 });
    expect(refused).toHaveProperty('stderr');
    expect(JSON.stringify(refused)).toMatch(/Another session .*process \d+/u);
  });
});

describe.skipIf(!hasTmux())('a quiz of notes that are', () => {
  it('hostile shows escape sequences and reordering marks, and sends none', async () => {
    const terminal = await openTerminal({
      files: {
        'notes/Hostile.md':
          '# Hostile\n\n- \u001b[2J\u001b]0;owned\u0007Which \u202eword? :: the \u001b[31mred\u001b[0m one\n',
      },
      env: { NO_COLOR: '1' },
    });
    await begin(terminal, '');
    const shown = await terminal.see('How sure');
    expect(shown).toContain('\\x1b[2J\\x1b]0;owned\\x07Which \\u202eword?');
    expect(shown).toContain('Study day');
    terminal.press('Enter');
    expect(await terminal.see('? grade')).toContain('the \\x1b[31mred\\x1b[0m one');
    expect(terminal.colours()).not.toContain('\u001b[31m');
  });

  it('wide or written from right to left folds within forty columns', async () => {
    const wide = '套接字是进程引用内核中打开的文件管道或套接字的一个小整数';
    const terminal = await openTerminal({
      files: {
        'notes/Wide.md': `# 套接字\n\n- ${wide}？ :: ${wide}${wide}\n- ما هو المقبس؟ :: ${'قناة اتصال بين عمليتين '.repeat(4)}\n`,
      },
      columns: 40,
    });
    await begin(terminal, '');
    await terminal.see('guess');
    terminal.press('Enter');
    await terminal.see('? grade');
    terminal.press('Enter');
    await terminal.see('2/');
    await terminal.see(/2\/[^]*guess/u);
    terminal.press('Enter');
    await terminal.see(/2\/[^]*\? grade/u);
    await expect(withoutTimes(terminal.scrollback())).toMatchFileSnapshot('snapshots/wide-and-rtl.txt');
  });

  it('contradicted by the kernel says so and takes its side', async () => {
    const wrong = quizVault['notes/experiments/stream/no-boundaries.md']?.replace('=? 6', '=? 3') ?? '';
    const terminal = await openTerminal({
      files: { ...quizVault, 'notes/experiments/stream/no-boundaries.md': wrong },
    });
    await begin(terminal, '--note experiments/stream/no-boundaries.md');
    const shown = await terminal.see('predict a-d');
    terminal.press(/([a-d])\) 3\b/u.exec(shown)?.[1] ?? '?');
    await terminal.see('how sure');
    terminal.press('4');
    await terminal.see('why is it so');
    await expect(withoutTimes(terminal.screen())).toMatchFileSnapshot('snapshots/disagreement.txt');
  });

  it('not testable here are not graded by the kernel', async () => {
    const unable =
      quizVault['notes/experiments/stream/no-boundaries.md']?.replace('```sock\n', '```sock\nneeds: darwin\n') ?? '';
    const terminal = await openTerminal({
      files: { ...quizVault, 'notes/experiments/stream/no-boundaries.md': unable },
    });
    await begin(terminal, '--note experiments/stream/no-boundaries.md');
    await terminal.see('predict a-d');
    terminal.press('a');
    await terminal.see('how sure');
    terminal.press('1');
    await terminal.see('grade it yourself');
    await expect(withoutTimes(terminal.screen())).toMatchFileSnapshot('snapshots/undecided.txt');
    terminal.press('s');
    await terminal.see('inconclusive (not graded)');
  });

  it('edited while it is open loses the cards that are gone', async () => {
    const terminal = await openTerminal({
      files: { ...quizVault, '.bin/cut': '#!/bin/sh\nsed -i "/which flag does/d" "$2"\n' },
      env: { VISUAL: 'cut' },
    });
    await begin(terminal, '--note Closing');
    await terminal.see('which flag does');
    terminal.press('e');
    await terminal.see('This question is no longer in the notes.');
    await terminal.see(/no longer in[^]*── /u);
  });

  it('unsuited to an editor that is missing says what to set', async () => {
    const terminal = await openTerminal({ files: quizVault, env: { VISUAL: 'no-such-editor' } });
    await begin(terminal, '--note Closing');
    terminal.press('e');
    await terminal.see(/could not be started: set \$VISUAL or \$EDITOR[^]*How sure/u);
    terminal.press('q');
    expect(await status(terminal)).toBe('0');
  });
});
