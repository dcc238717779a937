import {
  arrangeLadder,
  drawLadder,
  drawLadderSvg,
  formatLogLine,
  type ScreenOptions,
  type Transcript,
  type TranscriptLine,
} from '../experiments/index.ts';
import type { Experiment } from './find-experiments.ts';
import { CannotError } from './outcome.ts';
import { type Screen, showText } from './screen.ts';

export function printHead(screen: Screen, { id, question, path, line }: Experiment): void {
  screen.print(`${screen.style('bold', showText(id))}  ${screen.style('dim', showText(`${path}:${line}`))}`);
  if (question !== undefined) screen.print(showText(question));
  screen.print();
}

/** A line of the log, as soon as it has happened. */
export function printLogLine(screen: Screen, line: TranscriptLine, ascii: boolean): void {
  for (const text of formatLogLine(line, optionsOf(screen, ascii))) screen.print(text);
}

/** The ladder below the log, where more than one actor spoke or packets were seen: alone it would only repeat the log. */
export function printLadder(screen: Screen, transcript: Transcript, ascii: boolean): void {
  const ladder = arrangeLadder(transcript);
  if (ladder.lanes.length < 2) return;
  screen.print();
  for (const text of drawLadder(ladder, optionsOf(screen, ascii))) screen.print(text);
}

export async function writeLadder(transcript: Transcript, { id, question }: Experiment, file: string): Promise<void> {
  const svg = drawLadderSvg(arrangeLadder(transcript), {
    title: question ?? id,
    description: `The system calls and packets of the experiment ${id}: ${transcript.verdict}.`,
  });
  const { writeWhole } = await import('../decks/output/index.ts');
  const outcome = await writeWhole(file, svg);
  if (!outcome.written) throw new CannotError(outcome.message);
}

function optionsOf(screen: Screen, ascii: boolean): ScreenOptions {
  return { width: screen.columns, unicode: screen.unicode && !ascii, color: screen.color };
}
