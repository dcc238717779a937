import readline from 'node:readline';
import { Interrupted, type KeyRequest, type Prompter, type PrompterStreams } from './prompter.ts';

/** Prompts for screen readers and simple terminals: a line is written, a line is read, nothing is ever drawn again. */
export function openPlainPrompter({ input, output, signal }: PrompterStreams): Prompter {
  const ask = (message: string): Promise<string> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new Interrupted('stopped by a signal'));
        return;
      }
      // Not as a terminal: so readline writes no escape sequences, and the terminal itself edits the line.
      const reader = readline.createInterface({ input, terminal: false });
      let isSettled = false;
      const settle = (end: () => void): void => {
        if (isSettled) return;
        isSettled = true;
        signal.removeEventListener('abort', stop);
        reader.close();
        end();
      };
      const stop = (): void => {
        settle(() => {
          reject(new Interrupted('interrupted'));
        });
      };
      signal.addEventListener('abort', stop);
      reader.on('close', stop);
      reader.on('line', (line) => {
        settle(() => {
          resolve(line);
        });
      });
      output.write(`${spoken(message)} `);
    });

  const askKey = async (request: KeyRequest): Promise<string> => {
    for (;;) {
      const typed = (await ask(request.message())).trim();
      if (typed === '' && request.enter !== undefined) return request.enter;
      const found = request.choices.find(({ key, label }) => key === typed || label === typed.toLowerCase());
      if (found !== undefined) return found.key;
      output.write(`${describeChoices(request)}\n`);
    }
  };

  return {
    askKey,
    askLine: ({ message }) => ask(message()),
    // The terminal stays in its own mode: lines typed during a run are read away before the next question.
    whileDeaf: async (work) => {
      const aborting = new AbortController();
      const stop = (): void => {
        aborting.abort();
      };
      const drop = (): void => undefined;
      signal.addEventListener('abort', stop);
      input.on('data', drop);
      input.resume();
      try {
        return await work(aborting.signal);
      } finally {
        signal.removeEventListener('abort', stop);
        input.off('data', drop);
        input.pause();
      }
    },
    lend: (work) => work(),
  };
}

/** One sentence, as it is read aloud. */
function spoken(message: string): string {
  const sentence = message
    .replace(/^\? /u, '')
    .replace(/\s*\n\s*/gu, ', ')
    .replace(/ {2,}/gu, ' ');
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1).replace(/[ >›?]+$/u, '')}:`;
}

function describeChoices({ choices, enter }: KeyRequest): string {
  const listed = choices.map(({ key, label }) => `${key} for ${label}`).join(', ');
  const byEnter = choices.find(({ key }) => key === enter);
  return `Type one of these and Enter: ${listed}.${byEnter === undefined ? '' : ` Enter alone: ${byEnter.label}.`}`;
}
