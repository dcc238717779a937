import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { ClaimVerdict } from '../pairing/index.ts';
import { showText, type Screen } from './screen.ts';

export type VerdictKind = ClaimVerdict['kind'];

interface VerdictLook {
  readonly words: string;
  readonly colour: Parameters<Screen['style']>[0];
  readonly mark: string;
  /** Where the terminal has no more than ASCII. */
  readonly plainMark: string;
}

export const looks: Readonly<Record<VerdictKind, VerdictLook>> = {
  supported: { words: 'supported', colour: 'green', mark: '✓', plainMark: '+' },
  'over-general': { words: 'over-general', colour: 'yellow', mark: '~', plainMark: '~' },
  refuted: { words: 'refuted', colour: 'red', mark: '✗', plainMark: 'x' },
  inconclusive: { words: 'inconclusive', colour: 'yellow', mark: '…', plainMark: '.' },
  'not-testable-here': { words: 'not testable here', colour: 'cyan', mark: '?', plainMark: '?' },
  'no-experiment': { words: 'no experiment', colour: 'dim', mark: '∅', plainMark: '0' },
  'not-empirical': { words: 'not empirical', colour: 'dim', mark: '–', plainMark: '-' },
};

export function nameKind(screen: Screen, kind: VerdictKind): string {
  return screen.style(looks[kind].colour, looks[kind].words);
}

export function markOf(screen: Screen, kind: VerdictKind): string {
  return screen.unicode ? looks[kind].mark : looks[kind].plainMark;
}

/** Text out of a note in one line, with the signs that the terminal has. */
export function plainLine(screen: Screen, text: string): string {
  const line = showText(text.replace(/\s+/gu, ' '));
  return screen.unicode ? line : line.replace(/[“”]/gu, '"').replace(/…/gu, '...');
}

/** Lines of at most `width` columns, broken at blanks where there are some. */
export function foldText(text: string, width: number): readonly string[] {
  return wrapAnsi(text, Math.max(1, width), { hard: true }).split('\n');
}

export function widthOf(text: string): number {
  return stringWidth(text);
}
