import type { Note, NoteId, ParsedNote } from './note.ts';
import { report } from './rules.ts';

/** In bytes. Past it a note is left out unread. */
export const sizeLimit = 2 * 1024 * 1024;

/** Quotes, lists and emphasis within each other. Past it trees overflow the stack of whoever walks them. */
export const nestingLimit = 100;

/** How long parsing a note may take, in milliseconds: 2 s, and 3 s more per 100 KB. */
export function parsingDeadline(bytes: number): number {
  return 2_000 + (bytes / 100_000) * 3_000;
}

/** What stands for a note that could not be read or parsed: links to it resolve, it holds nothing. */
export function emptyNote(path: string, hash: string): Note {
  return {
    id: path.normalize('NFC') as NoteId,
    path,
    title: titleOf(path, undefined),
    aliases: [],
    tags: [],
    source: '',
    frontMatter: { data: {}, places: new Map() },
    tree: { type: 'root', children: [] },
    sections: [],
    links: [],
    blocks: [],
    sockBlocks: [],
    hash,
  };
}

/** A note past a limit, with the reason in words. */
export function giveUpNote(path: string, hash: string, reason: string): ParsedNote {
  const message = `the note is left out: ${reason}. Split it`;
  return {
    note: emptyNote(path, hash),
    diagnostics: [report('note-too-costly', { path, line: 1, column: 1 }, message)],
  };
}

/** Front matter `title`, else the file's name without `.md`. */
export function titleOf(path: string, title: unknown): string {
  if (typeof title === 'string' && title.trim() !== '') return title.trim();
  if (typeof title === 'number') return String(title);
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.md$/i, '')
    .normalize('NFC');
}
