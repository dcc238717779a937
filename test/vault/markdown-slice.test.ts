import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import { indexLines, parseMarkdownSlice } from '../../src/vault/index.ts';

/** Every leaf of the slice: its type, and what stands in the note where it says it stands. */
function check(source: string, slice: string, expected: readonly string[], references = ''): void {
  const start = source.indexOf(slice);
  const leaves: string[] = [];
  const visit = (node: Nodes): void => {
    const { start: from, end: to } = node.position ?? {};
    if (!('children' in node)) {
      const line = source.split('\n')[(from?.line ?? 0) - 1] ?? '';
      const first = line.slice((from?.column ?? 0) - 1).charAt(0);
      leaves.push(`${node.type} ${source.slice(from?.offset, to?.offset)} ${first}`);
    } else if (node.type === 'highlight' || node.type === 'linkReference') leaves.push(node.type);
    if ('children' in node) node.children.forEach(visit);
  };
  parseMarkdownSlice(indexLines('a.md', source), start, start + slice.length, references).forEach(visit);
  expect(leaves).toEqual(expected);
}

describe('a slice of a note', () => {
  it('is parsed as if it stood alone, and keeps its places in the note', () => {
    check('- x\nBack: see [[a]]\n\n    b `c`\nEND', 'see [[a]]\n\n    b `c`\n', [
      'text see  s',
      'wikiLink [[a]] [',
      'code     b `c`  ',
    ]);
  });

  it('finds highlights, also beside a comment', () => {
    check('one ==two== %% x %%', '==two== %% x %%', ['highlight', 'text two t', 'text    ', 'comment %% x %% %']);
  });

  it('reads links by reference with the definitions that it is given', () => {
    check(
      'see [t][r] and\n\n[r]: https://example.org',
      'see [t][r] and',
      ['text see  s', 'linkReference', 'text t t', 'text  and  '],
      '[r]: https://example.org',
    );
  });
});
