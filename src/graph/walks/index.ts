/** What follows edges from a node: loaded by the questions that ask for a way or for a part of the graph. */
export { findPath } from './find-path.ts';
export type { PathStep } from './find-path.ts';
export { selectGraph } from './select-graph.ts';
export type { GraphSelection } from './select-graph.ts';
