import type { Note } from '../vault/index.ts';
import { rangeOf } from './content.ts';

/**
 * How many lines a note's front matter takes, its fences included; 0 without one. It stands in no tree: where the text
 * opens with a fence and the tree begins behind the fence that closes it, what lies between is front matter.
 */
export function countFrontMatterLines(note: Pick<Note, 'source' | 'tree'>): number {
  const fence = /^---[^\r\n]*(?:\r\n|\r|\n)(?:[^]*?(?:\r\n|\r|\n))??---[^\r\n]*(?=[\r\n]|$)/u.exec(note.source)?.[0];
  if (fence === undefined) return 0;
  const first = note.tree.children[0];
  if (first !== undefined && rangeOf(first)[0] < fence.length) return 0;
  return fence.split(/\r\n|\r|\n/u).length;
}
