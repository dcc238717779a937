import { createPrompt, useKeypress, useState, type KeypressEvent } from '@inquirer/core';
import { useDeafness } from './use-deafness.ts';
import { useResizing, type PromptWindow } from './use-resizing.ts';
import { useWaking } from './use-waking.ts';

export interface KeyPromptConfig {
  /** One to three lines. A function, because the window may have another width when it is drawn again. */
  readonly message: () => string;
  /** The keys that answer, as `nameOfKey` names them. */
  readonly keys: ReadonlySet<string>;
  /** What stands in the prompt's place once it is answered. */
  readonly answered: (key: string) => string;
  /** Keys before this instant (milliseconds of `clock`) were typed for something else. */
  readonly deafUntil: number;
  readonly clock: () => number;
  readonly window: PromptWindow;
}

/** Waits for one key out of a set. Anything else is ignored, and nothing is echoed. */
export const keyPrompt = createPrompt<string, KeyPromptConfig>((config, done) => {
  const [answer, setAnswer] = useState<string | undefined>(undefined);
  const isListening = useDeafness(config.deafUntil, config.clock);
  const draw = useResizing(config.window);
  useWaking();
  useKeypress((event, readline) => {
    readline.clearLine(0);
    if (answer !== undefined || !isListening) return;
    const key = nameOfKey(event);
    if (key === undefined || !config.keys.has(key)) return;
    setAnswer(key);
    done(key);
  });
  if (!isListening) return draw('');
  return draw(answer === undefined ? config.message() : config.answered(answer));
});

/** `enter` (the space bar too, as in Anki), or the character itself; undefined for control keys, arrows and pasted text. */
export function nameOfKey(event: KeypressEvent): string | undefined {
  if (event.name === 'return' || event.name === 'enter' || event.name === 'space') return 'enter';
  // readline hands on the whole event of node:readline, which has the characters as they came.
  const { sequence = '' } = event as KeypressEvent & { readonly sequence?: string };
  if (event.ctrl || /^[\u0000-\u001f\u007f]/u.test(sequence)) return undefined;
  return Array.from(sequence).length === 1 ? sequence : undefined;
}
