import type { Transcript } from '../experiments/index.ts';
import { writePcap } from '../experiments/emit/index.ts';
import { CannotError } from './outcome.ts';
import { type Screen, showText } from './screen.ts';

/** Writes what a replay captured, and says how much it was. */
export async function writePacketsOf(transcript: Transcript, file: string, screen: Screen): Promise<void> {
  const { packets } = transcript;
  if (packets === undefined)
    throw new CannotError('no packets can be captured here, so no file was written. `sockrates doctor` says why.');
  const { writeWhole } = await import('../decks/output/index.ts');
  const outcome = await writeWhole(file, writePcap(transcript));
  if (!outcome.written) throw new CannotError(outcome.message);
  screen.printError(`${packets.length} ${packets.length === 1 ? 'packet' : 'packets'} in ${showText(file)}`);
}
