import { headingPath } from '../vault/index.ts';
import type { Note } from '../vault/index.ts';

/** Titles of the sections around a line without the tags in them; without the last one where that heading is the question. */
export function headingPathOf(note: Note, line: number, ownHeading: boolean): string[] {
  const path = headingPath(note, line).map(withoutTags);
  return ownHeading ? path.slice(0, -1) : path;
}

function withoutTags(title: string): string {
  return title.replace(/(^|\s+)#(?=\S*[\p{L}_/-])[\p{L}\p{N}_/-]+/gu, '').trim();
}
