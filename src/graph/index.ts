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
export { summarizeGraph } from './summary.ts';
export type { Bridge, GraphSummary, Hub, WantedNote } from './summary.ts';
export { explainNode, relationInWords } from './explain-node.ts';
export type { Neighbour, NeighbourGroup } from './explain-node.ts';
export { findNode } from './find-node.ts';
export type { FoundNode } from './find-node.ts';
