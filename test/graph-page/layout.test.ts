import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelHeight, labelOffset, labelScales, labelText, screenRadius } from '../../src/graph/page/client/scale.ts';
import { searchConcepts } from '../../src/graph/page/client/search.ts';
import { readModel } from '../../src/graph/page/client/map-model.ts';
import { estimateWidth, placeLabels, type LabelledNode } from '../../src/graph/page/label-places.ts';
import { layoutMap } from '../../src/graph/page/layout.ts';
import { mapGraph } from '../../src/graph/page/map-graph.ts';
import { packPage } from '../../src/graph/page/pack-page.ts';
import { largeInput } from './large-map.ts';
import { sampleInput } from './sample-vault.ts';
import { pageInput } from './vault-page.ts';

function mapOf(notes: Readonly<Record<string, string>>) {
  const { graph, order } = pageInput(notes);
  const map = mapGraph(graph, order, new Map());
  const places = layoutMap(map);
  return map.nodes.map(({ node, ...rest }, at) => ({ id: node.id, ...rest, ...places[at] }));
}

describe('the layout of the map', () => {
  it('puts what is needed before what needs it, step by step', () => {
    const requires = (...names: string[]) =>
      `---\nrequires: [${names.map((name) => `"[[${name}]]"`).join(', ')}]\n---\n`;
    const nodes = mapOf({ 'a.md': 'x', 'b.md': requires('a'), 'c.md': requires('b'), 'd.md': requires('c', 'a') });
    const along = nodes.map((node) => node.along ?? 0);
    expect(along).toEqual(along.toSorted((a, b) => a - b));
    expect(nodes.map(({ stage }) => stage)).toEqual([0, 1, 2, 3]);
  });

  it('keeps concepts apart, and what belongs to them near', () => {
    const { graph, order } = largeInput(120, 400);
    const map = mapGraph(graph, order, new Map());
    const places = layoutMap(map);
    const touching = places.flatMap((a, i) =>
      places
        .slice(i + 1)
        .filter(
          (b, j) =>
            Math.hypot(a.along - b.along, a.across - b.across) <
            (map.nodes[i]?.radius ?? 0) + (map.nodes[i + 1 + j]?.radius ?? 0),
        ),
    );
    expect(touching).toEqual([]);
    const sample = sampleInput();
    const small = mapGraph(sample.graph, sample.order, new Map());
    const found = layoutMap(small);
    const at = (id: string) => found[small.nodes.findIndex(({ node }) => node.id === id)] ?? { along: 0, across: 0 };
    const [udp, experiment] = [at('datagram/UDP.md'), at('experiment:udp/to-nobody')];
    expect(Math.hypot(udp.along - experiment.along, udp.across - experiment.across)).toBeLessThan(80);
  });

  it('stands in rows what nothing links, below the rest', () => {
    const nodes = mapOf({ 'a.md': '[[b]]', 'b.md': 'x', 'o1.md': 'x', 'o2.md': 'x' });
    const across = (id: string) => nodes.find((node) => node.id === id)?.across ?? 0;
    expect(across('o1.md')).toBeGreaterThan(Math.max(across('a.md'), across('b.md')));
    expect(across('o1.md')).toBe(across('o2.md'));
  });

  it('lives with cycles, with self-links and with nothing at all', () => {
    expect(mapOf({})).toEqual([]);
    const nodes = mapOf({ 'a.md': '---\nrequires: "[[b]]"\n---\n[[a]]', 'b.md': '---\nrequires: "[[a]]"\n---\n' });
    expect(nodes.every(({ along, across }) => Number.isInteger(along) && Number.isInteger(across))).toBe(true);
  });
});

/** Boxes of the labels that are shown at a zoom, and of the nodes. */
function boxesAt(nodes: readonly LabelledNode[], scale: number) {
  const places = placeLabels(nodes);
  return nodes.flatMap((node, at) => {
    const place = places[at];
    if (place === undefined || (labelScales[place.from] ?? Infinity) > scale) return [];
    const width = estimateWidth(labelText(node.title));
    const offset = labelOffset(place.side, screenRadius(node.radius, scale), width);
    const [left, top] = [node.x * scale + offset.x, node.y * scale + offset.y];
    return [{ at, left, top, right: left + width, bottom: top + labelHeight }];
  });
}

describe('labels on the map', () => {
  const node = fc.record({
    title: fc.string({ maxLength: 24 }),
    x: fc.integer({ min: -900, max: 900 }),
    y: fc.integer({ min: -500, max: 500 }),
    radius: fc.integer({ min: 3, max: 16 }),
    rank: fc.integer({ min: 0, max: 100 }),
    concept: fc.boolean(),
  });

  it('never lie on each other, at any zoom at which they are decided', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 40 }), fc.nat(labelScales.length - 1), (nodes, zoom) => {
        const boxes = boxesAt(nodes, labelScales[zoom] ?? 1);
        for (const a of boxes)
          for (const b of boxes) {
            if (a.at >= b.at) continue;
            const apart = a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;
            if (!apart) throw new Error(`${a.at} lies on ${b.at}`);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('name the greatest first, concepts before what belongs to them', () => {
    const at = (x: number, rank: number, concept = true): LabelledNode => ({
      title: 'A long name here',
      x,
      y: 0,
      radius: 6,
      rank,
      concept,
    });
    // A place has four sides: of five concepts the least gets none, and what is no concept neither.
    const places = placeLabels([at(0, 1), at(1, 9), at(2, 8), at(3, 50, false), at(4, 7), at(5, 6)]);
    const shown = places.map(({ from }) => from < labelScales.length);
    expect(shown).toEqual([false, true, true, false, true, true]);
  });

  it('are one line of at most 30 characters, and never empty', () => {
    expect(labelText('a\n\u2028 b')).toBe('a b');
    expect(labelText('  ')).toBe('(no title)');
    expect(Array.from(labelText('🧦'.repeat(10_000)))).toHaveLength(30);
  });
});

describe('search on the map', () => {
  const { nodes } = readModel(packPage(sampleInput()));
  const find = (query: string) => searchConcepts(nodes, query, 3).map(({ title }) => title);

  it('finds by title, alias, path and all words, the best first', () => {
    expect(find('tcp')[0]).toBe('TCP');
    expect(find('user datagram')).toEqual(['UDP']);
    expect(find('nobody letter')[0]).toBe('A letter to nobody');
    expect(find('datagram/udp')[0]).toBe('UDP');
  });

  it('minds neither case nor accents, and finds nothing for nothing', () => {
    expect(find('ÚDP')[0]).toBe('UDP');
    expect(find('   ')).toEqual([]);
    expect(find('no such thing')).toEqual([]);
  });
});
