import { spawn } from 'node:child_process';

/**
 * Opens a file at a line in the user's own editor, and waits until it is closed. Gives what went wrong, in words.
 *
 * @param editor a command as in `$VISUAL`, perhaps with arguments: `code --wait`
 */
export function openEditor(editor: string, file: string, line: number): Promise<string | undefined> {
  const [program = '', ...given] = splitCommand(editor);
  return new Promise((resolve) => {
    const child = spawn(program, [...given, ...argumentsFor(program, file, line)], { stdio: 'inherit' });
    child.on('error', () => {
      resolve(`The editor ${program} could not be started: set $VISUAL or $EDITOR to one that can.`);
    });
    child.on('exit', (code, signal) => {
      resolve(code === 0 ? undefined : `The editor ${program} ended with ${signal ?? code ?? 'an error'}.`);
    });
  });
}

/** Words, with quotes as in a shell; nothing is expanded. */
function splitCommand(command: string): readonly string[] {
  return (command.match(/"[^"]*"|'[^']*'|\S+/gu) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/u, '$2'));
}

/** Most editors take `+LINE FILE`. Source: their manual pages and `--help`. */
function argumentsFor(program: string, file: string, line: number): readonly string[] {
  const name = program.slice(program.lastIndexOf('/') + 1).replace(/\.exe$/iu, '');
  if (/^(?:code|code-insiders|codium|cursor|windsurf)$/u.test(name)) return ['--goto', `${file}:${line}`];
  if (/^(?:subl|zed|hx|helix|micro)$/u.test(name)) return [`${file}:${line}`];
  return [`+${line}`, file];
}
