import { describe, expect, it } from 'vitest';
import { parseNote } from '../../src/vault/parse-note.ts';

/** The front matter's data, and what is wrong with it: `line:column rule`. */
function check(source: string, data: Readonly<Record<string, unknown>>, faults: readonly string[] = []): void {
  const { note, diagnostics } = parseNote('a.md', source);
  expect({
    data: note.frontMatter.data,
    faults: diagnostics.map(({ line, column, rule }) => `${line}:${column} ${rule}`),
  }).toEqual({ data, faults });
}

/** What stands in the note at the place of a key. */
function checkPlace(source: string, key: string, expected: string): void {
  const place = parseNote('a.md', source).note.frontMatter.places.get(key);
  const line = source.split(/\r?\n/)[(place?.line ?? 0) - 1];
  expect(line?.slice((place?.column ?? 0) - 1, (place?.endColumn ?? 0) - 1)).toBe(expected);
}

describe('front matter', () => {
  it('is YAML', () => check('---\na: 1\nb: [x, "y"]\n---\ntext', { a: 1, b: ['x', 'y'] }));
  it('is JSON behind ---json', () => check('---json\n{"a": [1]}\n---\n', { a: [1] }));
  it('keeps dates as they are written', () => check('---\nday: 2026-11-21\n---\n', { day: '2026-11-21' }));
  it('may have CR LF lines', () => check('---\r\na: x\r\n---\r\ntext', { a: 'x' }));
  it('may be empty, or hold comments only', () => {
    check('---\n---\ntext', {});
    check('---\n# nothing\n---\n', {});
  });
  it('may end with the file', () => check('---\na: 1\n---', { a: 1 }));
  it('stands at the top only', () => check('\n---\na: 1\n---\n', {}));
  it('is not a thematic break', () => {
    check('---\n\nSome text.\n', {});
    check('----\na: 1\n----\n', {});
  });
  it('takes no key for a prototype', () => {
    check(
      '---\n__proto__: {polluted: 1}\n---\n',
      JSON.parse('{"__proto__": {"polluted": 1}}') as Record<string, unknown>,
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is no markdown: neither its keys nor its fences turn into headings', () => {
    const { tree } = parseNote('a.md', '---json\n{"a": 1}\n---\n# h').note;
    expect(tree.children.map(({ type }) => type)).toEqual(['heading']);
    expect(tree.children[0]?.position?.start).toEqual({ line: 4, column: 1, offset: 21 });
  });

  it('gives the note its title, aliases and tags', () => {
    const { note } = parseNote('x/a.md', '---\ntitle: T\naliases: [A, B]\ntags: "#x, y/z"\n---\n#w');
    expect([note.title, note.aliases, note.tags]).toEqual(['T', ['A', 'B'], ['x', 'y/z', 'w']]);
  });
});

describe('a place in front matter', () => {
  it('is that of the value', () => checkPlace('---\na: x\nb: yy\n---\n', 'b', 'yy'));
  it('is found in lists', () => checkPlace('---\naliases: [one, two]\n---\n', 'aliases.1', 'two'));
  it('is found in blocks', () => checkPlace('---\ndecides:\n  - [UDP, order]\n---\n', 'decides.0.1', 'order'));
  it('is that of the key for a map or list', () => checkPlace('---\ndecides:\n  - x\n---\n', 'decides', 'decides'));
  it('is right behind CR LF', () => checkPlace('---\r\na: x\r\nb: yy\r\n---\r\n', 'b', 'yy'));
  it('is found in JSON', () => checkPlace('---json\n{"a": {"b": "c"}}\n---\n', 'a.b', '"c"'));
});

describe('faulty front matter is reported', () => {
  it('where YAML breaks, and keeps what could be read', () =>
    check('---\na: 1\nb: "x\n---\ntext', { a: 1, b: '' }, ['3:6 broken-front-matter']));
  it('where a value must be quoted', () =>
    check('---\na: b: c\n---\n', { a: { b: 'c' } }, ['2:4 broken-front-matter']));
  it('where a tab indents', () => check('---\na:\n\t- x\n---\n', { a: ['x'] }, ['3:1 broken-front-matter']));
  it('where it is no map', () => check('---\n- a\n---\n', {}, ['2:1 broken-front-matter']));
  it('where a key stands twice', () => check('---\na: 1\na: 2\n---\n', { a: 2 }, ['3:1 duplicate-key']));
  it('where JSON breaks', () => check('---json\n{"a": 1,\n}\n---\n', {}, ['3:1 broken-front-matter']));
  it('where aliases would grow without end', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      'b: &b [*a,*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b,*b]',
      'd: [*c,*c,*c,*c]',
    ];
    check(`---\n${bomb.join('\n')}\n---\n`, {}, ['2:1 broken-front-matter']);
  });
  it('where nothing closes it, and is read as text then', () => {
    check('---\ntitle: x\n\n# h', {}, ['1:1 unclosed-front-matter']);
    expect(parseNote('a.md', '---\ntitle: x\n\n# h').note.sections.map(({ title }) => title)).toEqual(['h']);
  });
  it('where a link is not quoted', () =>
    check('---\nup: [[TCP]]\n---\n', { up: [['TCP']] }, ['2:5 unquoted-front-matter-link']));
});

describe('front matter that would be run', () => {
  for (const language of ['js', 'javascript', 'coffee', 'cson', 'JS']) {
    it(`as ${language} is refused`, () => {
      check(`---${language}\n{ a: globalThis.ran = true }\n---\n# h`, {}, ['1:1 front-matter-engine-refused']);
      expect(globalThis).not.toHaveProperty('ran');
    });
  }
  it('is refused also where nothing closes it', () =>
    check('---js\nglobalThis.ran = true', {}, ['1:1 front-matter-engine-refused']));
  it('is not looked up among the properties of objects', () => {
    check('---constructor\na\n---\n', {});
    check('---__proto__\na\n---\n', {});
  });
  it('is out of the text that is read', () => {
    const { note } = parseNote('a.md', '---js\n# not a heading\n---\n# h');
    expect(note.sections.map(({ title }) => title)).toEqual(['h']);
  });
});
