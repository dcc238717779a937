import type { RootContent } from 'mdast';
import { checkBlock, parseBlock } from '../experiments/index.ts';
import type { AskableExperiment } from '../quiz/index.ts';
import { linkConcept, plainText, type Note, type Vault } from '../vault/index.ts';

/** Every experiment of the vaults that can be replayed; of two with one id the first vault's. */
export function askableExperiments(vaults: readonly Vault[]): readonly AskableExperiment[] {
  const found = new Map<string, AskableExperiment>();
  for (const vault of vaults) {
    for (const note of vault.notes) {
      for (const { id, question, firstLine, text } of note.sockBlocks) {
        if (found.has(id)) continue;
        const { block, diagnostics } = parseBlock({ text, path: note.path, firstLine });
        if ([...diagnostics, ...checkBlock(block)].some(({ severity }) => severity === 'error')) continue;
        found.set(id, {
          id,
          title: note.sections[0]?.title ?? note.title,
          ...(question === undefined ? {} : { question }),
          root: vault.root,
          path: note.path,
          line: firstLine,
          block,
          prose: id.includes('#') ? '' : proseOf(note.tree.children),
          sources: sourcesOf(note),
          concepts: [...new Set(note.links.flatMap((link) => linkConcept(link) ?? []))],
        });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What an experiment's note says around its block. */
function proseOf(content: readonly RootContent[]): string {
  return plainText(content.filter(({ type }) => type !== 'heading' && type !== 'code')).trim();
}

/** `sources:` of a note's front matter. */
export function sourcesOf({ frontMatter }: Note): readonly string[] {
  const sources = frontMatter.data['sources'];
  if (typeof sources === 'string') return [sources];
  return Array.isArray(sources) ? sources.filter((one): one is string => typeof one === 'string') : [];
}
