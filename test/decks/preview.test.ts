import { describe, expect, it } from 'vitest';
import { renderPreview } from '../../src/decks/index.ts';
import type { NoteType } from '../../src/decks/index.ts';
import { clozeOnly, revealCloze } from '../../src/decks/preview/cloze-text.ts';
import { renderTemplate } from '../../src/decks/preview/card-template.ts';
import { cardOf, clozeOf, gather, textField, vaultOf } from './html-field.ts';

function check(template: string, fields: Readonly<Record<string, string>>, html: string): void {
  expect(renderTemplate(template, fields).html).toBe(html);
}

describe('a card template', () => {
  it('pastes fields as they are, and reads nothing inside of them', () => {
    check('a {{Front}} b {{ Back }}', { Front: '<b>{{Back}}</b>', Back: 'x' }, 'a <b>{{Back}}</b> b x');
    check('{{Gone}}', {}, '{Gone}');
  });

  it('asks whether a field holds anything', () => {
    check('{{#A}}has {{A}}{{/A}}{{^A}}none{{/A}}', { A: 'x' }, 'has x');
    check('{{#A}}has{{/A}}{{^A}}none{{/A}}', { A: ' <br><div></div>\n' }, 'none');
    check('{{#A}}{{^B}}in{{/B}}{{/A}}', { A: 'x', B: '' }, 'in');
  });

  it('leaves comments and stray ends alone', () => {
    check('<!-- {{Front}} -->{{/B}}{{Front}}', { Front: 'x' }, '<!-- {{Front}} -->{{/B}}x');
    check('{ {{Front}} }} {{', { Front: 'x' }, '{ x }} {{');
  });

  it('applies filters from the field outwards', () => {
    check('{{text:A}}', { A: '<b>x</b> y' }, 'x y');
    check('{{unknown:A}}', { A: '<b>' }, '<b>');
    check('{{hint:A}}', { A: 'x' }, '<details class="hint"><summary>A</summary>x</details>');
    check('{{hint:A}}', { A: '' }, '');
    expect(renderTemplate('{{type:A}}', { A: '<i>x</i>' }, { side: 'answer', ord: 0 }).html).toContain('>x<');
    expect(renderTemplate('{{type:cloze:A}}', { A: '{{c1::x}} y' }, { side: 'answer', ord: 0 }).html).toContain('>x<');
    expect(renderTemplate('{{type:A}}', { A: 'x' }).html).not.toContain('x<');
  });

  it('shows the question on the back', () => {
    expect(renderTemplate('{{FrontSide}}!', {}, { side: 'answer', ord: 0, frontSide: 'q' }).html).toBe('q!');
    expect(renderTemplate('{{#c2}}two{{/c2}}{{#c1}}one{{/c1}}', {}, { side: 'question', ord: 1 }).html).toBe('two');
  });

  it('makes a card only where a field is shown', () => {
    expect(renderTemplate('text {{A}}', { A: '' }).showsField).toBe(false);
    expect(renderTemplate('{{#A}}{{B}}{{/A}}', { A: '', B: 'x' }).showsField).toBe(false);
    expect(renderTemplate('{{A}}', { A: '<img src="x">' }).showsField).toBe(true);
  });
});

describe('a cloze text', () => {
  const text = '{{c1::a::hint}} {{c2::b {{c1::c}}}} {{c1,2::d}} }} {{c3::open';

  it('hides the deletions of one card and shows the others', () => {
    expect(revealCloze(text, 0, 'question').replace(/ data-ordinal="[^"]*"/g, '')).toBe(
      '<span class="cloze">[hint]</span> <span class="cloze-inactive">b <span class="cloze">[...]</span></span> ' +
        '<span class="cloze">[...]</span> }} {{c3::open',
    );
    expect(revealCloze(text, 1, 'answer')).toContain('<span class="cloze" data-ordinal="2">b ');
    expect(revealCloze(text, 2, 'question')).toBe('');
  });

  it('gives what a card asks for', () => {
    expect(clozeOnly(text, 0)).toBe('a, c, d');
  });
});

describe('the preview', () => {
  const { deck } = gather(
    [
      cardOf('answer <b>one</b> $a<b$', { tags: ['x'] }),
      cardOf('![[flow.svg]] ![[say.mp3]] ![[say.flac]]', { kind: 'basic-and-reversed', derived: 'definition' }),
      clozeOf('~~hidden~~ ~~other~~', { headingPath: ['<script>'] }),
      cardOf('typed', { kind: 'type-in' }),
    ],
    { vault: vaultOf({}, ['flow.svg', 'say.mp3', 'say.flac']) },
  );
  const page = renderPreview(deck, { title: 'A & B' });

  it('shows both sides of every card, by day and by night', () => {
    for (const [side, light] of ['Question', 'Answer'].flatMap((side) => [
      [side, 'day'] as const,
      [side, 'night'] as const,
    ])) {
      expect(page.split(`aria-label="${side}, ${light}"`)).toHaveLength(1 + 6);
    }
    expect(page).toContain('6 cards of 4 notes in 2 decks');
    expect(page).toContain('card1 nightMode');
  });

  it('tells where each card comes from', () => {
    expect(page).toContain('<code>card000000000000</code>');
    expect(page).toContain('Net/UDP.md:3');
    expect(page).toContain('derived by definition');
    expect(page).toContain('cloze, cloze 2');
    expect(page).toContain('<title>A &#38; B: cards</title>');
  });

  it('holds everything that it shows', () => {
    expect(page).toContain('<img src="data:image/svg+xml;base64,');
    expect(page).toContain('<audio controls preload="none" src="data:audio/mpeg;base64,');
    expect(page).toContain('[say.flac]');
    expect(page).toContain('<span class="tex">a&lt;b</span>');
    expect(page).not.toMatch(/<script|\son\w+=|(src|href)="(https?:)?\/\//);
    expect(page).toContain("default-src 'none'");
  });

  it("keeps the style of a user's own note type to its own cards", () => {
    const own: NoteType = {
      id: 1_600_000_000_001,
      name: 'Mine',
      kind: 'standard',
      fields: [{ name: 'Q' }],
      templates: [{ name: 'Card', front: '{{Q}}', back: '{{FrontSide}}' }],
      css: '.card { color: red } </style><script>1</script>',
      sortField: 0,
      mod: 1,
    };
    const foreign = { name: 'Mine', cloze: false, fields: { Q: textField('x') } };
    const mine = renderPreview(gather([cardOf('', { foreign })], { noteTypes: [own] }).deck, { title: 'x' });
    expect(mine).toContain('.type-1600000000001 {\n.card { color: red } <\\/style>');
    expect(mine.match(/<\/style>/g)).toHaveLength(3);
  });
});
