import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/diagnostic.ts';
import { plainText } from '../../src/vault/index.ts';
import { parseNote } from '../../src/vault/parse-note.ts';
import { findWikiLinks } from '../../src/vault/wiki-link.ts';
import { markdownText } from './markdown-text.ts';

/** Whether a place lies in a text: lines and columns from 1, the end not before the start. */
function liesIn(source: string, { line, column, endLine = line, endColumn = column }: Place): boolean {
  const lines = source.split(/\r\n|\n|\r/);
  const inside = (row: number, at: number) => row >= 1 && at >= 1 && at <= (lines[row - 1]?.length ?? -1) + 3;
  return inside(line, column) && inside(endLine, endColumn) && (endLine > line || endColumn >= column);
}

function positionsHold(node: Nodes, source: string): boolean {
  const { start, end } = node.position ?? {};
  const holds =
    start?.offset !== undefined &&
    end?.offset !== undefined &&
    start.offset <= end.offset &&
    end.offset <= source.length;
  return holds && (!('children' in node) || node.children.every((child) => positionsHold(child, source)));
}

function check(content: string | Uint8Array): void {
  const { note, diagnostics } = parseNote('a.md', content);
  expect(diagnostics.filter(({ rule }) => rule === 'parser-failed')).toEqual([]);
  if (diagnostics.some(({ rule }) => rule === 'note-too-costly')) return;
  for (const place of [
    ...diagnostics,
    ...note.links.map((link) => link.place),
    ...note.sections.map((section) => section.place),
    ...note.blocks.map((block) => block.place),
    ...note.sockBlocks.map((block) => block.place),
    ...note.frontMatter.places.values(),
  ]) {
    expect(liesIn(note.source, place) ? 'inside' : place).toBe('inside');
  }
  expect(positionsHold(note.tree, note.source)).toBe(true);
  for (const link of note.links) expect(note.source).toContain(link.raw);
  plainText(note.tree);
}

describe('any note', () => {
  it('of any bytes parses without a throw, every place inside it', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), check), { numRuns: 300 });
  });

  it('of any markdown parses without a throw, every place inside it', () => {
    fc.assert(fc.property(markdownText, check), { numRuns: 700 });
  });

  it('of any front matter parses without a throw, every place inside it', () => {
    const text = markdownText.map((body) => `---\n${body}\n---\n`);
    fc.assert(fc.property(text, check), { numRuns: 300 });
  });

  it('has the same wiki links in a paragraph as in text that is not markdown', () => {
    const links = fc.array(fc.constantFrom('[', '[[', ']', ']]', '|', '#', '^', 'a', 'b ', '!', '\n'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        links.map((list) => `x ${list.join('').replace(/\n+/g, '\nx ')}`),
        (source) => {
          const inNote = parseNote('a.md', source).note.links.map(({ raw }) => raw);
          expect(inNote).toEqual(findWikiLinks(source).map(({ raw }) => raw));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a note past a limit', () => {
  function checkGivenUp(content: string): void {
    const { note, diagnostics } = parseNote('a.md', content);
    expect([note.tree.children.length, ...diagnostics.map(({ rule }) => rule)]).toEqual([0, 'note-too-costly']);
  }

  it('of size is given up', () => checkGivenUp('a'.repeat(2 * 1024 * 1024 + 1)));
  it('of nesting is given up, by quotes', () => checkGivenUp(`${'> '.repeat(101)}a`));
  it('of nesting is given up, by lists on one line', () => checkGivenUp(`${'- '.repeat(1_000)}a`));
  it('of nesting is given up, by indented lists', () =>
    checkGivenUp(Array.from({ length: 120 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')));
  it('of nesting is given up, by emphasis', () => checkGivenUp(`${'**a '.repeat(150)}${'b** '.repeat(150)}`));
  it('in front matter costs the front matter only', () => {
    const { note, diagnostics } = parseNote('a.md', `---\na: ${'['.repeat(20_000)}\n---\n# h`);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(note.sections.length + note.tree.children.length).toBeGreaterThanOrEqual(0);
  });
});
