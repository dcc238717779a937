import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conceptNode, studyOrder } from '../../src/graph/index.ts';
import type { EdgeType } from '../../src/graph/index.ts';
import type { ConceptId } from '../../src/vault/index.ts';
import { inShort } from '../vault/temporary-vault.ts';
import { edgesOf, graphOf } from './temporary-graph.ts';

/** The edges of these types in the graph of a vault. */
function check(
  types: EdgeType | readonly EdgeType[],
  files: Readonly<Record<string, string>>,
  expected: readonly string[],
): void {
  const wanted = typeof types === 'string' ? [types] : types;
  expect(edgesOf(graphOf(files), ...wanted).sort()).toEqual([...expected].sort());
}

describe('links', () => {
  it('become one edge with their number as its weight', () =>
    check('links', { 'a.md': '[[b]] [[B]] [b](b.md) [[b#^x]]', 'b.md': 'x ^x' }, ['a.md links b.md x4']));
  it('lead to the section that they name, which is part of its note', () =>
    check(['links', 'part-of'], { 'a.md': '[[b#Why]]', 'b.md': '# Why?' }, [
      'a.md links b.md#Why?',
      'b.md#Why? part-of b.md',
    ]));
  it('lead to the note where the section is missing', () =>
    check('links', { 'a.md': '[[b#x]]', 'b.md': '' }, ['a.md links b.md']));
  it('of a note to itself are kept', () => check('links', { 'a.md': '[[a]]' }, ['a.md links a.md']));
  it('to what nobody wrote lead to one node, whatever the case and extension', () =>
    check('links', { 'a.md': '[[New idea]]', 'b.md': '[[new  idea]] [[new idea.md#h]]' }, [
      'a.md links ?New idea',
      'b.md links ?New idea x2',
    ]));
  it('to pictures and pages lead to files and sources', () =>
    check(['links', 'embeds'], { 'a.md': '![[p.png]] [x](https://x.y/z#here)', 'p.png': '' }, [
      'a.md embeds file:p.png',
      'a.md links https://x.y/z',
    ]));
  it('in comments count, in code they do not', () =>
    check('links', { 'a.md': '%% [[b]] %% `[[c]]`', 'b.md': '', 'c.md': '' }, ['a.md links b.md']));
});

describe('relations', () => {
  it('stand in front matter, as links or as names', () =>
    check(
      ['requires', 'contrasts', 'part-of', 'links'],
      {
        'a.md': '---\nrequires: ["[[b]]", Long name]\ncontrasts: "[[c]]"\nup: d\n---\n',
        'b.md': '',
        'c.md': '---\naliases: [long names]\n---\n',
        'd.md': '',
      },
      ['a.md contrasts c.md', 'a.md part-of d.md', 'a.md requires b.md', 'a.md requires c.md'],
    ));
  it('stand on lines of the text, in lists and brackets too', () =>
    check(
      ['requires', 'contrasts', 'part-of', 'links'],
      {
        'a.md':
          'requires:: [[b]], [[c|x]]\n- **contrasts**:: [[d]]\n\nText [part-of:: [[e]]] goes on to [[f]].\n\nIt requires [[f]].',
        ...Object.fromEntries('bcdef'.split('').map((name) => [`${name}.md`, ''])),
      },
      ['a.md requires b.md', 'a.md requires c.md', 'a.md contrasts d.md', 'a.md part-of e.md', 'a.md links f.md x2'],
    ));
  it('that name nothing are reported, and kept', () => {
    const graph = graphOf({ 'a.md': '---\nrequires: [nothing]\n---\n' });
    expect(edgesOf(graph)).toEqual(['a.md requires ?nothing']);
    expect(inShort(graph.diagnostics)).toEqual(['a.md:2:12 unknown-prerequisite']);
  });
});

describe('comparisons', () => {
  it('in headings contrast their two sides', () =>
    check(
      'contrasts',
      {
        'a.md': '## 1. TCP vs. [[udp|the other]]\n# Differences between TCP and Pipes',
        'TCP.md': '',
        'UDP.md': '',
        'Pipe.md': '',
      },
      ['Pipe.md contrasts TCP.md', 'TCP.md contrasts UDP.md'],
    ));
  it('in tables contrast columns that are concepts', () =>
    check(
      'contrasts',
      { 'a.md': '| call | [[TCP]] | UDP |\n|-|-|-|\n| x | y | z |\n| x | y | z |\n', 'TCP.md': '', 'UDP.md': '' },
      ['TCP.md contrasts UDP.md'],
    ));
  it('in tables of features contrast columns that no note is about', () =>
    check('contrasts', { 'a.md': '| Feature | SCTP | DCCP |\n|-|-|-|\n| x | y | z |\n| x | y | z |\n' }, [
      '?DCCP contrasts ?SCTP',
    ]));
  it('are not seen in tables of anything else', () =>
    check('contrasts', { 'a.md': '| call | effect | result |\n|-|-|-|\n| x | y | z |\n| x | y | z |\n' }, []));
  it('in questions contrast what they link to', () =>
    check('contrasts', { 'a.md': 'Q: [[b]] vs [[c]]?\nA: They differ.\n' }, ['?b contrasts ?c']));
});

describe('cards', () => {
  it('are part of their section, test their note and what the question links to, and link to the rest', () =>
    check(['part-of', 'tests', 'links'], { 'a.md': '# S\nWhat does [[b]] do? :: It is like [[c]].', 'b.md': '' }, [
      'a.md links b.md',
      'a.md links ?c',
      'a.md#S part-of a.md',
      'card:n1 links ?c',
      'card:n1 part-of a.md#S',
      'card:n1 tests a.md',
      'card:n1 tests b.md',
    ]));
});

describe('experiments', () => {
  const block = '```sock\nsocket(AF_INET, SOCK_DGRAM, 0) = s\n```\n';
  it('decide the concepts that their front matter names', () =>
    check(
      ['decides', 'part-of'],
      {
        'experiments/udp/x.md': `---\nquestion: Why?\ndecides:\n  - [User Datagram Protocol, order, none]\n  - [nothing, x, y]\n---\n${block}`,
        'UDP.md': '---\naliases: [User Datagram Protocol]\n---\nWhat? :: That.\n  experiment:: udp/x\n',
      },
      [
        'card:n1 part-of UDP.md',
        'experiment:udp/x decides UDP.md',
        'experiment:udp/x decides card:n1',
        'experiment:udp/x part-of experiments/udp/x.md',
      ],
    ));
  it('of another vault come in where they decide something here', () => {
    const graph = graphOf({ 'UDP.md': '' }, [
      { id: 'udp/x', decides: [['UDP', 'order', 'none']] },
      { id: 'tcp/y', decides: [['TCP', 'order', 'kept']] },
    ]);
    expect(edgesOf(graph)).toEqual(['experiment:udp/x decides UDP.md']);
    expect(graph.nodes.map(({ id }) => id)).toEqual(['UDP.md', 'experiment:udp/x']);
  });
});

describe('tags and sources', () => {
  it('are nodes; a tag is part of the tag above it', () =>
    check(['tagged', 'part-of'], { 'a.md': '---\ntags: [net/tcp]\n---\n#Basics', 'b.md': '#basics' }, [
      '#net/tcp part-of #net',
      'a.md tagged #Basics',
      'a.md tagged #net/tcp',
      'b.md tagged #Basics',
    ]));
  it('are one source however they are cited', () =>
    check(
      'links',
      {
        'a.md':
          '---\nsources: ["RFC 9293, §3.4", "tcp(7), Ioctls", A book]\n---\n[x](https://www.rfc-editor.org/rfc/rfc9293#section-3) [y](https://man7.org/linux/man-pages/man7/tcp.7.html)',
      },
      ['a.md links A book', 'a.md links RFC 9293 x2', 'a.md links tcp(7) x2'],
    ));
});

describe('a concept', () => {
  it('of any spelling has its node', () => {
    const graph = graphOf({ 'a.md': '[[New Idea]] [[a]]' });
    const find = (concept: string) => conceptNode(graph, concept as ConceptId)?.id;
    expect(['?new idea', '?New Idea', 'a.md', '?none'].map(find)).toEqual([
      '?New Idea',
      '?New Idea',
      'a.md',
      undefined,
    ]);
  });
});

describe('the study order', () => {
  /** Steps as `generation concepts`, in order. */
  function checkOrder(requires: Readonly<Record<string, string>>, expected: readonly string[]): void {
    const notes = Object.entries(requires).map(([name, before]) => {
      const links = before.split(' ').filter((one) => one !== '');
      return [`${name}.md`, links.map((one) => `requires:: [[${one}]]`).join('\n')] as const;
    });
    const { steps } = studyOrder(graphOf(Object.fromEntries(notes)));
    expect(steps.map(({ concepts, generation }) => `${generation} ${concepts.join(' ')}`)).toEqual(expected);
  }

  it('has prerequisites first, and of those that are ready what unlocks most', () =>
    checkOrder({ a: 'c', b: '', c: 'b d', d: '', e: 'd', f: '' }, [
      '0 d.md',
      '0 b.md',
      '0 f.md',
      '1 c.md',
      '1 e.md',
      '2 a.md',
    ]));
  it('takes a cycle as one step, and goes on behind it', () =>
    checkOrder({ a: 'b', b: 'a x', c: 'a', x: '' }, ['0 x.md', '1 a.md b.md', '2 c.md']));
  it('has what is required and not written yet', () => checkOrder({ a: 'gone' }, ['0 ?gone', '1 a.md']));
  it('does not mind a note that requires itself', () => checkOrder({ a: 'a' }, ['0 a.md']));

  it('counts what rests on each concept, whatever requires what, cycles too', () => {
    const links = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 });
    fc.assert(
      fc.property(links, (pairs) => {
        const lines = (note: number) =>
          pairs.flatMap(([later, earlier]) => (later === note ? [`requires:: [[n${earlier}]]`] : []));
        const files = Array.from({ length: 8 }, (_, note) => [`n${note}.md`, lines(note).join('\n')] as const);
        const { steps } = studyOrder(graphOf(Object.fromEntries(files)));
        for (const { concepts, unlocks } of steps) {
          // All that requires it, or requires what does; the concepts of its own step are no gain.
          const resting = new Set<string>(concepts);
          for (const one of resting)
            for (const [later, earlier] of pairs) if (one === `n${earlier}.md`) resting.add(`n${later}.md`);
          expect(unlocks).toBe(resting.size - concepts.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names only a few concepts of a long cycle', () => {
    const notes = Array.from({ length: 50 }, (_, index) => [`n${index}.md`, `requires:: [[n${(index + 1) % 50}]]`]);
    const { diagnostics } = graphOf(Object.fromEntries(notes) as Record<string, string>);
    expect(diagnostics).toHaveLength(50);
    expect(diagnostics[0]?.message).toBe(
      '"n0", "n1", "n10", "n11" and 46 more require each other, so none can be learned first; decide which comes first, and remove a `requires` (here: "n1")',
    );
  });

  it('reports a cycle at each of its lines', () => {
    const graph = graphOf({
      'a.md': 'requires:: [[b]]',
      'b.md': '\nrequires:: [[a]]',
      'c.md': 'requires:: [[c]]',
    });
    expect(inShort(graph.diagnostics)).toEqual([
      'a.md:1:12 cyclic-prerequisite',
      'b.md:2:12 cyclic-prerequisite',
      'c.md:1:12 cyclic-prerequisite',
    ]);
  });
});
