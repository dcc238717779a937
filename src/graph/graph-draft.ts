import { compareDiagnostics } from '../diagnostic.ts';
import type { Diagnostic, Place } from '../diagnostic.ts';
import type { ConceptId, Link, Note } from '../vault/index.ts';
import { assembleGraph, compareText, unresolvedKey } from './concept-graph.ts';
import type {
  ConceptGraph,
  EdgePlace,
  EdgeType,
  GraphEdge,
  GraphNode,
  GraphNodeId,
  NodeKind,
} from './concept-graph.ts';
import { nameSource } from './name-source.ts';

interface EdgeDraft {
  readonly source: GraphNodeId;
  readonly target: GraphNodeId;
  readonly type: EdgeType;
  readonly places: EdgePlace[];
}

/** A graph under construction: nodes come into being when something speaks of them, edges gather their places. */
export class GraphDraft {
  readonly #nodes = new Map<GraphNodeId, GraphNode>();
  readonly #edges = new Map<GraphNodeId, Map<GraphNodeId, EdgeDraft[]>>();
  readonly #unresolved = new Map<string, GraphNodeId>();
  readonly #named = new Map<string, GraphNodeId>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #notes: ReadonlyMap<string, Note>;

  constructor(notes: readonly Note[]) {
    this.#notes = new Map(notes.map((note) => [note.id, note]));
  }

  /** Adds a node, or gives the one that is there. Kinds have id spaces of their own; a file name that breaks in gives way. */
  addNode(node: Omit<GraphNode, 'id'> & { readonly id: string }): GraphNodeId {
    let id = node.id as GraphNodeId;
    for (let taken = this.#nodes.get(id); taken !== undefined; taken = this.#nodes.get(id)) {
      if (taken.kind === node.kind) return id;
      id = `${id}~` as GraphNodeId;
    }
    this.#nodes.set(id, { ...node, id });
    return id;
  }

  node(id: GraphNodeId): GraphNode | undefined {
    return this.#nodes.get(id);
  }

  nodesOf(kind: NodeKind): GraphNode[] {
    return [...this.#nodes.values()].filter((node) => node.kind === kind);
  }

  addEdge(type: EdgeType, from: GraphNodeId, to: GraphNodeId, place: EdgePlace): void {
    const [source, target] = type === 'contrasts' && to < from ? [to, from] : [from, to];
    let edges = this.#edges.get(source);
    if (edges === undefined) this.#edges.set(source, (edges = new Map<GraphNodeId, EdgeDraft[]>()));
    const between = edges.get(target);
    const edge = between?.find((one) => one.type === type);
    if (edge !== undefined) edge.places.push(place);
    else if (between !== undefined) between.push({ source, target, type, places: [place] });
    else edges.set(target, [{ source, target, type, places: [place] }]);
  }

  /** Whether something says already what the node is part of. */
  isPlaced(id: GraphNodeId): boolean {
    return [...(this.#edges.get(id)?.values() ?? [])].flat().some(({ type }) => type === 'part-of');
  }

  report(diagnostic: Diagnostic): void {
    this.#diagnostics.push(diagnostic);
  }

  /** What a link points to. */
  linkTarget(link: Pick<Link, 'target' | 'resolution'>): GraphNodeId {
    const { resolution } = link;
    switch (resolution.kind) {
      case 'note':
        if (resolution.heading !== undefined) return this.section(resolution.note, resolution.heading);
        // A note is its own node.
        return resolution.note as string as GraphNodeId;
      case 'unresolved':
        return this.unresolved(link.target);
      case 'attachment':
        return this.addNode({
          id: `file:${resolution.path}`,
          kind: 'attachment',
          title: resolution.path.slice(resolution.path.lastIndexOf('/') + 1),
          aliases: [],
          path: resolution.path,
        });
      case 'external':
        return this.external(resolution.url);
    }
  }

  external(named: string): GraphNodeId {
    const { id, title } = nameSource(named);
    return this.addNode({ id, kind: 'external', title, aliases: [] });
  }

  /** Of spellings that differ in case the first one names the node. */
  unresolved(target: string): GraphNodeId {
    const key = unresolvedKey(target);
    const known = this.#unresolved.get(key);
    if (known !== undefined) return known;
    const text = target.normalize('NFC').replace(/\s+/g, ' ').trim();
    const id = this.addNode({ id: `?${text}`, kind: 'unresolved', title: text, aliases: [] });
    this.#unresolved.set(key, id);
    return id;
  }

  tag(name: string): GraphNodeId {
    const key = `#${name.toLowerCase()}`;
    const known = this.#named.get(key);
    if (known !== undefined) return known;
    const id = this.addNode({ id: `#${name}`, kind: 'tag', title: `#${name}`, aliases: [] });
    this.#named.set(key, id);
    return id;
  }

  /** A note's first section of that title; it is part of its note. */
  section(noteId: string, title: string): GraphNodeId {
    const known = `${noteId}#${title}` as GraphNodeId;
    if (this.#nodes.get(known)?.kind === 'section') return known;
    const note = this.#notes.get(noteId);
    const place = note?.sections.find((section) => section.title === title)?.place;
    const id = this.addNode({
      id: known,
      kind: 'section',
      title,
      aliases: [],
      ...(place === undefined ? {} : { path: place.path, line: place.line }),
    });
    if (place !== undefined) this.addEdge('part-of', id, noteId as GraphNodeId, edgePlace(place, 'structure'));
    return id;
  }

  /** The node of what a card says it is about. */
  concept(concept: ConceptId): GraphNodeId {
    if (concept.startsWith('?')) return this.unresolved(concept.slice(1));
    const hash = concept.indexOf('.md#');
    if (hash >= 0 && !this.#notes.has(concept))
      return this.section(concept.slice(0, hash + 3), concept.slice(hash + 4));
    return concept as string as GraphNodeId;
  }

  finish(): ConceptGraph {
    const edges = [...this.#edges.values()].flatMap((from) => [...from.values()].flat().map(finishEdge));
    return assembleGraph([...this.#nodes.values()], edges, this.#diagnostics.toSorted(compareDiagnostics));
  }
}

function finishEdge({ source, target, type, places }: EdgeDraft): GraphEdge {
  places.sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column);
  return { source, target, type, weight: places.length, places };
}

/** A place as an edge keeps it. */
export function edgePlace({ path, line, column }: Place, by: EdgePlace['by'], words?: string): EdgePlace {
  return { path, line, column, by, ...(words === undefined ? {} : { words }) };
}

/** A note's beginning: for what is said by a whole file. */
export function noteBeginning(note: Note): Place {
  return { path: note.path, line: 1, column: 1 };
}
