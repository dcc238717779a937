import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/index.ts';
import type { ConceptGraph, EdgeType, GraphNodeId } from '../../src/graph/index.ts';
import { readVault } from '../../src/vault/index.ts';
import { describeWithPython, runPython } from './counterparts.ts';

/** Links by `source -> target` with their number; what resolves to nothing is `?` and its text. */
type LinkCounts = Readonly<Record<string, number>>;

const program = `
import sys, json, collections
from pathlib import Path
import obsidiantools.api as obsidiantools
vault = obsidiantools.Vault(Path(sys.argv[1])).connect()
files = {name: path.as_posix() for name, path in vault.md_file_index.items()}
counts = collections.Counter(
    (files[source], files.get(target, "?" + target)) for source, target in vault.graph.edges() if source in files)
print(json.dumps({f"{source} -> {target}": count for (source, target), count in counts.items()}))`;

function theirLinks(vault: string): LinkCounts {
  // The program prints an object of numbers.
  return runPython(program, '', path.resolve(vault)) as LinkCounts;
}

/** As Obsidian counts: links, embeds and relations that are links, headings and blocks folded into their note. */
async function ourLinks(root: string): Promise<LinkCounts> {
  const { vault } = await readVault({ root: path.resolve(root), cacheDir: false });
  return countLinks(buildGraph({ vault }));
}

const written: ReadonlySet<EdgeType> = new Set(['links', 'embeds', 'requires', 'contrasts', 'part-of']);

function countLinks(graph: ConceptGraph): LinkCounts {
  const counts: Record<string, number> = {};
  const noteOf = (id: GraphNodeId) => {
    const node = graph.node.get(id);
    return node?.kind === 'section' ? (node.path ?? id) : id;
  };
  for (const { source, target, type, places } of graph.edges) {
    if (!written.has(type)) continue;
    for (const place of places.filter(({ by }) => by === 'link')) {
      // A comparison has no direction: who wrote it is its place.
      const [from, to] = place.path === source ? [source, target] : [target, source];
      const kind = graph.node.get(to)?.kind;
      if (kind !== 'note' && kind !== 'section' && kind !== 'unresolved') continue;
      const key = `${from} -> ${noteOf(to)}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

interface Difference {
  readonly link: string;
  readonly ours: number;
  readonly theirs: number;
}

function differencesOf(ours: LinkCounts, theirs: LinkCounts): Difference[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
    .map((link) => ({ link, ours: ours[link] ?? 0, theirs: theirs[link] ?? 0 }))
    .filter((difference) => difference.ours !== difference.theirs)
    .sort((a, b) => (a.link < b.link ? -1 : 1));
}

/** Rows of the table `| link | Sockrates | obsidiantools | why |`, each with a reason. */
function explainedDifferences(file: string): Difference[] {
  const rows = readFileSync(file, 'utf8').matchAll(/^\| `(.+?)` +\| (\d+) +\| (\d+) +\| (\S.+?) +\|$/gm);
  return [...rows]
    .map(([, link = '', ours, theirs]) => ({ link, ours: Number(ours), theirs: Number(theirs) }))
    .sort((a, b) => (a.link < b.link ? -1 : 1));
}

describeWithPython('obsidiantools, a second reader of vaults,', () => {
  const vault = 'test/fixtures/graph/obsidian-vault';

  it('counts the same links, but for differences that are listed and explained', async () => {
    const differences = differencesOf(await ourLinks(vault), theirLinks(vault));
    expect(differences).toEqual(explainedDifferences('test/fixtures/graph/obsidiantools.md'));
  });

  it('counts the same links in the notes that ship, but for three of those differences', async () => {
    const { vault: shipped } = await readVault({ root: path.resolve('notes') });
    // It takes no links out of front matter …
    const bodies = shipped.notes.map((note) => ({
      ...note,
      source: note.source,
      tree: note.tree,
      sections: note.sections,
      blocks: note.blocks,
      sockBlocks: note.sockBlocks,
      links: note.links.filter(({ place }) => place.line > frontMatterLines(note.source)),
      frontMatter: { ...note.frontMatter, data: {} },
    }));
    const ours = countLinks(buildGraph({ vault: { ...shipped, notes: bodies } }));
    // … and resolves neither names in another case nor ends of paths.
    const names = new Map(shipped.notes.flatMap(({ id }) => endsOf(id.replace(/\.md$/, '')).map((end) => [end, id])));
    const theirs: Record<string, number> = {};
    for (const [link, count] of Object.entries(theirLinks('notes'))) {
      const [from = '', to = ''] = link.split(' -> ');
      const key = `${from} -> ${to.startsWith('?') ? (names.get(to.slice(1).toLowerCase()) ?? to) : to}`;
      theirs[key] = (theirs[key] ?? 0) + count;
    }
    expect(Object.keys(ours).length).toBeGreaterThan(500);
    expect(differencesOf(ours, theirs)).toEqual([]);
  });
});

function frontMatterLines(source: string): number {
  return source.startsWith('---') ? source.split('\n').indexOf('---', 1) + 1 : 0;
}

/** `a/b/c`: c, b/c, a/b/c. */
function endsOf(name: string): string[] {
  const parts = name.toLowerCase().split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
