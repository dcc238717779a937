import type { ReplayVerdict, Transcript } from '../experiments/index.ts';
import { exitStatus } from './outcome.ts';
import { type Screen, showText } from './screen.ts';

/** A refuted claim was found; what could not be decided here is no fault of the note's. */
export const verdictStatus: Readonly<Record<ReplayVerdict, number>> = {
  supported: exitStatus.done,
  refuted: exitStatus.found,
  'not-testable-here': exitStatus.cannot,
  inconclusive: exitStatus.cannot,
};

const words: Readonly<Record<ReplayVerdict, string>> = {
  supported: 'supported',
  refuted: 'refuted',
  'not-testable-here': 'not testable here',
  inconclusive: 'inconclusive',
};

const colours = { supported: 'green', refuted: 'red', 'not-testable-here': 'yellow', inconclusive: 'yellow' } as const;

export function nameVerdict(screen: Screen, verdict: ReplayVerdict): string {
  return screen.style(colours[verdict], words[verdict]);
}

/** `supported by Linux 6.1 in 12 ms`, with the reason where there is one. */
export function describeVerdict(
  screen: Screen,
  { verdict, reason, os, durationNs, isPrivate }: Transcript,
  id: string,
): string {
  const place = `${os.sysname} ${os.release}${isPrivate ? '' : ', in the shared network'}`;
  const time = durationNs > 0 ? ` in ${Math.max(1, Math.round(durationNs / 1e6))} ms` : '';
  const why = reason === undefined ? '' : `: ${showText(reason)}`;
  return `${nameVerdict(screen, verdict)}  ${showText(id)}  (${place}${time})${why}`;
}
