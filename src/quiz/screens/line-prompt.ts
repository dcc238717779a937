import { createPrompt, isEnterKey, useKeypress, useState } from '@inquirer/core';
import { useDeafness } from './use-deafness.ts';
import { useResizing, type PromptWindow } from './use-resizing.ts';
import { useWaking } from './use-waking.ts';

export interface LinePromptConfig {
  readonly message: () => string;
  /** What stands in the prompt's place once it is answered. */
  readonly answered: (line: string) => string;
  /** Shows what was typed, so that pasted escape sequences do nothing. */
  readonly show: (text: string) => string;
  readonly deafUntil: number;
  readonly clock: () => number;
  readonly window: PromptWindow;
}

/** Longer answers are cut: nobody types them, and a paste should not fill the journal. */
const mostTyped = 500;

/** Waits for a line. */
export const linePrompt = createPrompt<string, LinePromptConfig>((config, done) => {
  const [typed, setTyped] = useState('');
  const [isDone, setDone] = useState(false);
  const isListening = useDeafness(config.deafUntil, config.clock);
  const draw = useResizing(config.window);
  useWaking();
  useKeypress((key, readline) => {
    if (isDone) return;
    if (!isListening) {
      readline.clearLine(0);
      return;
    }
    if (isEnterKey(key)) {
      setDone(true);
      // Enter empties readline's own line before this is called.
      done(typed.slice(0, mostTyped));
      return;
    }
    setTyped(readline.line);
  });
  if (!isListening) return draw('');
  return draw(isDone ? config.answered(typed) : `${config.message()} ${config.show(typed)}`);
});
