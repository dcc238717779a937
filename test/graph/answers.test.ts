import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betweennessOf } from '../../src/graph/betweenness.ts';
import { conceptMapOf } from '../../src/graph/concept-map.ts';
import {
  explainNode,
  findFrontier,
  findNode,
  relationInWords,
  studyOrder,
  summarizeGraph,
} from '../../src/graph/index.ts';
import { suggestLinks } from '../../src/graph/suggest/index.ts';
import { findPath } from '../../src/graph/walks/index.ts';
import type { GraphNodeId } from '../../src/graph/index.ts';
import type { Confusion, Suggestion } from '../../src/graph/suggest/index.ts';
import { strongComponents } from '../../src/graph/strong-components.ts';
import { isSlip } from '../../src/graph/suggest/slips.ts';
import { graphOf, vaultOf } from './temporary-graph.ts';

type Files = Readonly<Record<string, string>>;
const id = (text: string) => text as GraphNodeId;

/** Notes that require others: `{ a: 'b c' }`. */
function requiring(before: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(
    Object.entries(before).map(([name, names]) => {
      const links = names.split(' ').filter((one) => one !== '');
      return [`${name}.md`, links.map((one) => `requires:: [[${one}]]`).join('\n')];
    }),
  );
}

describe('the summary', () => {
  const summary = summarizeGraph(
    graphOf({
      'hub.md': '',
      'a.md': '[[hub]] [[bridge]] [[wanted]] ![[lost.png]]',
      'b.md': '[[hub]] [[a]]',
      'c.md': '[[hub]] [[b]]',
      'bridge.md': '[[far]]',
      'far.md': '[[wanted]] [[wanted]]',
      'alone.md': 'no link at all, but `[[code]]` and #tag',
      'self.md': '[[self]] [[#x]]',
      'island 1.md': '[[island 2]]',
      'island 2.md': '',
      'p.md': 'requires:: [[q]]',
      'q.md': '\nrequires:: [[p]]',
    }),
  );

  it('names what most leads to as hub, with the number of notes', () =>
    expect(summary.hubs[0]).toEqual({ id: 'hub.md', from: 3, times: 3 }));
  it('names what joins two parts as bridge', () => {
    expect(summary.bridges[0]?.id).toBe('a.md');
    expect(summary.bridges.map((bridge) => bridge.id)).toContain('bridge.md');
    expect(summary.bridgesExact).toBe(true);
  });
  it('names notes without a link as orphans, those that only link to themselves too', () =>
    expect(summary.orphans).toEqual(['alone.md', 'self.md']));
  it('names what is linked to and not written, the most wanted first, files apart', () => {
    expect(summary.wanted.map(({ id: wanted, from, times }) => `${wanted} ${from} ${times}`)).toEqual(['?wanted 2 3']);
    expect(summary.missingFiles.map(({ id: missing }) => missing)).toEqual(['?lost.png']);
  });
  it('names cycles with the lines that make them', () =>
    expect(
      summary.cycles.map(({ concepts, edges }) => [
        ...concepts,
        ...edges.map(({ places: [place] }) => `${place?.path ?? ''}:${place?.line ?? 0}`),
      ]),
    ).toEqual([['p.md', 'q.md', 'p.md:1', 'q.md:2']]));
  it('names groups that no link joins', () =>
    expect(summary.islands.filter(({ length }) => length === 2)).toEqual([
      ['island 1.md', 'island 2.md'],
      ['p.md', 'q.md'],
    ]));
  it('names what no card asks about', () => expect(summary.withoutCard).toContain('hub.md'));
});

describe('betweenness', () => {
  it('is exact on a small graph: the middle of a star lies on every way', () => {
    const star = graphOf({ 'm.md': '[[a]] [[b]] [[c]] [[d]]', 'a.md': '', 'b.md': '', 'c.md': '', 'd.md': '' });
    const map = conceptMapOf(star);
    const { shares, exact } = betweennessOf(map.all);
    expect(exact).toBe(true);
    expect(Object.fromEntries(map.concepts.map((node, index) => [node.id, shares[index]]))).toEqual({
      'm.md': 1,
      ...{ 'a.md': 0, 'b.md': 0, 'c.md': 0, 'd.md': 0 },
    });
  });

  it('splits a way that can go two ways, and stays finite where there are more ways than numbers', () => {
    const diamonds = Array.from({ length: 1100 }, (_, index) => [
      [index * 3, index * 3 + 1],
      [index * 3, index * 3 + 2],
      [index * 3 + 1, index * 3 + 3],
      [index * 3 + 2, index * 3 + 3],
    ]).flat();
    const order = 3301;
    const rows = Array.from({ length: order }, (): number[] => []);
    for (const [from = 0, to = 0] of diamonds) {
      rows[from]?.push(to);
      rows[to]?.push(from);
    }
    const starts = new Uint32Array(order + 1);
    for (const [index, row] of rows.entries()) starts[index + 1] = (starts[index] ?? 0) + row.length;
    const nodes = Uint32Array.from(rows.flat());
    const { shares, exact } = betweennessOf({ starts, nodes, weights: new Float64Array(nodes.length) });
    expect(exact).toBe(false);
    expect(shares.every((share) => Number.isFinite(share) && share >= 0 && share <= 1)).toBe(true);
  });
});

describe('strong components', () => {
  it('are what can be reached in both directions', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }), (pairs) => {
        const edges = new Map(Array.from({ length: 8 }, (_, node) => [node, [] as number[]]));
        for (const [from, to] of pairs) edges.get(from)?.push(to);
        const reaches = (from: number): Set<number> => {
          const seen = new Set<number>();
          const walk = (node: number): void => {
            for (const next of edges.get(node) ?? []) if (!seen.has(next)) walk((seen.add(next), next));
          };
          walk(from);
          return seen;
        };
        const expected = [...edges.keys()].map((node) =>
          [...edges.keys()].filter((other) => other === node || (reaches(node).has(other) && reaches(other).has(node))),
        );
        const groups = strongComponents(edges).map((group) => group.sort((a, b) => a - b).join(' '));
        const wanted = new Set(expected.filter(({ length }) => length > 1).map((group) => group.join(' ')));
        expect(new Set(groups)).toEqual(wanted);
        expect(groups.length).toBe(wanted.size);
      }),
    );
  });
  it('of a chain of 50,000 do not overflow the stack', () => {
    const chain = new Map(Array.from({ length: 50_000 }, (_, node) => [node, [node + 1]]));
    expect(strongComponents(chain)).toEqual([]);
  });
});

describe('the study order', () => {
  it('never has a concept before what it requires, cycles apart', () => {
    const names = 'abcdefgh'.split('');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 16 }),
        (pairs) => {
          const before: Record<string, string> = Object.fromEntries(names.map((name) => [name, '']));
          for (const [later, earlier] of pairs) before[later] = `${before[later] ?? ''} ${earlier}`;
          const { steps, position } = studyOrder(graphOf(requiring(before)));
          expect([...position.keys()].sort()).toEqual(names.map((name) => `${name}.md`));
          const stepOf = new Map(steps.flatMap(({ concepts }, index) => concepts.map((one) => [one, index] as const)));
          for (const [later, earlier] of pairs)
            expect(stepOf.get(id(`${earlier}.md`))).toBeLessThanOrEqual(stepOf.get(id(`${later}.md`)) ?? -1);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the frontier', () => {
  function check(
    before: Readonly<Record<string, string>>,
    known: string,
    ready: string,
    blocked: readonly string[],
  ): void {
    const names = known.split(' ').filter((one) => one !== '');
    const frontier = findFrontier(graphOf(requiring(before)), new Set(names.map((name) => id(`${name}.md`))));
    expect(frontier.ready.map((one) => one.id.replace('.md', '')).join(' ')).toBe(ready);
    expect(frontier.blocked.map((one) => [one.id, ...one.because].join(' < ').replaceAll('.md', ''))).toEqual(blocked);
  }
  const chain = { a: '', b: 'a', c: 'b', d: 'c a' };

  it('begins with what requires nothing, and says what the rest waits for', () =>
    check(chain, '', 'a', ['b < a', 'c < b < a', 'd < a']));
  it('goes on with what is known', () => check(chain, 'a b', 'c', ['d < c']));
  it('is empty where all is known', () => check(chain, 'a b c d', '', []));
  it('has a cycle as a whole', () => check({ a: 'b', b: 'a', c: 'a' }, '', 'a b', ['c < a']));
});

describe('a way', () => {
  const graph = graphOf({
    'a.md': '[[b]] #t',
    'b.md': 'requires:: [[c]]',
    'c.md': '',
    'd.md': '[[c]]',
    'far.md': '#t',
    'lone.md': '',
  });
  const path = (from: string, to: string) =>
    findPath(graph, id(from), id(to))?.map(
      ({ edge, against }) => `${relationInWords(edge.type, against)} ${against ? edge.source : edge.target}`,
    );

  it('follows links', () => expect(path('a.md', 'c.md')).toEqual(['links to b.md', 'requires c.md']));
  it('goes against them where need be', () =>
    expect(path('a.md', 'd.md')).toEqual(['links to b.md', 'requires c.md', 'is linked from d.md']));
  it('leads through a tag where no concept joins two', () =>
    expect(path('a.md', 'far.md')).toEqual(['is tagged #t', 'is the tag of far.md']));
  it('may not be there', () => expect(path('a.md', 'lone.md')).toBeUndefined());
  it('to itself has no step', () => expect(path('a.md', 'a.md')).toEqual([]));
});

describe('what a note is next to', () => {
  it('is told by relation, the heaviest neighbour first', () => {
    const graph = graphOf({
      'a.md': '[[b]] [[c]] [[c]] [[a]]\nrequires:: [[b]]',
      'b.md': '[[a]]',
      'c.md': 'contrasts:: [[a]]',
    });
    const told = explainNode(graph, id('a.md')).map(
      ({ relation, neighbours }) =>
        `${relation}: ${neighbours.map(({ node, edge }) => `${node.id} x${edge.weight}`).join(', ')}`,
    );
    expect(told).toEqual([
      'requires: b.md x1',
      'is compared with: c.md x1',
      'links to: c.md x2, b.md x1',
      'is linked from: b.md x1',
    ]);
  });
});

describe('a name', () => {
  const graph = graphOf({
    'x/TCP.md': '---\naliases: [Transmission Control Protocol]\n---\n[[new idea]]',
    'x/Port.md': '',
    'y/Port.md': '',
  });
  const check = (name: string, expected: readonly string[]) => {
    const found = findNode(graph, name);
    const nodes = found.kind === 'one' ? [found.node] : found.kind === 'several' ? found.nodes : found.near;
    expect([found.kind, ...nodes.map((node) => node.id)]).toEqual(expected);
  };

  it('may be a path', () => check('y/Port', ['one', 'y/Port.md']));
  it('may be an alias, in any case', () => check('transmission control protocol', ['one', 'x/TCP.md']));
  it('may be of what nobody has written', () => check('New ideas', ['one', '?new idea']));
  it('may be that of several', () => check('port', ['several', 'x/Port.md', 'y/Port.md']));
  it('may be mistyped', () => check('TCPP', ['none', 'x/TCP.md']));
});

describe('suggestions', () => {
  function short(suggestion: Suggestion): string {
    switch (suggestion.kind) {
      case 'unlinked-mention':
        return `${suggestion.note} names ${suggestion.concept} x${suggestion.places.length}: ${suggestion.write}`;
      case 'other-name':
        return `${suggestion.unresolved} is ${suggestion.concept}: ${suggestion.write}`;
      case 'two-spellings':
        return suggestion.spellings.map(({ words, times }) => `${words} x${times}`).join(', ');
      default:
        return `${suggestion.kind} ${suggestion.concepts.join(' ')}`;
    }
  }
  function check(files: Files, expected: readonly string[], confusions: readonly Confusion[] = []): void {
    expect(suggestLinks(graphOf(files), vaultOf(files), confusions).map(short)).toEqual(expected);
  }

  it('name concepts that stand in prose without a link, by name, title or alias, in the plural too', () =>
    check(
      {
        'a.md': 'A Stream socket differs; two stream sockets, and a *byte stream*.',
        'Stream socket.md': '',
        'bytes.md': '---\ntitle: Byte stream\n---\n',
      },
      ['a.md names Stream socket.md x2: [[Stream socket]]', 'a.md names bytes.md x1: [[bytes|byte stream]]'],
    ));
  it('leave out what is linked somewhere in the note, its own name, code blocks, links and headings', () =>
    check(
      {
        'a.md': '# Stream socket\n\n[[Stream socket]] and a stream socket.\n\n```\nByte stream\n```\n',
        'Stream socket.md': 'A stream socket is one.',
        'Byte stream.md': '[a byte stream](https://x.org)',
      },
      [],
    ));
  it('take small words such as calls only where they are code, and short names only as written', () =>
    check({ 'a.md': 'We send and use `send()` once. The udp and the UDP.', 'send.md': '', 'UDP.md': '' }, [
      'a.md names UDP.md x1: [[UDP]]',
      'a.md names send.md x1: [[send]]',
    ]));
  it('name the note that a link means by alias, plural or brackets', () =>
    check(
      {
        'a.md': '[[Sockets]] [[user datagram protocol (UDP)]] [[Wire]]',
        'Socket.md': '',
        'UDP.md': '',
        'Cable.md': '---\naliases: [Wire]\n---\n',
      },
      [
        '?Sockets is Socket.md: [[Socket|Sockets]]',
        '?Wire is Cable.md: [[Cable|Wire]]',
        '?user datagram protocol (UDP) is UDP.md: [[UDP|user datagram protocol (UDP)]]',
      ],
    ));
  it('name twins: a slip, a space, a hyphen apart', () =>
    check({ 'a.md': '[[connection less]] [[conection less]] [[byte stream]] [[byte-stream]] [[bytestream]]' }, [
      'twins ?byte stream ?byte-stream',
      'twins ?byte stream ?bytestream',
      'twins ?conection less ?connection less',
      'conection less x1, connection less x1',
    ]));
  it('name two spellings of a word, with the word that follows both', () =>
    check({ 'a.md': '[[li conection less socket]]\n\nIt is connection less communication over a connection.' }, [
      'conection less x1, connection less x1',
    ]));
  it('name pairs that answers confuse, unless a note compares them', () => {
    const confusions = [
      { concepts: [id('b.md'), id('a.md')] as const, times: 2 },
      { concepts: [id('a.md'), id('c.md')] as const, times: 1 },
    ];
    check({ 'a.md': 'contrasts:: [[c]]', 'b.md': '', 'c.md': '' }, ['often-confused a.md b.md'], confusions);
  });
});

describe('a slip', () => {
  it.each([
    ['connection', 'conection'],
    ['recieve', 'receive'],
    ['independant', 'independent'],
  ])('may make %s of %s', (a, b) => expect(isSlip(a, b)).toBe(true));
  it.each([
    ['IPv4 address', 'IPv6 address'],
    ['send', 'lend'],
    ['sender', 'senders'],
    ['refutes', 'refuses'],
    ['packet', 'socket'],
    ['same', 'same'],
  ])('does not make %s of %s', (a, b) => expect(isSlip(a, b)).toBe(false));
});
