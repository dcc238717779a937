import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCanvas, formatDot, formatGraphml, formatMermaid, graphDocument } from '../../src/graph/formats/index.ts';
import { selectGraph } from '../../src/graph/walks/index.ts';
import type { ConceptGraph, GraphNodeId } from '../../src/graph/index.ts';
import { labelOf } from '../../src/graph/formats/label.ts';
import { describeWithGraphviz, describeWithPython, runPython } from './counterparts.ts';
import { hostileVault } from './hostile-vault.ts';
import { graphOf } from './temporary-graph.ts';

const hostile = graphOf(hostileVault());
const small = graphOf({
  'a.md': '---\ntags: [t]\nrequires: ["[[b]]"]\n---\nSee [[b]] and [[c|another]], [[c]].\nWhat is [[b]]? :: A note.',
  'b.md': '---\naliases: [B, bee]\ncontrasts: "[[a]]"\n---\n![[p.png]] [[b#x]]\n# x\n',
  'p.png': '',
});

/** Every format's text. */
function allFormats(graph: ConceptGraph): Record<string, string> {
  const mermaid = formatMermaid(graph);
  return {
    json: JSON.stringify(graphDocument(graph, { vault: 'v', diagnostics: [] }), null, 2),
    dot: formatDot(graph, 'v'),
    graphml: formatGraphml(graph),
    canvas: JSON.stringify(formatCanvas(graph)),
    mermaid: 'text' in mermaid ? mermaid.text : mermaid.tooLarge,
  };
}

describe('every format', () => {
  it('gives the same bytes for the same vault, in whatever order its files were made', () => {
    const turned = Object.fromEntries(Object.entries(hostileVault()).reverse());
    expect(allFormats(graphOf(turned))).toEqual(allFormats(hostile));
  });

  it('of an empty vault is valid too', () => {
    const empty = graphOf({});
    expect(allFormats(empty)['mermaid']).toBe('flowchart BT\n');
    expect(formatCanvas(empty)).toEqual({ nodes: [], edges: [] });
  });
});

describe('the JSON document', () => {
  it('has the shape that is promised', () => {
    const part = selectGraph(small, { kinds: new Set(['note', 'unresolved']) });
    expect(graphDocument(part, { vault: 'v', diagnostics: [] })).toMatchInlineSnapshot(`
      {
        "diagnostics": [],
        "edges": [
          {
            "places": [
              {
                "by": "link",
                "column": 15,
                "line": 5,
                "path": "a.md",
              },
              {
                "by": "link",
                "column": 30,
                "line": 5,
                "path": "a.md",
              },
            ],
            "source": "a.md",
            "target": "?c",
            "type": "links",
            "weight": 2,
          },
          {
            "places": [
              {
                "by": "link",
                "column": 13,
                "line": 3,
                "path": "b.md",
              },
            ],
            "source": "a.md",
            "target": "b.md",
            "type": "contrasts",
            "weight": 1,
          },
          {
            "places": [
              {
                "by": "link",
                "column": 5,
                "line": 5,
                "path": "a.md",
              },
              {
                "by": "link",
                "column": 9,
                "line": 6,
                "path": "a.md",
              },
            ],
            "source": "a.md",
            "target": "b.md",
            "type": "links",
            "weight": 2,
          },
          {
            "places": [
              {
                "by": "link",
                "column": 13,
                "line": 3,
                "path": "a.md",
              },
            ],
            "source": "a.md",
            "target": "b.md",
            "type": "requires",
            "weight": 1,
          },
        ],
        "nodes": [
          {
            "aliases": [],
            "id": "?c",
            "kind": "unresolved",
            "title": "c",
          },
          {
            "aliases": [],
            "id": "a.md",
            "kind": "note",
            "line": 1,
            "path": "a.md",
            "tags": [
              "t",
            ],
            "title": "a",
          },
          {
            "aliases": [
              "B",
              "bee",
            ],
            "id": "b.md",
            "kind": "note",
            "line": 1,
            "path": "b.md",
            "tags": [],
            "title": "b",
          },
        ],
        "schema": 1,
        "vault": "v",
      }
    `);
  });
});

describe('a Mermaid chart', () => {
  it('is refused past 500 edges, with the number', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `n${index}.md`,
        Array.from({ length: 13 }, (_one, to) => `[[n${to}]]`).join(' '),
      ]),
    );
    expect(formatMermaid(graphOf(files))).toEqual({ tooLarge: '520 edges; Mermaid draws at most 500' });
  });
  it('has nothing of a title but letters, digits and harmless marks', () => {
    const text = allFormats(selectGraph(hostile, { kinds: new Set(['note']) }))['mermaid'] ?? '';
    const labels = text.split('\n').filter((line) => /^ {2}n\d+[^ ]/.test(line) && line.includes(':::'));
    expect(labels).toHaveLength(22);
    for (const line of labels) expect(line).toMatch(/^ {2}n\d+\["(?:[\p{L}\p{M}\p{N} ,!?()…]|#\d+;)*"\]:::note$/u);
  });
});

describe('labels', () => {
  it('are one line without control or direction marks, of a length that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
        const label = labelOf(title, 40);
        expect(label).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
        expect([...new Intl.Segmenter('en').segment(label)].length).toBeLessThanOrEqual(40);
        expect(label).not.toBe('');
      }),
    );
  });
});

describe('a canvas', () => {
  const ajv = new Ajv({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(
    JSON.parse(readFileSync('test/fixtures/graph/json-canvas-1.0.schema.json', 'utf8')) as object,
  );

  function check(graph: ConceptGraph): void {
    const canvas: unknown = JSON.parse(JSON.stringify(formatCanvas(graph)));
    validate(canvas);
    expect(validate.errors).toBe(null);
  }

  it('holds against the specification, whatever the titles', () => check(hostile));
  it('is refused by that schema where it is wrong', () => {
    expect(validate({ nodes: [{ id: 'n', type: 'file', x: 0.5, y: 0, width: 1, height: 1 }] })).toBe(false);
    expect(validate({ edges: [{ id: 'e', fromNode: 'n' }] })).toBe(false);
  });
  it('has every end of an edge as a node, and no id twice', () => {
    const { nodes, edges } = formatCanvas(hostile);
    const ids = new Set(nodes.map(({ id }) => id));
    expect(ids.size).toBe(nodes.length);
    expect(edges.filter(({ fromNode, toNode }) => !ids.has(fromNode) || !ids.has(toNode))).toEqual([]);
  });
  it('lays no card on another', () => {
    const { nodes } = formatCanvas(hostile);
    const overlaps = nodes.flatMap((a, index) =>
      nodes
        .slice(index + 1)
        .filter((b) => Math.abs(a.x - b.x) < a.width && Math.abs(a.y - b.y) < a.height)
        .map((b) => [a.id, b.id]),
    );
    expect(overlaps).toEqual([]);
  });
  it('puts what has to be known before to the left', () => {
    const { nodes } = formatCanvas(small);
    const x = (file: string) =>
      nodes.find((node) => node.type === 'file' && node.file === file && node.subpath === undefined)?.x ?? NaN;
    expect(x('b.md')).toBeLessThan(x('a.md'));
  });
});

describeWithGraphviz('Graphviz', () => {
  function render(graph: ConceptGraph, format: string): string {
    const ran = spawnSync('dot', [`-T${format}`], {
      input: formatDot(graph, 'v "quoted" \\'),
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 1e8,
    });
    expect({ status: ran.status, errors: ran.stderr }).toEqual({ status: 0, errors: '' });
    return ran.stdout;
  }

  it('draws hostile titles as the texts that they are', () => {
    const concepts = selectGraph(hostile, { kinds: new Set(['note', 'unresolved']), types: new Set(['requires']) });
    const drawn = JSON.parse(render(concepts, 'json0')) as { objects: { label: string }[]; edges: unknown[] };
    // Graphviz keeps a label as it was quoted: its own escapes and entities are taken back here.
    const read = (label: string) => label.replaceAll('\\\\', '\\').replaceAll('&amp;', '&');
    expect(drawn.objects.map(({ label }) => read(label))).toEqual(concepts.nodes.map(({ title }) => labelOf(title)));
    expect(drawn.edges).toHaveLength(concepts.edges.length);
  });
  it('makes a picture of everything, with nothing in it that runs', () => {
    const svg = render(hostile, 'svg');
    expect(svg.match(/<g id="node/g)).toHaveLength(hostile.nodes.length);
    expect(svg).not.toMatch(/<script|<img|onerror=["']/i);
  });
});

describeWithPython('networkx', () => {
  const program = `
import sys, json, networkx
graph = networkx.read_graphml(sys.stdin.buffer, force_multigraph=True)
print(json.dumps({
  "directed": graph.is_directed(),
  "nodes": sorted([[id, data] for id, data in graph.nodes(data=True)]),
  "edges": sorted([[source, target, data["type"], data["weight"]] for source, target, data in graph.edges(data=True)]),
}))`;
  const legal = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd');

  it('reads the whole graph back, hostile titles and all', () => {
    const read = runPython(program, formatGraphml(hostile)) as {
      directed: boolean;
      nodes: [string, { title?: string; kind: string; line?: number }][];
      edges: [string, string, string, number][];
    };
    expect(read.directed).toBe(true);
    expect(new Map(read.nodes.map(([id, { title, kind, line }]) => [id, { title: title ?? '', kind, line }]))).toEqual(
      new Map(hostile.nodes.map(({ id, title, kind, line }) => [legal(id), { title: legal(title), kind, line }])),
    );
    const edges = hostile.edges.map(({ source, target, type, weight }) =>
      [legal(source), legal(target), type, weight].join(' '),
    );
    expect(read.edges.map((edge) => edge.join(' ')).sort()).toEqual(edges.sort());
  });
});

describe('a part of a graph', () => {
  const graph = graphOf({
    'x/a.md': '#net [[b]] [[gone]]',
    'x/b.md': '[[c]]',
    'y/c.md': '#net/tcp [[d]]',
    'y/d.md': '',
    'e.md': '[[b]]\nWhat? :: That. #card',
  });
  const ids = (selection: Parameters<typeof selectGraph>[1]) => selectGraph(graph, selection).nodes.map(({ id }) => id);
  const concepts = new Set(['note', 'unresolved'] as const);

  it('may be what is near a note, directions aside', () => {
    const focus = (depth: number) => ids({ kinds: concepts, focus: { node: 'x/b.md' as GraphNodeId, depth } });
    expect(focus(0)).toEqual(['x/b.md']);
    expect(focus(1)).toEqual(['e.md', 'x/a.md', 'x/b.md', 'y/c.md']);
    expect(focus(2)).toEqual(['?gone', 'e.md', 'x/a.md', 'x/b.md', 'y/c.md', 'y/d.md']);
  });
  it('does not take what has a tag in common for near', () =>
    expect(ids({ focus: { node: 'x/a.md' as GraphNodeId, depth: 2 } })).not.toContain('y/c.md#x'));
  it('may be a folder, with what its notes lead to elsewhere', () =>
    expect(ids({ kinds: concepts, folders: ['x/'] })).toEqual(['?gone', 'x/a.md', 'x/b.md']));
  it('may be a tag and the tags below it', () =>
    expect(ids({ kinds: concepts, tags: ['#NET'] })).toEqual(['?gone', 'x/a.md', 'y/c.md']));
  it('may be edges of a type', () => {
    const part = selectGraph(graph, { types: new Set(['links']), kinds: concepts });
    expect(new Set(part.edges.map(({ type }) => type))).toEqual(new Set(['links']));
  });
});
