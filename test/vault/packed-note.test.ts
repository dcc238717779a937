import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packNote, unpackNote } from '../../src/vault/packed-note.ts';
import { parseNote } from '../../src/vault/parse-note.ts';
import { markdownText } from './markdown-text.ts';

/** Packing uses a tree up, so the note is parsed twice. */
function check(path: string, source: string): void {
  const packed = packNote(parseNote(path, source));
  const { note, diagnostics } = unpackNote(path, packed.hash, packed.face, () => packed.body);
  const parsed = parseNote(path, source);
  // Getters of a class, most of them: each is asked for by name.
  const keys = Object.keys(parsed.note) as (keyof typeof note)[];
  const frontMatter = { ...note.frontMatter };
  expect({ ...Object.fromEntries(keys.map((key) => [key, note[key]])), frontMatter }).toEqual(parsed.note);
  expect(diagnostics).toEqual(parsed.diagnostics);
}

describe('a packed note', () => {
  it('unpacks to what was parsed', () => {
    check(
      'experiments/a b.md',
      '---\ntitle: T\ndecides:\n  - [a, b]\n---\n# H #t\n> [!card]- *x* y\n> z ^id\n\n```sock\nx\n```\n',
    );
    check('a.md', 'ä 😀\r\n\r\n- [ ] [[b#h|c]] ![[d.png|2]] <https://x.y> \u00C3\u00A9\n\n$$\nx\n$$\n[^1]\n\n[^1]: y');
    check('a.md', '');
  });

  it('unpacks to what was parsed, whatever that is', () => {
    fc.assert(
      fc.property(markdownText, (source) => check('x/a.md', source)),
      { numRuns: 150 },
    );
  });

  it('has its path, title and experiments from where it is unpacked', () => {
    const packed = packNote(parseNote('a.md', '```sock\n```'));
    const { note } = unpackNote('experiments/b.md', packed.hash, packed.face, () => packed.body);
    expect([note.id, note.title, note.sockBlocks[0]?.id]).toEqual(['experiments/b.md', 'b', 'b']);
  });

  it('is not unpacked before somebody looks', () => {
    const packed = packNote(parseNote('a.md', '---\nx: 1\n---\n# A [[b]]'));
    let opened = 0;
    const { note } = unpackNote('a.md', packed.hash, packed.face, () => {
      opened++;
      return packed.body;
    });
    expect([note.links.length, note.frontMatter.data, opened]).toEqual([1, { x: 1 }, 0]);
    expect([note.sections.length, note.frontMatter.places.size, opened]).toEqual([1, 1, 1]);
    expect([note.source.length, note.tree.children.length, note.source.length, opened]).toEqual([22, 1, 22, 1]);
  });
});
