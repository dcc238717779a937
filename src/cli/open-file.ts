import { spawn } from 'node:child_process';
import type { Context } from './context.ts';
import { showText } from './screen.ts';

/** Hands a deck to Anki, or a page to the browser, by the system's own opener; says what to heed in Anki's window. */
export function openFile(file: string, { screen, exit }: Context): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  if (program === undefined) return;
  const child = spawn(program, [...args, file], { detached: true, stdio: 'ignore' });
  child.on('error', () => {
    screen.printError(`sockrates: ${program} is not there to open ${showText(file)}: open it yourself`);
    exit(3);
  });
  child.unref();
  if (!file.endsWith('.apkg')) return;
  screen.print();
  screen.print('In Anki\'s import window leave the options as they are: "Merge note types" off, "Update notes" and');
  screen.print(
    '"Update note types" at "If newer". "Import any learning progress" changes nothing, and deck presets can stay off.',
  );
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};
