import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { extractCards } from '../../src/cards/index.ts';
import { buildGraph, studyOrder, summarizeGraph } from '../../src/graph/index.ts';
import { suggestLinks } from '../../src/graph/suggest/index.ts';
import { readVault } from '../../src/vault/index.ts';

const seeds = process.env['SOCKRATES_SEEDS'];

describe.skipIf(seeds === undefined)('the seed notes (SOCKRATES_SEEDS names their folder)', () => {
  it('of one note with two dozen missing links still give a map', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'sockrates-seeds-'));
    onTestFinished(() => {
      rmSync(root, { recursive: true, force: true });
    });
    const name = '001_54a7aa4c6b3c19c8.md';
    cpSync(path.join(seeds ?? '', name), path.join(root, name));
    const { vault } = await readVault({ root, cacheDir: false });
    const cards = extractCards(vault, {}).cards.map((card, index) => ({ id: `n${index}`, card }));
    const graph = buildGraph({ vault, cards });
    const summary = summarizeGraph(graph);
    expect(summary.wanted).toHaveLength(24);
    expect(summary.wanted[0]).toMatchObject({ id: '?li internet domain socket', times: 7 });
    expect(summary.hubs).toHaveLength(24);
    expect(summary.islands).toHaveLength(1);
    expect(graph.edges.filter(({ type }) => type === 'contrasts')).toMatchObject([
      { source: '?li internet domain socket', target: '?li unix domain socket', places: [{ by: 'question' }] },
    ]);
    expect(studyOrder(graph).position.size).toBe(3);
    expect(suggestLinks(graph, vault)).toMatchObject([
      { kind: 'two-spellings', spellings: [{ words: 'conection less' }, { words: 'connection less' }] },
    ]);
  });
});
