#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { runCommandLine } from './command-line.ts';
import { endingSignals, exitStatus, signalStatus } from './outcome.ts';
import { openScreen } from './screen.ts';

process.stdout.on('error', endOnClosedPipe);
process.stderr.on('error', endOnClosedPipe);

for (const name of endingSignals)
  process.once(name, () => {
    // The cursor may stand in a line of progress. State and decks are written whole, so nothing is left half done.
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.exit(signalStatus[name]);
  });

const status = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  screen: openScreen(process),
  stderr: process.stderr,
  now: () => Date.now(),
  randomHex: (bytes) => randomBytes(bytes).toString('hex'),
});
process.exitCode = status;

/** `sockrates cards | head` closes our pipe early: that is no fault. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? exitStatus.done : exitStatus.bug);
}
