import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fixed, quizVault } from './quiz-vault.ts';
import { hasTmux, openTerminal, withoutTimes, type Terminal } from './terminal.ts';

/** The letter in front of an option on the screen. */
function letterOf(screen: string, option: string): string {
  const found = [...screen.matchAll(/([a-d])\) (.*?)(?= {2,}|$)/gmu)].findLast(([, , text]) => text?.trim() === option);
  if (found?.[1] === undefined) throw new Error(`no option ${option} on\n${screen}`);
  return found[1];
}

/** What stands on the screen from the question on, once it stands still. */
async function foldedPrompt({ screen }: Terminal): Promise<string> {
  for (let before = ''; before !== screen(); before = screen()) await pause(200);
  return screen().slice(screen().indexOf('Unit of the timeout'));
}

it.skipIf(!hasTmux())(
  'a whole session: ten questions, three experiments, a confident miss, undo, edit, a narrow window, Ctrl-C and resume',
  async () => {
    const terminal = await openTerminal({
      files: {
        ...quizVault,
        // An editor that mends one question, at the line that it was opened at.
        '.bin/mend': '#!/bin/sh\nsed -i "${1#+}s/who learns?/who learns of it?/" "$2"\n',
      },
      env: { EDITOR: 'mend' },
      rows: 48,
    });
    const { press, type, see, resize, scrollback, folder } = terminal;
    type(`sockrates quiz --no-derived ${fixed}`);
    await see('Enter start');
    press('Enter');

    // Recalled, and graded by the learner.
    await see('which flag does its packet carry');
    press('3');
    await see('? grade');
    press('Enter');

    // An experiment that shows what the answer says.
    await see('how many messages does a stream deliver');
    press('2');
    await see('see it happen');
    press('Enter');
    await see('? grade');
    press('Enter');

    // Typed: a hint caps the grade, and the words of the error count as its name.
    await see('SIGPIPE ignored');
    type(':h');
    await see('the water pipe has a hole');
    type('broken pipe');
    await see('how sure');
    press('2');
    await see('[2 Hard');
    press('Enter');

    // One letter off is asked about; the answer is then taken back and given again.
    await see('Nobody reads a manual page');
    type('from cover to covre');
    await see('how sure');
    press('4');
    await see('typing slip');
    press('y');
    await see('? grade');
    press('Enter');
    await see('Which two calls can end a stream');
    type(':u');
    await see('Undone');
    await see(/manual page \[\.\.\.\][^]*Undone[^]*manual page/u);
    type('from cover to cover');
    await see(/Undone[^]*how sure/u);
    press('3');
    await see(/Undone[^]*RIGHT[^]*\? grade/u);
    press('Enter');

    // In any order.
    await see(/Undone[^]*Which two calls can end a stream/u);
    type('close, shutdown');
    await see(/Which two[^]*how sure/u);
    press('4');
    await see(/Which two[^]*RIGHT[^]*\? grade/u);
    press('Enter');

    // The note is mended while the quiz is open, and the question goes on.
    await see('who learns?');
    press('e');
    await see(/who learns of it\?[^]*How sure/u);
    press('1');
    await see(/learns of it[^]*\? grade/u);
    press('1');

    // Sure, and wrong.
    const reset = await see('while 3 bytes lie unread');
    press(letterOf(reset, '3'));
    await see(/unread in its[^]*how sure/u);
    press('4');
    await see('why is it so');
    type('unread bytes make a reset');
    await see('[1 Again');
    press('Enter');

    // In a narrow window.
    await see('Unit of the timeout of poll');
    const wide = scrollback();
    await see('type the words · Enter show · :? keys ›');
    press('m', 'i', 'l', 'l', 'i');
    await see(/keys › milli$/mu);
    resize(40, 48);
    // The prompt stands there once, folded to the window, with what was typed; and once again when it is wider.
    await see(/^\? type the words · :\? keys › milli$/mu);
    expect(await foldedPrompt(terminal)).toMatchInlineSnapshot(`
      "Unit of the timeout of poll()?

      ? type the words · :? keys › milli"
    `);
    resize(80, 48);
    await see(/^\? type the words · Enter show · :\? keys › milli$/mu);
    expect(await foldedPrompt(terminal)).toMatchInlineSnapshot(`
      "Unit of the timeout of poll()?

      ? type the words · Enter show · :? keys › milli"
    `);
    resize(40, 48);
    await see(/^\? type the words · :\? keys › milli$/mu);
    type('seconds');
    await see(/Unit of[^]*how sure/u);
    expect(await foldedPrompt(terminal)).toMatchInlineSnapshot(`
      "Unit of the timeout of poll()?

      ✔ milliseconds
      ? how sure  1 guess · 2 unsure
        3 fairly · 4 certain · ? keys"
    `);
    press('3');
    await see(/Unit of[^]*RIGHT[^]*\? grade/u);
    press('Enter');

    // Ctrl-C before the prediction is locked; the session goes on at the same screen.
    const joined = await see('Two sends of 3 bytes');
    press(letterOf(joined, '6'));
    await see(/Two sends[^]*how sure/u);
    press('C-c');
    await see(/same screen\.\s+\$$/u);
    type('echo "status $?"');
    await see('status 130');
    type(`sockrates quiz --no-derived ${fixed}`);
    await see(/Going on[^]*Two sends[^]*how sure/u);
    press('4');
    await see(/Going on[^]*RIGHT[^]*\? grade/u);
    press('Enter');

    // What is typed while an experiment runs grades nothing.
    const polled = await see('poll() waits 900');
    press(letterOf(polled, '0'));
    await see(/poll\(\) waits 900[^]*how sure/u);
    press('2');
    await see('waiting/poll-times-out');
    press('1', '1', 'q', '-', 'Enter');
    await see(/poll\(\) waits 900[^]*RIGHT[^]*\[3 Good/u);
    press('Enter');

    // The confident miss comes back in the same session.
    await see(/u undo[^]*while 3 bytes lie unread/u);
    press('q');
    await see(/confident\s+miss/u);
    await see(/^\$$/mu);

    const journal = readFileSync(path.join(folder, 'notes/.sockrates/journal.jsonl'), 'utf8').trim().split('\n');
    expect(journal).toHaveLength(12);
    await expect(withoutTimes(wide)).toMatchFileSnapshot('snapshots/session-wide.txt');
    const all = scrollback();
    await expect(withoutTimes(all.slice(all.indexOf('── 9/')))).toMatchFileSnapshot('snapshots/session-narrow.txt');
  },
  150_000,
);
