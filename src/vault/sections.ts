import type { Heading, Root } from 'mdast';
import type { LineIndex } from './line-index.ts';
import type { Section } from './note.ts';
import { plainText } from './plain-text.ts';

/** The note's sections in document order, from the headings that stand in no quote and no list. */
export function findSections(tree: Root, lines: LineIndex): Section[] {
  const headings = tree.children.filter((node): node is Heading => node.type === 'heading');
  const lastLines = lastLinesOf(headings, lines.lineCount);
  const open: { depth: number; title: string }[] = [];
  return headings.map((heading, index) => {
    while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
    const title = plainText(heading).replace(/\s+/g, ' ').trim();
    open.push({ depth: heading.depth, title });
    const start = heading.position?.start.offset ?? 0;
    return {
      title,
      depth: heading.depth,
      path: open.map((section) => section.title),
      place: lines.placeAt(start, heading.position?.end.offset ?? start),
      lastLine: lastLines[index] ?? lines.lineCount,
    };
  });
}

/** A section ends above the next heading of its depth or a lesser one. */
function lastLinesOf(headings: readonly Heading[], lineCount: number): number[] {
  const beginsNext = Array<number>(7).fill(lineCount + 1);
  const lastLines: number[] = [];
  for (const heading of headings.toReversed()) {
    lastLines.push((beginsNext[heading.depth] ?? lineCount + 1) - 1);
    beginsNext.fill(heading.position?.start.line ?? 1, heading.depth);
  }
  return lastLines.reverse();
}

/** The innermost section around a line; nothing above the first heading. */
export function sectionAt(sections: readonly Section[], line: number): Section | undefined {
  return sections.findLast((section) => section.place.line <= line && line <= section.lastLine);
}

/** Titles of the sections around a line, outermost first. A heading's own line belongs to its section. */
export function headingPath(note: { readonly sections: readonly Section[] }, line: number): readonly string[] {
  return sectionAt(note.sections, line)?.path ?? [];
}
