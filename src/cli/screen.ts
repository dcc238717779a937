import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where a command prints. Results go to standard output, progress and messages to standard error. */
export interface Screen {
  /** Of the window as it is now: windows are resized. */
  readonly columns: number;
  /** Whether standard output takes colour, and boxes and arrows beyond ASCII. */
  readonly color: boolean;
  readonly unicode: boolean;
  /** True where standard error is a terminal that may show progress. */
  readonly interactive: boolean;
  readonly print: (line?: string) => void;
  readonly printError: (line?: string) => void;
  /** Writes a JSON document, one on standard output. */
  readonly printJson: (document: unknown) => void;
  readonly style: (style: Style, text: string) => string;
  readonly styleError: (style: Style, text: string) => string;
}

export interface ScreenStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A screen on real streams. Colour is off for NO_COLOR, TERM=dumb and for a stream that is no terminal, each judged by itself. */
export function openScreen({ stdout, stderr, env }: ScreenStreams): Screen {
  const colourOf = (stream: NodeJS.WriteStream): boolean =>
    stream.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const styler = (colour: boolean) => (style: Style, text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  return {
    color: colourOf(stdout),
    unicode: /utf-?8/iu.test(env['LC_ALL'] ?? env['LC_CTYPE'] ?? env['LANG'] ?? '') && env['TERM'] !== 'linux',
    get columns() {
      return windowColumns(stdout, env);
    },
    interactive: stderr.isTTY && env['TERM'] !== 'dumb',
    print: (line = '') => void stdout.write(`${line}\n`),
    printError: (line = '') => void stderr.write(`${line}\n`),
    printJson: (document) => void stdout.write(`${JSON.stringify(document, null, 2)}\n`),
    style: styler(colourOf(stdout)),
    styleError: styler(colourOf(stderr)),
  };
}

/** The window's width. A terminal that was never told its size (`script` in a pipe, a serial line) says 0, and means nothing. */
export function windowColumns(
  stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>,
  env: ScreenStreams['env'] = {},
): number {
  if (stdout.isTTY && stdout.columns > 0) return stdout.columns;
  const fromEnvironment = Number(env['COLUMNS']);
  return fromEnvironment >= 20 ? fromEnvironment : 80;
}

/**
 * Makes text out of a note safe to print: control characters, escape sequences' ESC among them, and the marks that
 * reorder text are shown as `\x1b` or `\u202e`, never sent to the terminal. Tab and newline stay.
 */
export function showText(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu,
    (character) => {
      const code = character.charCodeAt(0);
      return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}
