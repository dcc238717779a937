import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainLine, extractCards } from '../../src/cards/index.ts';
import { vaultOf } from './note-vault.ts';

/** What `explain` says about each line of a note, from the first on. */
function check(note: string, expected: readonly string[]): void {
  const vault = vaultOf({ 'a.md': note });
  const set = extractCards(vault, { derived: false });
  const [read] = vault.notes;
  if (read === undefined) throw new Error('no note');
  const said = note.split('\n').map((_, index) => {
    const { reason, sentence } = explainLine(set, read, index + 1);
    return `${reason}: ${sentence}`;
  });
  expect(said).toEqual(expected);
}

describe('explain', () => {
  it('says of a line of a card which card, which syntax, and what the line is to it', () => {
    check('Port of HTTP :: 80\nhint:: low', [
      'line: This line is the question and the answer of the card “Port of HTTP” (`::` line, lines 1 to 2).',
      'line: This line is the hint of the card “Port of HTTP” (`::` line, lines 1 to 2).',
    ]);
    check('START\nBasic\nQ\nBack:\n- A\nTags: x\nID: 1\nEND', [
      'start-block: This line opens the block of the card “Q” (START block, lines 1 to 8).',
      'start-block: This line names the note type of the card “Q” (START block, lines 1 to 8).',
      'start-block: This line is the question of the card “Q” (START block, lines 1 to 8).',
      'start-block: This line begins the field Back of the card “Q” (START block, lines 1 to 8).',
      'start-block: This line is the answer of the card “Q” (START block, lines 1 to 8).',
      'start-block: This line gives the tags of the card “Q” (START block, lines 1 to 8).',
      'start-block: This line is the Anki id of the card “Q” (START block, lines 1 to 8).',
      'start-block: This line closes the block of the card “Q” (START block, lines 1 to 8).',
    ]);
  });

  it('says what guards a line from being a card', () => {
    check('Key:: value\nfe80::1 is local\nstd::move it\n`a :: b`\n| a :: b | c |\n|---|---|', [
      'dataview-field: The colons behind “Key” have a space only after them, as in a Dataview field, so they part no card; a space on both sides would make one.',
      'ipv6-address: The colons in “fe80::1” belong to an IPv6 address, so they part no card.',
      'path-in-code: The colons in “std::move” belong to a name in a program, so they part no card.',
      'prose: This line is prose. Its colons stand in code, math, a link or markup, or behind a backslash, where they part nothing.',
      'table: This line is a row of a table: cells are never cards by themselves, and `::` in a cell parts nothing.',
      'table: This line is a row of a table: cells are never cards by themselves.',
    ]);
  });

  it('says what stands on any other line', () => {
    check(
      '---\ndeck: A\n---\n# Title\n\n- item\n\n> quote\n\n> [!note] n\n\n```c\nint x;\n```\n\n$$\nx\n$$\n\n<!-- no-card -->\n\n<b>\n\n[r]: u\n\n[^1]: f\n\n***\n\nhint:: lost\n\nprose',
      [
        'front-matter: This line is front matter, which holds no cards.',
        'front-matter: This line is front matter: it names the deck of the cards of this note.',
        'front-matter: This line is front matter, which holds no cards.',
        'heading: This heading has no #card, so its section is no answer.',
        'empty-line: This line is empty, and no card goes on over it.',
        expect.stringMatching(/^list-item: This line is a list item under “Title”\. It holds no card syntax\./u),
        'empty-line: This line is empty, and no card goes on over it.',
        expect.stringMatching(/^quote: This line is a quote under “Title”/u),
        'empty-line: This line is empty, and no card goes on over it.',
        'callout: This line is in a callout of the kind “note”; only [!card] makes one a card.',
        'empty-line: This line is empty, and no card goes on over it.',
        'code: This line is code (c), in which nothing makes a card.',
        'code: This line is code (c), in which nothing makes a card.',
        'code: This line is code (c), in which nothing makes a card.',
        'empty-line: This line is empty, and no card goes on over it.',
        'math: This line is math, in which nothing makes a card.',
        'math: This line is math, in which nothing makes a card.',
        'math: This line is math, in which nothing makes a card.',
        'empty-line: This line is empty, and no card goes on over it.',
        'comment: This comment rejects the card below it.',
        'empty-line: This line is empty, and no card goes on over it.',
        'html: This line is HTML, in which nothing makes a card.',
        'empty-line: This line is empty, and no card goes on over it.',
        'definition: This line gives the address of a link.',
        'empty-line: This line is empty, and no card goes on over it.',
        'footnote: This line is a footnote: a card that refers to it shows it as extra text.',
        'empty-line: This line is empty, and no card goes on over it.',
        'rule: This line is a rule between two parts.',
        'empty-line: This line is empty, and no card goes on over it.',
        'dataview-field: `hint::` sets something about a card only directly below one, and no card ends on the line above.',
        'empty-line: This line is empty, and no card goes on over it.',
        expect.stringMatching(/^prose: This line is prose under “Title”/u),
      ],
    );
  });

  it('says why a faulty or rejected card is none, also between its lines', () => {
    check(
      'START\nBasik\n\nEND',
      Array<string>(4).fill(
        'faulty-card: This block is of a note type that nothing declares (“Basik”), so it is no card.',
      ),
    );
    check('<!-- no-card -->\na b :: c', [
      'comment: This comment rejects the card below it.',
      'rejected: A no-card comment rejects this `::` line: it is never exported again.',
    ]);
  });

  it('says of a line behind the last that there is none', () => {
    const vault = vaultOf({ 'a.md': 'one' });
    const [note] = vault.notes;
    if (note === undefined) throw new Error('no note');
    expect(explainLine(extractCards(vault), note, 7).sentence).toBe('The note has 1 line, so there is no line 7.');
  });
});

const seeds = process.env['SOCKRATES_SEEDS'];

describe.skipIf(seeds === undefined)('the seeds', () => {
  const folder = seeds ?? '';
  const files = seeds === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.md'));
  const vault = vaultOf(Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')])));
  const set = extractCards(vault, { derived: false });

  it('hold one written card, with its tags and its id', () => {
    expect(set.cards.map(({ tags, ankiNoteId, syntax, kind }) => ({ tags, ankiNoteId, syntax, kind }))).toEqual([
      { tags: ['code', 'linux'], ankiNoteId: 1708611033509, syntax: 'start-block', kind: 'basic' },
    ]);
    expect(set.cards[0]?.fields.Back?.text).toContain('→ compariable');
    expect(set.diagnostics).toEqual([]);
  });

  it('are explained on every line', () => {
    for (const note of vault.notes) {
      note.source.split('\n').forEach((_, index) => {
        const { sentence, verdict } = explainLine(set, note, index + 1);
        expect(sentence).toMatch(/\.$/u);
        expect(verdict === 'card').toBe(note.id.startsWith('001') && index + 1 >= 12);
      });
    }
  });
});
