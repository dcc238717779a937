/** The graph as files for other programs: loaded when one is asked for. */
export { formatCanvas } from './canvas.ts';
export { formatDot } from './dot.ts';
export { graphDocument } from './graph-document.ts';
export { formatGraphml } from './graphml.ts';
export { formatMermaid } from './mermaid.ts';
