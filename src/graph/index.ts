export {
  assembleGraph,
  cardNode,
  conceptNode,
  edgeTypes,
  experimentNode,
  isConcept,
  nodeKinds,
} from './concept-graph.ts';
export type {
  ConceptGraph,
  ConceptKind,
  EdgePlace,
  EdgeType,
  GraphEdge,
  GraphNode,
  GraphNodeId,
  NodeKind,
} from './concept-graph.ts';
export { buildGraph } from './build-graph.ts';
export type { ForeignExperiment, GraphParts, NamedCard } from './build-graph.ts';
export { findCycles } from './cycles.ts';
export type { PrerequisiteCycle } from './cycles.ts';
export { studyOrder } from './study-order.ts';
export type { StudyOrder, StudyStep } from './study-order.ts';
export { graphRules } from './rules.ts';
export { findFrontier } from './frontier.ts';
export type { BlockedConcept, Frontier, ReadyConcept } from './frontier.ts';
export { findPath } from './find-path.ts';
export type { PathStep } from './find-path.ts';
export { summarizeGraph } from './summary.ts';
export type { Bridge, GraphSummary, Hub, WantedNote } from './summary.ts';
export { explainNode, relationInWords } from './explain-node.ts';
export type { Neighbour, NeighbourGroup } from './explain-node.ts';
export { selectGraph } from './select-graph.ts';
export type { GraphSelection } from './select-graph.ts';
export { formatCanvas } from './formats/canvas.ts';
export type { Canvas, CanvasEdge, CanvasNode } from './formats/canvas.ts';
export { formatDot } from './formats/dot.ts';
export { graphDocument } from './formats/graph-document.ts';
export type { GraphDocument } from './formats/graph-document.ts';
export { formatGraphml } from './formats/graphml.ts';
export { formatMermaid } from './formats/mermaid.ts';
export { conceptsOf, suggestLinks } from './suggest/suggest-links.ts';
export type { Confusion, Spelling, Suggestion } from './suggest/suggestion.ts';
export { findNode } from './find-node.ts';
export type { FoundNode } from './find-node.ts';
