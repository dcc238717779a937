import { describe, expect, it } from 'vitest';
import { readVault, resolveTarget } from '../../src/vault/index.ts';
import type { LinkResolution } from '../../src/vault/index.ts';
import { inShort, temporaryVault } from './temporary-vault.ts';

function words(resolution: LinkResolution): string {
  switch (resolution.kind) {
    case 'note': {
      const heading = resolution.heading === undefined ? '' : ` > ${resolution.heading}`;
      const missing = resolution.missingFragment === undefined ? '' : ` (no ${resolution.missingFragment})`;
      return `${resolution.note}${heading}${missing}`;
    }
    case 'attachment':
      return `file ${resolution.path}`;
    case 'external':
      return resolution.url;
    case 'unresolved':
      return 'nothing';
  }
}

/** What a link in the note `from` leads to, in a vault of empty files of these names. */
async function check(files: readonly string[], from: string, link: string, expected: string): Promise<void> {
  const root = temporaryVault({ ...Object.fromEntries(files.map((file) => [file, ''])), [from]: link });
  const { vault } = await readVault({ root });
  const note = vault.notes.find(({ id }) => id === from);
  expect(note?.links.map(({ resolution }) => words(resolution))).toEqual([expected]);
}

/** What is wrong with the links of the first file. */
async function checkFaults(files: Readonly<Record<string, string>>, expected: readonly string[]): Promise<void> {
  const { diagnostics } = await readVault({ root: temporaryVault(files) });
  expect(inShort(diagnostics)).toEqual(expected);
}

describe('a link resolves', () => {
  it('without regard to case', () => check(['TCP.md'], 'a.md', '[[tcp]]', 'TCP.md'));
  it('without regard to the normal form', () =>
    check(['Caf\u00E9.md'], 'a.md', '[[cafe\u0301]]', 'Caf\u00E9.md'.normalize('NFC')));
  it('with or without .md', () => check(['x/TCP.md'], 'a.md', '[[TCP.md]]', 'x/TCP.md'));
  it('to a note whose name has dots', () => check(['802.11.md'], 'a.md', '[[802.11]]', '802.11.md'));
  it('to a literal file before a note', () => check(['p.png', 'p.png.md'], 'a.md', '[[p.png]]', 'file p.png'));
  it('to no attachment without its extension', () => check(['p.png'], 'a.md', '[[p]]', 'nothing'));
  it('by the end of a path', () => check(['x/deep/Backlog.md'], 'a.md', '[[deep/Backlog]]', 'x/deep/Backlog.md'));
  it('not by the end of a name', () => check(['x/notdeep/Backlog.md'], 'a.md', '[[deep/Backlog]]', 'nothing'));
  it('to the exact path before a sibling', () => check(['B.md', 'x/B.md'], 'x/a.md', '[[B]]', 'B.md'));
  it('to what lies under its own folder before others', () =>
    check(['y/B.md', 'x/deep/er/B.md'], 'x/a.md', '[[B]]', 'x/deep/er/B.md'));
  it('to another note from each folder, where every folder has one of that name', async () => {
    const text = '[[B]] [[TCP]]';
    const { vault } = await readVault({
      root: temporaryVault({ 'x/B.md': '', 'y/B.md': '', 'TCP.md': '', 'x/a.md': text, 'y/a.md': text }),
    });
    const linking = vault.notes.filter(({ id }) => id.endsWith('/a.md'));
    expect(linking.map(({ links }) => links.map(({ resolution }) => words(resolution)))).toEqual([
      ['x/B.md', 'TCP.md'],
      ['y/B.md', 'TCP.md'],
    ]);
  });
  it('to the shortest path of several', () => check(['yy/B.md', 'z/B.md'], 'x/a.md', '[[B]]', 'z/B.md'));
  it('to the first in the alphabet of equally short ones', () =>
    check(['z/B.md', 'y/B.md'], 'x/a.md', '[[B]]', 'y/B.md'));
  it('to nothing in an ancestor folder for its sake', () => check(['x/B.md', 'w/B.md'], 'x/y/a.md', '[[B]]', 'w/B.md'));
  it('from its folder where it begins with ./', () => check(['B.md', 'x/B.md'], 'x/a.md', '[[./B]]', 'x/B.md'));
  it('from the folder above where it begins with ../', () => check(['B.md'], 'x/a.md', '[[../B]]', 'B.md'));
  it('to nothing else where ./ finds nothing', () => check(['B.md'], 'x/a.md', '[[./B]]', 'nothing'));
  it('from the root where it begins with /', () => check(['B.md', 'x/B.md'], 'x/a.md', '[[/B]]', 'B.md'));
  it('never above the vault', () => check(['etc/passwd'], 'a.md', '![](../../etc/passwd)', 'nothing'));
  it('to a note in a markdown link, percent-decoded and anywhere in the vault', () =>
    check(['x/My Note.md'], 'a.md', '[t](My%20Note.md)', 'x/My Note.md'));
  it('to a picture', () => check(['img/p.png'], 'a.md', '![[p.png|200]]', 'file img/p.png'));
  it('to a picture by a relative address', () => check(['img/p.png'], 'x/a.md', '![](../img/p.png)', 'file img/p.png'));
  it('to a web page', () => check([], 'a.md', '[t](https://x.y/z)', 'https://x.y/z'));
  it('by a reference', () => check(['b.md'], 'a.md', '[t][r]\n\n[r]: b.md', 'b.md'));
  it('out of a comment', () => check(['b.md'], 'a.md', '%% [[b]] %%', 'b.md'));
  it('out of an HTML comment', () => check(['b.md'], 'a.md', '<!-- [[b]] -->', 'b.md'));
  it('out of front matter', () => check(['b.md'], 'a.md', '---\nup: "[[b]]"\n---\n', 'b.md'));
});

describe('a fragment', () => {
  const note = '# Why?\n## TCP/IP\n# Q&A\n## TCP/IP\ntext ^Block-1\n';

  async function checkFragment(link: string, expected: string): Promise<void> {
    const root = temporaryVault({ 'a.md': link, 'b.md': note });
    const { vault } = await readVault({ root });
    expect(vault.notes[0]?.links.map(({ resolution }) => words(resolution))).toEqual([expected]);
  }

  it('is compared without punctuation and case', async () => {
    await checkFragment('[[b#why]]', 'b.md > Why?');
    await checkFragment('[[b#q a]]', 'b.md > Q&A');
  });
  it('leads to the first heading of its name', () => checkFragment('[[b#tcp ip]]', 'b.md > TCP/IP'));
  it('may name the headings above', () => checkFragment('[[b#Q&A#TCP/IP]]', 'b.md > TCP/IP'));
  it('finds nothing below another heading', () => checkFragment('[[b#TCP/IP#Q&A]]', 'b.md (no TCP/IP#Q&A)'));
  it('leaves the note resolved when it is missing', () => checkFragment('[[b#x]]', 'b.md (no x)'));
  it('may be a block, whatever its case', () => checkFragment('[[b#^block-1]]', 'b.md'));
  it('may be a block that is missing', () => checkFragment('[[b#^x]]', 'b.md (no ^x)'));
  it('alone leads into its own note', async () => {
    const { vault } = await readVault({ root: temporaryVault({ 'a.md': '# h\n[[#h]]' }) });
    expect(vault.notes[0]?.links.map(({ resolution }) => words(resolution))).toEqual(['a.md > h']);
  });
});

describe('a faulty link is reported', () => {
  it('where nothing has its name, once a note', () =>
    checkFaults({ 'a.md': 'x [[b]]\n[[b]] [[c]]' }, ['a.md:1:3 unresolved-link', 'a.md:2:7 unresolved-link']));
  it('where several notes have its name, unless one is at that very path', () =>
    checkFaults({ 'a.md': '[[b]] [[c]]', 'x/b.md': '', 'y/b.md': '', 'c.md': '', 'x/c.md': '' }, [
      'a.md:1:1 ambiguous-link',
    ]));
  it('where the heading is missing', () =>
    checkFaults({ 'a.md': '[[b#h]]', 'b.md': '' }, ['a.md:1:1 missing-heading']));
  it('where the block is missing', () => checkFaults({ 'a.md': '[[b#^h]]', 'b.md': '' }, ['a.md:1:1 missing-block']));
  it('where it is a web address', () => checkFaults({ 'a.md': '[[https://x.y]]' }, ['a.md:1:1 url-in-wiki-link']));
  it('in front matter, at its own place', () =>
    checkFaults({ 'a.md': '---\nup: ["[[b]]"]\n---\n' }, ['a.md:2:7 unresolved-link']));

  it('where it names an alias, with what to write instead', async () => {
    const root = temporaryVault({
      'a.md': '[[Internet Protocol]]',
      'IP.md': '---\naliases: [Internet Protocol]\n---\n',
    });
    const { diagnostics } = await readVault({ root });
    expect(inShort(diagnostics)).toEqual(['a.md:1:1 alias-as-target']);
    expect(diagnostics[0]?.expected).toEqual(['[[IP|Internet Protocol]]']);
  });

  it('where it is mistyped, with the name that is near', async () => {
    const root = temporaryVault({ 'a.md': '[[Bakclog]]', 'Backlog.md': '' });
    expect((await readVault({ root })).diagnostics[0]?.expected).toEqual(['backlog']);
  });
});

describe('resolveTarget', () => {
  it('resolves a text as if it stood in a note', async () => {
    const { vault } = await readVault({ root: temporaryVault({ 'x/a.md': '', 'x/b.md': '# h', 'b/b.md': '' }) });
    expect(words(resolveTarget(vault, 'x/a.md', 'b#h'))).toBe('x/b.md > h');
    expect(words(resolveTarget(vault, 'x/a.md', 'nowhere'))).toBe('nothing');
  });
});
