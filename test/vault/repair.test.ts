import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { plainText } from '../../src/vault/index.ts';
import { repairMojibake } from '../../src/vault/mojibake.ts';
import { parseNote } from '../../src/vault/parse-note.ts';

/** A note's readable text after reading, and what was reported: `line:column rule -> expected`. */
function check(source: string, text: string, faults: readonly string[] = []): void {
  const { note, diagnostics } = parseNote('a.md', source);
  expect({
    text: plainText(note.tree),
    faults: diagnostics.map(
      ({ line, column, rule, expected }) => `${line}:${column} ${rule} -> ${expected?.[0] ?? ''}`,
    ),
  }).toEqual({ text, faults });
}

/** What Windows-1252 puts on bytes 0x80 to 0x9F; a blank where it has nothing. */
const special = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** What Windows-1252 makes of UTF-8. (Node's own decoder of that name knows Latin-1 only, in some versions.) */
function mangle(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const sign = byte >= 0x80 && byte < 0xa0 ? special.charAt(byte - 0x80) : '';
    return sign.trim() === '' ? String.fromCharCode(byte) : sign;
  }).join('');
}

describe('mojibake', () => {
  it('is repaired in the text, and reported where it stands', () =>
    check('- x\n\t- a \u00E2\u2020\u2019 b', 'x\na → b', ['2:6 mojibake -> →']));
  it('may be an apostrophe', () => check('it\u00E2\u20AC\u2122s', 'it\u2019s', ['1:3 mojibake -> \u2019']));
  it('may be a letter', () => check('caf\u00C3\u00A9', 'caf\u00E9', ['1:4 mojibake -> \u00E9']));
  it('may be a space that does not break', () => check('5\u00C2\u00A0ms', '5\u00A0ms', ['1:2 mojibake -> \u00A0']));
  it('may have been mangled twice', () => check(mangle(mangle('it\u2019s')), 'it\u2019s', ['1:3 mojibake -> \u2019']));
  it('may be an emoji', () => check(mangle('a 😀'), 'a 😀', ['1:3 mojibake -> 😀']));
  it('may be a word in another script', () => check(mangle('привет'), 'привет', ['1:1 mojibake -> привет']));
  it('is repaired in code and links too', () => {
    check('`a \u00E2\u2020\u2019 b`', 'a → b', ['1:4 mojibake -> →']);
    const { note } = parseNote('a.md', '[[caf\u00C3\u00A9|b]]');
    expect(note.links.map(({ target, raw }) => [target, raw])).toEqual([['caf\u00E9', '[[caf\u00C3\u00A9|b]]']]);
  });
  it('is left alone in experiments', () => {
    const { note } = parseNote('a.md', '```sock\n# \u00C3\u00A9\n```');
    expect(note.sockBlocks[0]?.text).toBe('# \u00C3\u00A9');
  });
  it('is reported once a line', () =>
    check('\u00C3\u00A9 \u00C3\u00A9\n\u00C3\u00A9', '\u00E9 \u00E9\n\u00E9', [
      '1:1 mojibake -> \u00E9',
      '2:1 mojibake -> \u00E9',
    ]));
  it('is nothing that people write', () => {
    for (const text of [
      'CAF\u00C9\u201D',
      'IRM\u00C3\u2026',
      'caf\u00E9\u2026\u201D',
      '\u00BFqu\u00E9?',
      '5\u00A0\u20AC',
      '\u00C0 \u00AB\u00A0l\u00E0\u00A0\u00BB',
      '\u201Evoil\u00E0\u201C',
      '£5 ±2',
    ]) {
      check(text, text);
    }
  });
  it('of any text in common signs comes back', () => {
    const signs = fc.constantFrom(...'aé→’“”–—…•°×≤≥✓ ä'.split(''));
    fc.assert(
      fc.property(
        fc.array(signs).map((list) => list.join('n')),
        (text) => {
          expect(repairMojibake(mangle(text))).toBe(text);
          expect(repairMojibake(Buffer.from(text).toString('latin1'))).toBe(text);
        },
      ),
    );
  });
});

describe('a link whose address and title have changed places', () => {
  it('is repaired and reported', () =>
    check('see [https://x.y/z](What happens (and why)?) now', 'see What happens (and why)? now', [
      '1:5 reversed-link -> [What happens (and why)?](https://x.y/z)',
    ]));
  it('is repaired where the title is one word', () =>
    check('[https://x.y](title)', 'title', ['1:1 reversed-link -> [title](https://x.y)']));
  it('leads to its address', () => {
    const { note } = parseNote('a.md', '[https://x.y](a title)');
    expect(note.links.map(({ resolution }) => resolution)).toEqual([{ kind: 'external', url: 'https://x.y' }]);
  });
  it('is none where both are addresses', () => check('[https://x.y](https://z.w)', 'https://x.y'));
  it('keeps the places around it', () => {
    const { note } = parseNote('a.md', 'ab [https://x.y](a title) cd');
    const paragraph = note.tree.children[0];
    const parts = paragraph?.type === 'paragraph' ? paragraph.children : [];
    expect(parts.map(({ position }) => note.source.slice(position?.start.offset, position?.end.offset))).toEqual([
      'ab ',
      '[https://x.y](a title)',
      ' cd',
    ]);
  });
});
