/** Loaded apart from the rest of this folder: a run that remembers everything needs no more of it. */
export {
  openVerdictCache,
  type CachedExperiment,
  type VerdictCache,
  type VerdictCacheOptions,
} from './verdict-cache.ts';
export type { Machine } from './key.ts';
