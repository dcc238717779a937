import type { Nodes } from 'mdast';
import type { Diagnostic } from '../diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import { findMojibake, repairMojibake } from './mojibake.ts';
import { report } from './rules.ts';
import { splitWikiLink } from './wiki-link.ts';

/** Repairs what a node shows; addresses and experiments stay as they are, and positions point into the note as it is. */
export function repairNode(node: Nodes): void {
  if (node.type === 'wikiLink') {
    const value = repairMojibake(node.value);
    if (value !== node.value) Object.assign(node, { value }, splitWikiLink(value));
  } else if ('value' in node) {
    if (!(node.type === 'code' && node.lang === 'sock')) node.value = repairMojibake(node.value);
  } else if ('alt' in node && typeof node.alt === 'string') {
    node.alt = repairMojibake(node.alt);
  }
  if ('title' in node && typeof node.title === 'string') node.title = repairMojibake(node.title);
}

/** One report a line: a note that was read wrongly holds hundreds. */
export function reportMojibake(lines: LineIndex): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  let line = 0;
  for (const { start, length, repaired } of findMojibake(lines.source)) {
    const place = lines.placeAt(start, start + length);
    if (place.line === line) continue;
    line = place.line;
    const mangled = lines.source.slice(start, start + length);
    const message = `"${mangled}" is "${repaired}", UTF-8 read as Windows-1252; cards show it repaired. Repair the note`;
    diagnostics.push(report('mojibake', place, message, [repaired]));
  }
  return diagnostics;
}
