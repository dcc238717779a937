import type { Code } from 'mdast';
import type { LineIndex } from './line-index.ts';
import type { FrontMatter, Section, SockBlock } from './note.ts';
import { headingPath } from './sections.ts';

/** An experiment's id begins below this folder, wherever in the vault that lies. */
const experimentPath = /(?:^|\/)experiments\/(.+)$/;

/** A block before it is named: what stands in the note, whatever the note's path. */
export type UnnamedSockBlock = Pick<SockBlock, 'place' | 'firstLine' | 'text'>;

export function findSockBlocks(codes: readonly Code[], lines: LineIndex): UnnamedSockBlock[] {
  return codes.map((code) => {
    const place = lines.placeOf(code);
    return { place, firstLine: place.line + 1, text: code.value };
  });
}

/**
 * Names a note's experiments. The first block of a note under `experiments/` is what the note is about: it has the
 * note's path as its id, and the front matter's `question` and `decides`; so has the one block of any other note.
 * Further blocks of the same name get `-2`, `-3`.
 */
export function nameSockBlocks(
  path: string,
  blocks: readonly UnnamedSockBlock[],
  { question, decides }: FrontMatter['data'],
  sections: readonly Section[],
): SockBlock[] {
  const taken = new Map<string, number>();
  const stem = path.normalize('NFC').replace(/\.md$/i, '');
  const experiment = experimentPath.exec(stem)?.[1];
  return blocks.map((block, index) => {
    const around = headingPath({ sections }, block.place.line);
    const heading = around.at(-1);
    const base = experiment ?? (heading === undefined ? stem : `${stem}#${heading}`);
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    const about = index === 0 && (experiment !== undefined || blocks.length === 1);
    return {
      id: count === 1 ? base : `${base}-${count}`,
      ...block,
      ...(about && typeof question === 'string' ? { question: question.trim() } : {}),
      decides: about ? readDecides(decides) : [],
      headingPath: around,
    };
  });
}

/** A list of lists of words; one list alone, `[concept, facet, value]`, is taken for a list of one. */
function readDecides(decides: unknown): string[][] {
  if (!Array.isArray(decides)) return [];
  const rows = decides.some(Array.isArray) ? decides : [decides];
  return rows.filter(Array.isArray).map((row: unknown[]) => row.map(asWord));
}

function asWord(value: unknown): string {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
