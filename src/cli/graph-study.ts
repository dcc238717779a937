import { findFrontier, studyOrder, type ConceptGraph, type GraphNodeId } from '../graph/index.ts';
import { countOf } from './count-of.ts';
import { nameNodes, printList, row } from './graph-text.ts';
import type { Screen } from './screen.ts';

/** `graph order`: what to learn in which order. */
export function printOrder(screen: Screen, graph: ConceptGraph): void {
  const name = nameNodes(graph);
  const { steps } = studyOrder(graph);
  const digits = String(steps.length).length;
  for (const [index, { concepts, cycle, unlocks }] of steps.entries()) {
    const missing = concepts.some((id) => graph.node.get(id)?.kind === 'unresolved') ? 'not written yet' : '';
    const facts = [cycle ? 'require each other' : '', missing, restText(unlocks)];
    const said = facts.filter((fact) => fact !== '').join('; ');
    screen.print(`${String(index + 1).padStart(digits)}  ${row(screen, concepts.map(name).join(' + '), said)}`);
  }
  if (steps.length === 0) screen.print('no notes');
  else if (!graph.edges.some(({ type }) => type === 'requires'))
    screen.print(
      screen.style('dim', 'No note says what it requires: this is the order of what most leads to. See `requires:`.'),
    );
}

export function orderDocument(vault: string, graph: ConceptGraph): object {
  return {
    schema: 1,
    vault,
    steps: studyOrder(graph).steps.map(({ concepts, cycle, generation, unlocks }) => ({
      concepts: concepts.map((id) => ({ id, title: graph.node.get(id)?.title ?? '' })),
      cycle,
      generation,
      unlocks,
    })),
  };
}

/** `graph next`: what is ready to be learned, and what the rest waits for. */
export function printNext(screen: Screen, graph: ConceptGraph, known: ReadonlySet<GraphNodeId>, limit: number): void {
  const name = nameNodes(graph);
  const { ready, blocked } = findFrontier(graph, known);
  screen.print(`${countOf(known.size, 'concept')} known, ${ready.length} ready, ${blocked.length} waiting`);
  printList(screen, 'Ready: all that they require is known', ready, {
    limit,
    line: ({ id, requires, together, unlocks }) => {
      const facts = [
        requires.length === 0 ? '' : `after ${requires.map(name).join(', ')}`,
        together.length === 0 ? '' : `together with ${together.map(name).join(', ')}`,
        restText(unlocks),
      ];
      return row(screen, name(id), facts.filter((fact) => fact !== '').join('; '));
    },
  });
  printList(screen, 'Waiting', blocked, {
    limit,
    line: ({ id, because }) => row(screen, name(id), `needs ${because.map(name).join(', which needs ')}`),
  });
  if (ready.length === 0 && blocked.length === 0) screen.print('Nothing is left to learn.');
}

export function nextDocument(vault: string, graph: ConceptGraph, known: ReadonlySet<GraphNodeId>): object {
  const { ready, blocked } = findFrontier(graph, known);
  const titled = (id: GraphNodeId) => ({ id, title: graph.node.get(id)?.title ?? '' });
  return {
    schema: 1,
    vault,
    known: [...known].sort(),
    ready: ready.map(({ id, ...rest }) => ({ ...titled(id), ...rest })),
    blocked: blocked.map(({ id, because }) => ({ ...titled(id), because })),
  };
}

function restText(unlocks: number): string {
  return unlocks === 0 ? '' : `${countOf(unlocks, 'concept')} ${unlocks === 1 ? 'rests' : 'rest'} on it`;
}
