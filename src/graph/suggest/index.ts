/** Likely missing links: loaded by the command that suggests them, and by readers of its answers. */
export { suggestLinks } from './suggest-links.ts';
export type { Confusion, Suggestion } from './suggestion.ts';
