import type { Nodes } from 'mdast';
import type { Note } from '../../vault/index.ts';
import { indexLines } from '../../vault/index.ts';
import type { Place } from '../../diagnostic.ts';

/** A word of a note's prose, and where it stands. Words of one run follow each other with nothing but spaces between. */
export interface ProseWord {
  readonly text: string;
  /** In small letters, NFC. */
  readonly key: string;
  readonly place: Place;
  /** Whether code marks it: `close()`. */
  readonly code: boolean;
}

/** A stretch of prose: names don't reach across the ends of sentences, links or lines of a list. */
export type ProseRun = readonly ProseWord[];

const silent: ReadonlySet<Nodes['type']> = new Set([
  'code',
  'html',
  'math',
  'inlineMath',
  'link',
  'linkReference',
  'wikiLink',
  'image',
  'imageReference',
  'comment',
  'definition',
  'heading',
]);

const word = /[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*/gu;
/** What may stand between two words of one name. */
const joint = /^[ \t]*(?:\r?\n[ \t]*)?$/;

/** The prose of a note that links could stand in: no code blocks, links, headings, math. */
export function proseOf(note: Note): readonly ProseRun[] {
  const lines = indexLines(note.path, note.source);
  const runs: ProseWord[][] = [];
  const walk = (node: Nodes): void => {
    if (silent.has(node.type)) return;
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    if ((node.type === 'text' || node.type === 'inlineCode') && start !== undefined && end !== undefined) {
      runs.push(...wordRuns(note.source.slice(start, end), start, node.type === 'inlineCode', lines));
    } else if ('children' in node) {
      for (const child of node.children) walk(child);
    }
  };
  walk(note.tree);
  return runs;
}

function wordRuns(text: string, offset: number, code: boolean, lines: ReturnType<typeof indexLines>): ProseWord[][] {
  const runs: ProseWord[][] = [];
  let run: ProseWord[] = [];
  let end = -1;
  for (const match of text.matchAll(word)) {
    if (end >= 0 && !joint.test(text.slice(end, match.index))) {
      runs.push(run);
      run = [];
    }
    end = match.index + match[0].length;
    const place = lines.placeAt(offset + match.index, offset + end);
    run.push({ text: match[0], key: match[0].normalize('NFC').toLowerCase(), place, code });
  }
  if (run.length > 0) runs.push(run);
  return runs;
}
