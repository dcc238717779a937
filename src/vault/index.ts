export type {
  ConceptId,
  FrontMatter,
  Link,
  LinkResolution,
  NamedBlock,
  Note,
  NoteId,
  ParsedNote,
  Section,
  SockBlock,
  Vault,
} from './note.ts';
export type { Callout, Comment, Highlight, WikiLink } from './syntax-tree.ts';
export { indexLines } from './line-index.ts';
export type { LineIndex } from './line-index.ts';
export { parseMarkdownSlice, parseNote } from './parser-on-demand.ts';
export { plainText, wikiLinkText } from './plain-text.ts';
export { readVault } from './read-vault.ts';
export type { ReadVault, ReadVaultOptions } from './read-vault.ts';
export { headingKey, linkConcept, resolveTarget } from './resolve.ts';
export { vaultRules } from './rules.ts';
export { headingPath, sectionAt } from './sections.ts';
