import { createRequire } from 'node:module';
import type { parseMarkdownSlice as ParseMarkdownSlice } from './markdown-slice.ts';
import type { parseNote as ParseNote } from './parse-note.ts';

/**
 * The markdown parser costs more to load than the rest of a command together (0.1 s), and a vault out of the cache
 * needs none: so it is loaded at its first use, by `require`, since its callers do not wait.
 */
const require = createRequire(import.meta.url);

// `require` knows no types: the casts below name those of the very modules that are loaded.

/** See parse-note.ts. */
export const parseNote: typeof ParseNote = (...args) => {
  const loaded = require('./parse-note.js') as { parseNote: typeof ParseNote };
  return loaded.parseNote(...args);
};

/** See markdown-slice.ts. */
export const parseMarkdownSlice: typeof ParseMarkdownSlice = (...args) => {
  const loaded = require('./markdown-slice.js') as { parseMarkdownSlice: typeof ParseMarkdownSlice };
  return loaded.parseMarkdownSlice(...args);
};
