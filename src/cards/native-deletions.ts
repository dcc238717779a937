import type { PhrasingContent } from 'mdast';
import { plainText } from '../vault/index.ts';
import { cutContent, rangeOfAll, trimContent } from './content.ts';
import type { MarkedDeletion } from './marked-deletion.ts';
import { maskSource, maskUnit } from './masked-text.ts';
import type { NoteReading } from './note-reading.ts';
import { colonUseInWord } from './separator-guards.ts';

/** `{{c1::x::hint}}` between two offsets, and those within it. */
interface Deletion {
  readonly start: number;
  readonly textStart: number;
  /** Where the pair of colons before the hint stands; -1 without a hint. */
  hintAt: number;
  textEnd: number;
  end: number;
  readonly number?: number;
  readonly inner: Deletion[];
}

/** What is looked at on each side of a pair of colons. */
const longestWord = 200;

/** Deeper nesting than this is text. */
const deepest = 8;

const token = /\{\{c(\d*)::|\}\}|::/gu;

/** Anki shows the numbers 1 to 499 (`rslib` takes higher ones for text). */
const highestNumber = 499;

/** Puts a deletion in the place of each native one among some neighbours; nested ones are nested again. */
export function markNative(
  nodes: readonly PhrasingContent[],
  reading: NoteReading,
  marked: MarkedDeletion[],
): PhrasingContent[] {
  const [start, end] = rangeOfAll(nodes);
  if (!reading.lines.source.slice(start, end).includes('{{c')) return [...nodes];
  const masked = maskSource(nodes, reading.lines.source, start, end);
  return build(nodes, findNative(masked, start, reading), start, end, reading, marked);
}

function findNative(masked: string, base: number, reading: NoteReading): Deletion[] {
  const found: Deletion[] = [];
  const open: Deletion[] = [];
  for (const match of masked.matchAll(token)) {
    const at = match.index;
    const innermost = open.at(-1);
    if (match[1] !== undefined) {
      if (open.length === deepest) continue;
      const number = readNumber(match[1], base + at, match[0].length, reading);
      open.push({
        start: at,
        textStart: at + match[0].length,
        hintAt: -1,
        textEnd: -1,
        end: -1,
        inner: [],
        ...(number === undefined ? {} : { number }),
      });
    } else if (match[0] === '::') {
      if (innermost?.hintAt === -1 && partsHint(masked, innermost.textStart, at, base, reading.lines.source))
        innermost.hintAt = at;
    } else if (innermost !== undefined) {
      open.pop();
      close(innermost, masked, at);
      if (isEmptyText(masked, innermost)) {
        reading.report(
          'empty-deletion',
          reading.lines.placeAt(base + innermost.start, base + innermost.end),
          'This deletion leaves nothing out: write the words to be asked for between the colons and the braces.',
        );
      } else {
        (open.at(-1)?.inner ?? found).push(innermost);
      }
    }
  }
  for (const [index, unclosed] of open.entries()) {
    found.push(...unclosed.inner);
    // One word is enough for a text in which braces are forgotten.
    if (index > 0) continue;
    reading.report(
      'unclosed-deletion',
      reading.lines.placeAt(base + unclosed.start, base + unclosed.textStart),
      'This deletion is never closed: write `}}` behind it, in the same paragraph and the same emphasis.',
      ['}}'],
    );
  }
  return found.map((deletion) => shift(deletion, base)).sort((a, b) => a.start - b.start);
}

/** Of three closing braces the first belongs to the text, where the text has one to close. */
function close(deletion: Deletion, masked: string, at: number): void {
  const text = masked.slice(deletion.textStart, at);
  const opened = text.split('{').length - text.split('}').length;
  const moved = opened > 0 && masked.charAt(at + 2) === '}' ? 1 : 0;
  deletion.end = at + 2 + moved;
  deletion.textEnd = deletion.hintAt === -1 ? at + moved : deletion.hintAt;
}

function isEmptyText(masked: string, { textStart, textEnd }: Deletion): boolean {
  return masked.slice(textStart, textEnd).trim() === '';
}

/** Colons of an address or of a name in a program belong to the text, unless what stands before them is whole. */
function partsHint(masked: string, from: number, at: number, base: number, source: string): boolean {
  const before = /[^\s{}]*$/u.exec(masked.slice(Math.max(from, at - longestWord), at))?.[0] ?? '';
  const after = /^[^\s{}]*/u.exec(masked.slice(at, at + longestWord))?.[0] ?? '';
  if (before.endsWith(maskUnit) && !isOpener(source.charAt(base + at - 1))) return true;
  if (isShortWord(before) && beginsWithArticle(masked.slice(at, at + longestWord))) return true;
  return colonUseInWord(before + after, before.length) === undefined;
}

/** Of what is covered up only an escaped bracket or quote can open an address: math, code and links are complete. */
function isOpener(unit: string): boolean {
  return /[[({<"']/u.test(unit);
}

/** `16` and `bad`, but not `fe80`, the first group of an address. */
function isShortWord(word: string): boolean {
  return /^(?:[0-9A-Fa-f]{1,3}|[A-Fa-f]+)$/u.test(word);
}

/** In `::a number of bits` the `a` is a word, not a group of hexadecimal digits. */
function beginsWithArticle(text: string): boolean {
  return /^::a\s+\p{L}/u.test(text);
}

function readNumber(digits: string, start: number, length: number, reading: NoteReading): number | undefined {
  if (digits === '') return undefined;
  const number = Number(digits);
  if (number >= 1 && number <= highestNumber) return number;
  reading.report(
    'bad-cloze-number',
    reading.lines.placeAt(start, start + length),
    `Anki shows no deletion numbered ${digits}: use 1 to ${highestNumber}. This one gets the next free number.`,
  );
  return undefined;
}

function shift(deletion: Deletion, base: number): Deletion {
  return {
    ...deletion,
    start: deletion.start + base,
    textStart: deletion.textStart + base,
    hintAt: deletion.hintAt === -1 ? -1 : deletion.hintAt + base,
    textEnd: deletion.textEnd + base,
    end: deletion.end + base,
    inner: deletion.inner.map((inner) => shift(inner, base)),
  };
}

function build(
  nodes: readonly PhrasingContent[],
  deletions: readonly Deletion[],
  start: number,
  end: number,
  reading: NoteReading,
  marked: MarkedDeletion[],
): PhrasingContent[] {
  const { lines } = reading;
  const built: PhrasingContent[] = [];
  let at = start;
  for (const deletion of deletions) {
    if (deletion.start < at || deletion.end > end) continue;
    built.push(...cutContent(nodes, at, deletion.start, lines));
    const hintEnd = deletion.end - 2;
    const hint = deletion.hintAt === -1 ? '' : plainText(cutContent(nodes, deletion.hintAt + 2, hintEnd, lines)).trim();
    const inside = cutContent(nodes, deletion.textStart, deletion.textEnd, lines);
    const node: MarkedDeletion = {
      type: 'clozeDeletion',
      index: -1,
      ...(deletion.number === undefined ? {} : { number: deletion.number }),
      ...(hint === '' ? {} : { hint }),
      children: trimContent(build(inside, deletion.inner, deletion.textStart, deletion.textEnd, reading, marked)),
      position: { start: lines.pointAt(deletion.start), end: lines.pointAt(deletion.end) },
    };
    marked.push(node);
    built.push(node);
    at = deletion.end;
  }
  built.push(...cutContent(nodes, at, end, lines));
  return built;
}
