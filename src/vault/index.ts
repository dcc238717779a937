export type { ConceptId, FrontMatter, Link, LinkResolution, Note, NoteId, Section, SockBlock, Vault } from './note.ts';
export type { Callout, Comment, Highlight, WikiLink } from './syntax-tree.ts';
