import type { Code } from 'mdast';
import type { LineIndex } from './line-index.ts';
import type { FrontMatter, Section, SockBlock } from './note.ts';
import { headingPath } from './sections.ts';

/** An experiment's id begins below this folder, wherever in the vault that lies. */
const experimentPath = /(?:^|\/)experiments\/(.+)$/;

/**
 * The experiments of a note. The first block of a note under `experiments/` is what the note is about: it has the
 * note's path as its id, and the front matter's `question` and `decides`. Further ones get `-2`, `-3`.
 */
export function findSockBlocks(
  path: string,
  codes: readonly Code[],
  frontMatter: FrontMatter,
  sections: readonly Section[],
  lines: LineIndex,
): SockBlock[] {
  const taken = new Map<string, number>();
  const stem = path.normalize('NFC').replace(/\.md$/i, '');
  const experiment = experimentPath.exec(stem)?.[1];
  return codes.map((code, index) => {
    const start = code.position?.start ?? { line: 1, offset: 0 };
    const around = headingPath({ sections }, start.line);
    const heading = around.at(-1);
    const base = experiment ?? (heading === undefined ? stem : `${stem}#${heading}`);
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    const about = index === 0 && (experiment !== undefined || codes.length === 1);
    const { question, decides } = frontMatter.data;
    return {
      id: count === 1 ? base : `${base}-${count}`,
      place: lines.placeAt(start.offset ?? 0, code.position?.end.offset ?? 0),
      firstLine: start.line + 1,
      text: code.value,
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
