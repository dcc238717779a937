import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixed } from './quiz-vault.ts';
import { hasTmux, openTerminal } from './terminal.ts';

const reset = `---
question: What does recv() give after a reset?
decides:
  - [Closing, unread data, the peer is reset]
derived: false
---
# Closing with unread data

[[Closing]] with unread data sends RST.

\`\`\`sock
[server] socket(AF_INET, SOCK_STREAM, 0) = listener
[server] bind(listener, 127.0.0.1:8080) = 0
[server] listen(listener, 5) = 0
[client] socket(AF_INET, SOCK_STREAM, 0) = c
[client] connect(c, 127.0.0.1:8080) = 0
[server] accept(listener, NULL, NULL) = conn
[client] send(c, "abc", 3, 0) = 3
[server] wait FIONREAD(conn) == 3
[server] close(conn) = 0
[client] wait POLLHUP(c)
[client] recv(c, _, 64, 0) =? -1 ECONNRESET
\`\`\`
`;

const vault = {
  'notes/Closing.md': '# Closing\n\nClosing with unread data ==sends RST==. #cloze\n\n- Who may close? :: Anybody.\n',
  'notes/experiments/tcp/rst-on-unread-data.md': reset,
};

describe.skipIf(!hasTmux())('a quiz of notes and experiments', () => {
  it('does not ask a line of the experiment that has just decided a card', async () => {
    const terminal = await openTerminal({ files: vault });
    terminal.type(`sockrates quiz --no-derived ${fixed}`);
    await terminal.see('3 questions');
    terminal.press('Enter');
    await terminal.see('Closing with unread data [...]');
    terminal.type('sends RST');
    await terminal.see('how sure');
    terminal.press('3');
    // The kernel decides the card, by an experiment that it does not name.
    await terminal.see(/recv\(c, _, 64, 0\) = -1 ECONNRESET[^]*RIGHT[^]*\? grade/u);
    terminal.press('Enter');
    await terminal.see(/Who may close[^]*How sure/u);
    terminal.press('3');
    await terminal.see(/Anybody[^]*\? grade/u);
    terminal.press('Enter');
    await terminal.see(/Anybody[^]*Closing with unread data \[[^]*type the words/u);
    terminal.type(':q');
    await terminal.see('2 answers');
    expect(terminal.scrollback()).not.toContain('after a reset');
    // On the next day both may be asked.
    terminal.type('sockrates quiz --list --no-derived --now 2026-11-22T18:00:00Z --seed 7');
    await terminal.see('What does recv() give after a reset');
  });

  it('a note that another program changes while it is open is asked as it stood, and goes on as it stands', async () => {
    const terminal = await openTerminal({ files: vault });
    terminal.type(`sockrates quiz --no-derived ${fixed}`);
    await terminal.see('Enter start');
    terminal.press('Enter');
    await terminal.see('Closing with unread data [...]');
    const file = path.join(terminal.folder, 'notes/Closing.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('with unread data', 'with anything unread'));
    terminal.type(':u');
    await terminal.see('nothing to undo');
    terminal.press('C-c');
    await terminal.see('goes on at the same screen');
    terminal.type(`sockrates quiz --no-derived ${fixed}`);
    await terminal.see(/Going on[^]*Closing with anything unread \[/u);
  });
});
