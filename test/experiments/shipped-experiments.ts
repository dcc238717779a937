import { expect } from 'vitest';
import { type Block, parseBlock } from '../../src/experiments/index.ts';
import { readVault } from '../../src/vault/index.ts';

export interface ShippedExperiment {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  readonly block: Block;
}

/** The experiments of notes/experiments, parsed: one a note. */
export async function shippedExperiments(): Promise<readonly ShippedExperiment[]> {
  const { vault } = await readVault({ root: 'notes', cacheDir: false });
  const blocks = vault.notes
    .filter(({ path }) => path.startsWith('experiments/'))
    .flatMap((note) => note.sockBlocks.map((block) => ({ ...block, path: note.path })));
  expect(blocks.length).toBeGreaterThan(0);
  return blocks.map(({ id, path, text, firstLine }) => ({
    id,
    path,
    text,
    block: parseBlock({ path, firstLine, text }).block,
  }));
}
