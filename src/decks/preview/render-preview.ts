import type { Deck, DeckNote, NoteType } from '../deck.ts';
import { ownNoteTypes } from '../note-types/own-note-types.ts';
import { cardCss } from '../note-types/card-css.ts';
import { renderTemplate } from './card-template.ts';
import { inlineMedia } from './inline-media.ts';
import { pageCss } from './page-css.ts';

export interface PreviewOptions {
  /** The page's title: the vault's name, or the note's. */
  readonly title: string;
}

/** Nothing is loaded and nothing runs, whatever a note says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:";

/**
 * One page of all cards, both sides, by day and by night, as Anki's templates render them. It holds everything it shows
 * (images too), runs no script and opens from disk. Math stands as its TeX source.
 */
export function renderPreview(deck: Deck, { title }: PreviewOptions): string {
  const types = new Map(deck.noteTypes.map((type) => [type.id, type]));
  const media = inlineMedia(deck.media);
  const sheets = (note: DeckNote) => renderSheets(note, types.get(note.noteType), media);
  const decks = groupBy(deck.notes, (note) => note.deckName);
  const cards = deck.notes.reduce((count, note) => count + note.ords.length, 0);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<title>${escape(title)}: cards</title>`,
    `<style>${pageCss}</style>`,
    `<style>${cardCss}</style>`,
    ...deck.noteTypes.map(foreignStyle),
    '</head>',
    '<body class="page">',
    `<h1>${escape(title)}</h1>`,
    `<p class="counts">${count(cards, 'card')} of ${count(deck.notes.length, 'note')} in ${count(decks.size, 'deck')}</p>`,
    ...choices(),
    deckList(decks),
    '<main>',
    ...[...decks].map(([name, notes], index) => renderDeck(name, notes, index, sheets)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Styles of the user's own types, each within the cards of its type. */
function foreignStyle(type: NoteType): string {
  if (Object.values(ownNoteTypes).some(({ id }) => id === type.id)) return '';
  return `<style>.type-${type.id} {\n${type.css.replaceAll('</', '<\\/')}\n}</style>`;
}

function choices(): string[] {
  const options = [
    ['both', 'Both'],
    ['day', 'Day'],
    ['night', 'Night'],
  ] as const;
  return [
    ...options.map(
      ([id], index) => `<input class="choice" type="radio" name="light" id="${id}"${index === 0 ? ' checked' : ''}>`,
    ),
    `<div class="choices">${options.map(([id, label]) => `<label for="${id}">${label}</label>`).join('')}</div>`,
  ];
}

function deckList(decks: ReadonlyMap<string, readonly DeckNote[]>): string {
  if (decks.size < 2) return '';
  const items = [...decks].map(
    ([name, notes], index) =>
      `<li><a href="#deck-${index + 1}">${escape(deckTitle(name))}</a> <small>${notes.length}</small></li>`,
  );
  return `<details class="decks"><summary>Decks</summary><ul>${items.join('')}</ul></details>`;
}

function renderDeck(
  name: string,
  notes: readonly DeckNote[],
  index: number,
  sheets: (note: DeckNote) => string,
): string {
  const sections = [...groupBy(notes, (note) => note.place.path)].map(([path, own]) =>
    [
      `<h3>${escape(own[0]?.noteTitle ?? path)} <small>${escape(path)}</small></h3>`,
      ...own.map((note) => sheets(note)),
    ].join('\n'),
  );
  return `<section>\n<h2 id="deck-${index + 1}">${escape(deckTitle(name))}</h2>\n${sections.join('\n')}\n</section>`;
}

function deckTitle(name: string): string {
  return name.split('::').join(' › ');
}

function renderSheets(note: DeckNote, type: NoteType | undefined, media: (html: string) => string): string {
  if (type === undefined) return '';
  const fields = {
    ...Object.fromEntries(type.fields.map(({ name }, index) => [name, note.fields[index] ?? ''])),
    Tags: note.tags.join(' '),
    Deck: note.deckName,
    Subdeck: note.deckName.split('::').at(-1) ?? '',
    Type: type.name,
  };
  return note.ords.map((ord) => renderSheet(note, type, fields, ord, media)).join('\n');
}

function renderSheet(
  note: DeckNote,
  type: NoteType,
  fields: Readonly<Record<string, string>>,
  ord: number,
  media: (html: string) => string,
): string {
  const template = type.templates[type.kind === 'cloze' ? 0 : ord];
  const card = type.kind === 'cloze' ? `cloze ${ord + 1}` : (template?.name ?? '');
  const withCard = { ...fields, Card: card };
  const front = renderTemplate(template?.front ?? '', withCard, { side: 'question', ord }).html;
  const back = renderTemplate(template?.back ?? '', withCard, { side: 'answer', ord, frontSide: front }).html;
  const facts = [
    `<code>${escape(note.id)}</code>`,
    escape(note.kind === 'cloze' || type.templates.length > 1 ? `${note.kind}, ${card.toLowerCase()}` : note.kind),
    escape(`${note.place.path}:${note.place.line}`),
    ...(note.derived === undefined ? [] : [`derived by ${escape(note.derived)}`]),
    ...note.tags.map((tag) => escape(tag)),
  ];
  const panel = (html: string, side: string, light: string) => {
    const night = light === 'night' ? ' nightMode night_mode' : '';
    const label = `${side}, ${light}`;
    const cardClass = `card card${ord + 1}${night}`;
    return `<div class="by-${light} type-${type.id}"><div class="${cardClass}" role="group" aria-label="${label}">${media(html)}</div></div>`;
  };
  return [
    `<article class="sheet" id="card-${escape(note.id)}-${ord + 1}">`,
    `<div class="facts">${facts.map((fact) => `<span>${fact}</span>`).join('')}</div>`,
    '<div class="sides">',
    panel(front, 'Question', 'day'),
    panel(back, 'Answer', 'day'),
    panel(front, 'Question', 'night'),
    panel(back, 'Answer', 'night'),
    '</div>',
    '</article>',
  ].join('\n');
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
