import type { Paragraph, RootContent } from 'mdast';
import { rangeOf } from '../content.ts';
import { maskSource } from '../masked-text.ts';
import type { NoteReading } from '../note-reading.ts';

/** A `Q:` or `A:` that opens a line. */
export interface Marker {
  readonly letter: 'Q' | 'A';
  /** Offsets in the note: of the letter, and behind the colon. */
  readonly start: number;
  readonly textStart: number;
  readonly paragraph: Paragraph;
  readonly siblings: readonly RootContent[];
  readonly index: number;
}

export function findMarkers(reading: NoteReading): Marker[] {
  const { lines } = reading;
  const found: Marker[] = [];
  for (const { block, siblings, index } of reading.flow.paragraphs) {
    const [start, end] = rangeOf(block);
    if (!/(?:^|[\s>])[QA]:/u.test(lines.source.slice(start, end))) continue;
    const masked = maskSource(block.children, lines.source, start, end);
    for (const match of masked.matchAll(/^[ \t]*([QA]):(?!:)/gmu)) {
      const textStart = start + match.index + match[0].length;
      if (reading.isClaimed(lines.pointAt(textStart).line)) continue;
      const letter = match[1] === 'Q' ? 'Q' : 'A';
      found.push({ letter, start: textStart - 2, textStart, paragraph: block, siblings, index });
    }
  }
  return found;
}

const betweenQuestionAndAnswer: ReadonlySet<string> = new Set(['code', 'math', 'list', 'table', 'blockquote', 'html']);

/**
 * The blocks from a question's paragraph to its answer, without that paragraph; `undefined` where prose or a heading
 * parts the two. A list in between may hold the `A:` line itself: markdown takes a line below a list for a part of it.
 */
export function questionBlocks(question: Marker, answer: Marker): readonly RootContent[] | undefined {
  if (question.paragraph === answer.paragraph) return [];
  const blocks: RootContent[] = [];
  for (const block of question.siblings.slice(question.index + 1)) {
    const [start, end] = rangeOf(block);
    if (block === answer.paragraph) return start === answer.start ? blocks : undefined;
    if (!betweenQuestionAndAnswer.has(block.type)) return undefined;
    blocks.push(block);
    if (start <= answer.start && answer.start < end) return blocks;
  }
  return undefined;
}

const opened: ReadonlySet<string> = new Set(['code', 'math', 'list', 'table', 'blockquote']);
const ends: ReadonlySet<string> = new Set([
  'heading',
  'thematicBreak',
  'definition',
  'footnoteDefinition',
  'html',
  'comment',
]);

/**
 * The blocks below an answer's paragraph that belong to it, and the offset at which the answer ends.
 * @param around the block before the answer that holds its line too, where markdown takes the two for one list
 */
export function answerEndOf(
  answer: Marker,
  next: Marker | undefined,
  around: RootContent | undefined,
  reading: NoteReading,
): { readonly blocks: readonly RootContent[]; readonly end: number } {
  const { lines } = reading;
  const [, paragraphEnd] = rangeOf(answer.paragraph);
  if (next !== undefined && next.start < paragraphEnd) return { blocks: [], end: next.start };
  const empty = lines.source.slice(answer.textStart, paragraphEnd).trim() === '';
  if (around !== undefined) {
    const blockEnd = rangeOf(around)[1];
    const blank = empty ? null : /\n[\s>]*\n/u.exec(lines.source.slice(paragraphEnd, blockEnd));
    const end = blank === null ? blockEnd : paragraphEnd + blank.index;
    return { blocks: [around], end: Math.min(end, next?.start ?? end) };
  }
  const blocks: RootContent[] = [];
  let end = paragraphEnd;
  for (const block of answer.siblings.slice(answer.index + 1)) {
    const [start, blockEnd] = rangeOf(block);
    const adjacent = lines.pointAt(start).line === lines.pointAt(end).line + 1;
    const opens = opened.has(block.type) && empty && blocks.length === 0;
    if (ends.has(block.type) || !(adjacent || opens)) break;
    if (reading.isClaimed(lines.pointAt(start).line, lines.pointAt(blockEnd).line)) break;
    if (next !== undefined && next.start <= start) break;
    blocks.push(block);
    end = blockEnd;
    if (next !== undefined && next.start < blockEnd) return { blocks, end: next.start };
  }
  return { blocks, end };
}
