import type { Diagnostic } from '../diagnostic.ts';
import { relationInWords, type ConceptGraph, type GraphNodeId, type GraphSummary } from '../graph/index.ts';
import { countOf } from './count-of.ts';
import { nameNodes, placesText, placeText, printList, row } from './graph-text.ts';
import type { Screen } from './screen.ts';

/** What `graph` prints: what there is, what holds it together, what is missing. */
export function printSummary(
  screen: Screen,
  vault: string,
  graph: ConceptGraph,
  summary: GraphSummary,
  limit: number,
): void {
  const name = nameNodes(graph);
  const { nodes, edges, hubs, bridges, bridgesExact, orphans, wanted, cycles, islands } = summary;
  screen.print(screen.style('bold', vault));
  screen.print(
    counts([
      [nodes.note, 'note'],
      [wanted.length, 'note that is wanted', 'notes that are wanted'],
      [nodes.card, 'card'],
      [nodes.experiment, 'experiment'],
      [nodes.tag, 'tag'],
      [nodes.external, 'source'],
    ]),
  );
  screen.print(
    counts([
      [edges.links, 'linked pair'],
      [edges.requires, 'prerequisite'],
      [edges.contrasts, 'comparison'],
      [edges['part-of'], 'part'],
    ]),
  );
  printList(screen, 'Hubs: much leads to them', hubs, {
    limit,
    line: ({ id, from, times }) =>
      row(screen, name(id), `linked from ${countOf(from, 'concept')}, ${countOf(times, 'time')}`),
  });
  printList(screen, 'Bridges: ways between the others lead through them', bridges, {
    limit,
    line: ({ id, share }) =>
      row(screen, name(id), `${bridgesExact ? '' : 'about '}${percent(share)} of the shortest ways`),
  });
  printList(screen, 'Wanted: linked to, and not written yet', wanted, {
    limit,
    line: ({ id, times, places }) => row(screen, name(id), `${countOf(times, 'link')}: ${placesText(places)}`),
  });
  printList(screen, 'Missing files', summary.missingFiles, {
    limit,
    line: ({ id, places }) => row(screen, name(id), placesText(places)),
  });
  printList(screen, 'Orphans: no link leads there or away', orphans, {
    limit,
    line: (id) => row(screen, name(id), id),
  });
  const groups = islands.filter(({ length }) => length > 1);
  if (groups.length > 1) {
    printList(screen, `Islands: ${groups.length} groups without a link between them`, groups, {
      limit,
      line: (ids) => row(screen, countOf(ids.length, 'concept'), ids.slice(0, 3).map(name).join(', ')),
    });
  }
  printList(screen, 'Cycles: these require each other, so none can be learned first', cycles, {
    limit,
    line: ({ concepts, edges: within }) =>
      [
        concepts.map(name).join(', '),
        ...within.map(({ source, target, type, places: [place] }) =>
          screen.style(
            'dim',
            `    ${place === undefined ? '' : placeText(place)} ${name(source)} ${relationInWords(type, false)} ${name(target)}`,
          ),
        ),
      ].join('\n'),
  });
  printHoles(screen, summary, name, limit);
}

function printHoles(
  screen: Screen,
  { withoutCard, withoutExperiment, withoutSource }: GraphSummary,
  name: (id: GraphNodeId) => string,
  limit: number,
): void {
  const holes = [
    [withoutCard, 'no card asks about'],
    [withoutExperiment, 'no experiment decides'],
    [withoutSource, 'no source is named for'],
  ] as const;
  const lines = holes.filter(([ids]) => ids.length > 0);
  printList(screen, 'Holes', lines, {
    limit: lines.length,
    line: ([ids, words]) =>
      row(
        screen,
        `${words} ${countOf(ids.length, 'note')}`,
        `${ids.slice(0, limit).map(name).join(', ')}${ids.length > limit ? ' …' : ''}`,
      ),
  });
}

function counts(all: readonly (readonly [number | undefined, string, string?])[]): string {
  return all
    .flatMap(([count = 0, one, many]) =>
      count === 0
        ? []
        : [many === undefined || count === 1 ? countOf(count, one) : `${count.toLocaleString('en')} ${many}`],
    )
    .join(', ');
}

function percent(share: number): string {
  return share < 0.001 ? 'under 0.1 %' : `${(share * 100).toFixed(1)} %`;
}

/** `graph --json`, schema 1. */
export function summaryDocument(
  vault: string,
  graph: ConceptGraph,
  summary: GraphSummary,
  diagnostics: readonly Diagnostic[],
): object {
  const named = (id: GraphNodeId) => ({ id, title: graph.node.get(id)?.title ?? '' });
  return {
    schema: 1,
    vault,
    nodes: summary.nodes,
    edges: summary.edges,
    hubs: summary.hubs.map(({ id, from, times }) => ({ ...named(id), from, times })),
    bridges: summary.bridges.map(({ id, share }) => ({ ...named(id), share })),
    bridgesExact: summary.bridgesExact,
    orphans: summary.orphans.map(named),
    wanted: summary.wanted.map(({ id, from, times, places }) => ({ ...named(id), from, times, places })),
    missingFiles: summary.missingFiles.map(({ id, from, times, places }) => ({ ...named(id), from, times, places })),
    cycles: summary.cycles.map(({ concepts, edges }) => ({
      concepts: concepts.map(named),
      edges: edges.map(({ source, target, places }) => ({ source, target, places })),
    })),
    islands: summary.islands,
    withoutCard: summary.withoutCard,
    withoutExperiment: summary.withoutExperiment,
    withoutSource: summary.withoutSource,
    diagnostics,
  };
}
