import type { PhrasingContent } from 'mdast';
import type { LineIndex } from '../vault/index.ts';
import { cutContent, rangeOfAll, trimContent } from './content.ts';
import type { MarkedDeletion } from './marked-deletion.ts';
import { maskSource } from './masked-text.ts';

/** `{x}`, `{2:x}`, `{2|x}`, `{c2:x}`, `{c2|x}`: no braces inside, none doubled; `{}` is text, and so is `${x}`. */
const curly = /(?<![{$\\])\{(?!\{)(?:c?(\d{1,3})[:|])?([^{}]*)\}(?!\})/gu;

/** Puts a deletion in the place of each of Obsidian_to_Anki's curly ones. */
export function markCurly(
  nodes: readonly PhrasingContent[],
  lines: LineIndex,
  marked: MarkedDeletion[],
): PhrasingContent[] {
  const [start, end] = rangeOfAll(nodes);
  if (!lines.source.slice(start, end).includes('{')) return [...nodes];
  const built: PhrasingContent[] = [];
  let at = start;
  for (const match of maskSource(nodes, lines.source, start, end).matchAll(curly)) {
    const text = match[2] ?? '';
    if (text.trim() === '') continue;
    const from = start + match.index;
    const textEnd = from + match[0].length - 1;
    const number = match[1] === undefined || Number(match[1]) === 0 ? undefined : Number(match[1]);
    built.push(...cutContent(nodes, at, from, lines));
    const deletion: MarkedDeletion = {
      type: 'clozeDeletion',
      index: -1,
      ...(number === undefined ? {} : { number }),
      children: trimContent(cutContent(nodes, textEnd - text.length, textEnd, lines)),
      position: { start: lines.pointAt(from), end: lines.pointAt(textEnd + 1) },
    };
    marked.push(deletion);
    built.push(deletion);
    at = textEnd + 1;
  }
  built.push(...cutContent(nodes, at, end, lines));
  return built;
}
