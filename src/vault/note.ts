import type { Root } from 'mdast';
import type { Diagnostic, Place } from '../diagnostic.ts';

/** A note's path within its vault, with `/`, NFC: `tcp/Backlog.md`. */
export type NoteId = string & { readonly brand: 'NoteId' };

/** What a wiki link can point to: a note's id, `note#heading`, or for a target that nobody has written yet `?` and its text. */
export type ConceptId = string & { readonly brand: 'ConceptId' };

/** One markdown file, read and parsed. Every node of `tree` keeps its place in `source`. */
export interface Note {
  readonly id: NoteId;
  /** As the file is spelled on disk (its Unicode normal form may differ from `id`). */
  readonly path: string;
  /** Front matter `title`, else the file's name without `.md`. */
  readonly title: string;
  readonly aliases: readonly string[];
  /** Tags of the front matter and of the body, without `#`, in order of appearance. */
  readonly tags: readonly string[];
  /** Decoded text, without its byte order mark; line ends as they are in the file. Offsets in `tree` count in it. */
  readonly source: string;
  readonly frontMatter: FrontMatter;
  /** Markdown with the node types of `syntax-tree.ts` besides mdast's own. The front matter is not in it. */
  readonly tree: Root;
  readonly sections: readonly Section[];
  readonly links: readonly Link[];
  /** Blocks that the author named, `^abc` at their end: what `[[note#^abc]]` points to. */
  readonly blocks: readonly NamedBlock[];
  readonly sockBlocks: readonly SockBlock[];
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly hash: string;
}

/** A note, its links not yet resolved, and what is wrong with it. */
export interface ParsedNote {
  readonly note: Note;
  readonly diagnostics: readonly Diagnostic[];
}

export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>;
  /** Where each key and value stands: `places.get('aliases.0')`; keys joined with `.`, list items by index. */
  readonly places: ReadonlyMap<string, Place>;
}

/** A heading and what stands under it, up to the next heading of its level or a higher one. */
export interface Section {
  readonly title: string;
  readonly depth: 1 | 2 | 3 | 4 | 5 | 6;
  /** Titles from the note's outermost heading down to this one. */
  readonly path: readonly string[];
  readonly place: Place;
  /** Last line that belongs to the section, its subsections included. */
  readonly lastLine: number;
}

/** `^abc` at the end of a paragraph, list item or table; ids are compared without regard to case. */
export interface NamedBlock {
  readonly id: string;
  /** The named block's own place. */
  readonly place: Place;
}

/** A wiki link, or a markdown link to a note or file of the vault, and what it resolves to. */
export interface Link {
  readonly place: Place;
  readonly raw: string;
  /** Before `#` and `|`; empty for a link into the same note. */
  readonly target: string;
  readonly headings: readonly string[];
  readonly blockId?: string;
  readonly alias?: string;
  readonly embed: boolean;
  readonly resolution: LinkResolution;
}

export type LinkResolution =
  | { readonly kind: 'note'; readonly note: NoteId; readonly heading?: string; readonly missingFragment?: string }
  | { readonly kind: 'attachment'; readonly path: string }
  | { readonly kind: 'unresolved' }
  | { readonly kind: 'external'; readonly url: string };

/** A fenced block of the language `sock`: an experiment's log, as text. */
export interface SockBlock {
  /** Path under `experiments/` without `.md` for the one block of an experiment's note, else `path#heading` (and `-2` …). */
  readonly id: string;
  readonly place: Place;
  /** The note's line on which the block's first line of text stands. */
  readonly firstLine: number;
  readonly text: string;
  readonly question?: string;
  readonly decides: readonly (readonly string[])[];
  readonly headingPath: readonly string[];
}

/** A folder of notes, read, parsed and linked. Notes are sorted by id. */
export interface Vault {
  /** Absolute path of the folder. */
  readonly root: string;
  readonly name: string;
  readonly notes: readonly Note[];
  /** Files that are no notes, as paths within the vault. */
  readonly attachments: readonly string[];
}
