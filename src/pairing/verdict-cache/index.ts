/** Loaded apart from the rest of this folder: a run that remembers everything needs no more of it. */
export { openVerdictCache, type VerdictCache } from './verdict-cache.ts';
export type { Machine } from './key.ts';
