import type { RootContent } from 'mdast';
import { rangeOf } from './content.ts';

/** Stands for every unit that is not a plain letter of text: code, math, links, markup, escaped characters. */
export const maskUnit = '\uFFFC';

/**
 * The source from `start` to `end` with everything but these nodes' own text covered up, unit for unit: what can be
 * searched for separators and markers, and gives offsets. Prefixes of quoted or indented lines become spaces.
 */
export function maskSource(nodes: readonly RootContent[], source: string, start: number, end: number): string {
  let masked = '';
  let at = start;
  for (const node of nodes) {
    const [from, to] = rangeOf(node);
    if (from < at || from >= end) continue;
    masked += maskGap(source.slice(at, from));
    at = Math.min(to, end);
    const raw = source.slice(from, at);
    masked += node.type === 'text' ? maskText(raw) : raw.replace(/[^\r\n]/gu, (unit) => maskUnit.repeat(unit.length));
  }
  return masked + maskGap(source.slice(at, end));
}

function maskText(raw: string): string {
  return raw
    .replace(/\\[!-/:-@[-`{-~]/g, maskUnit + maskUnit)
    .replace(/([\r\n])([ \t>]+)/g, (_, lineEnd: string, prefix: string) => lineEnd + ' '.repeat(prefix.length));
}

/** Between nodes stand line ends, prefixes and the backslash of a hard break. */
function maskGap(raw: string): string {
  return raw.replace(/[^\r\n]/g, ' ');
}
