import { keyPrompt } from './key-prompt.ts';
import { linePrompt } from './line-prompt.ts';
import { Interrupted, type Prompter, type PrompterStreams } from './prompter.ts';
import { foldPrompt } from './text-lines.ts';
import type { PromptWindow } from './use-resizing.ts';

/** How long after a run keys are still taken for ones typed during it. */
const deafMs = 150;

/** Prompts on a terminal, by inquirer. */
export function openInquirerPrompter({ input, output, look, clock, signal, folds }: PrompterStreams): Prompter {
  let deafUntil = 0;
  const context = { input, output, signal };
  const window: PromptWindow = {
    columns: look.columns,
    onResize: (listener) => {
      output.on('resize', listener);
      return () => {
        output.off('resize', listener);
      };
    },
    write: (sequence) => {
      if (folds) output.write(sequence);
    },
  };
  return {
    askKey: async ({ message, choices, enter, answered }) => {
      const keys = new Set(choices.map(({ key }) => key));
      if (enter !== undefined) keys.add('enter');
      const meant = (key: string): string => (key === 'enter' && enter !== undefined ? enter : key);
      const pressed = await asInterrupted(
        keyPrompt(
          {
            message: () => foldPrompt(look, message()),
            keys,
            answered: (key) => answered?.(meant(key)) ?? '',
            deafUntil,
            clock,
            window,
          },
          { ...context, clearPromptOnDone: answered === undefined },
        ),
      );
      return meant(pressed);
    },
    askLine: ({ message, answered }) =>
      asInterrupted(
        linePrompt(
          { message: () => foldPrompt(look, message()), answered, show: look.show, deafUntil, clock, window },
          context,
        ),
      ),
    whileDeaf: async (work) => {
      const aborting = new AbortController();
      const listen = (chunk: Buffer | string): void => {
        if (chunk.toString().includes('\u0003')) aborting.abort();
      };
      const stop = (): void => {
        aborting.abort();
      };
      input.setRawMode(true);
      input.on('data', listen);
      input.resume();
      signal.addEventListener('abort', stop);
      try {
        return await work(aborting.signal);
      } finally {
        signal.removeEventListener('abort', stop);
        input.off('data', listen);
        input.pause();
        input.setRawMode(false);
        deafUntil = clock() + deafMs;
      }
    },
    lend: async (work) => {
      input.pause();
      try {
        return await work();
      } finally {
        deafUntil = clock() + deafMs;
      }
    },
  };
}

const ways: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

/** inquirer's errors are told by name: two copies of the package would have two classes. */
async function asInterrupted<Result>(prompt: Promise<Result>): Promise<Result> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && ways.has(error.name)) throw new Interrupted(error.message);
    throw error;
  }
}
