import type { NoteId, Vault } from '../vault/index.ts';
import { linkConcept } from '../vault/index.ts';
import type { CardId } from '../identity/index.ts';
import type { Deck, DeckNote, NoteType } from './deck.ts';
import { renderField } from './html/render-field.ts';
import { openMediaShelf, type ReadAttachment } from './media.ts';
import { indexNotes } from './note-index.ts';
import { ownNoteTypes } from './note-types/own-note-types.ts';
import { renderTemplate } from './preview/card-template.ts';
import { revealCloze } from './preview/cloze-text.ts';
import { inlineMedia } from './preview/inline-media.ts';

/*
 * Notes and cards as sanitised HTML for a page that holds them all (the concept map): what a card may not hold, such a
 * page may not either.
 */

export interface NoteTextOptions {
  readonly vault: Vault;
  readonly readAttachment: ReadAttachment;
}

/**
 * Every note as HTML, images and sounds in it as `data:` addresses. A link within the vault is `#` and the concept's id,
 * encoded by encodeURIComponent. `sock` blocks are left out: they are shown as experiments.
 */
export function renderNotes({ vault, readAttachment }: NoteTextOptions): ReadonlyMap<NoteId, string> {
  const shelf = openMediaShelf(vault, readAttachment);
  const index = indexNotes(vault);
  const rendered = vault.notes.map((note): [NoteId, string] => {
    const content = note.tree.children.filter((node) => !(node.type === 'code' && node.lang === 'sock'));
    const html = renderField(content, {
      ...index.find(note.id),
      note: note.id,
      place: { path: note.path, line: 1, column: 1 },
      clozeNote: false,
      clozeNumbers: [],
      media: shelf,
      obsidianVault: '',
      lineBreaks: false,
      conceptAddress(link) {
        const concept = linkConcept(link);
        return concept === undefined
          ? undefined
          : `#${encodeURIComponent(concept.replace(/\p{Surrogate}/gu, '\uFFFD'))}`;
      },
      // Exports and previews report what a note's media are missing; here it is said in the text.
      report: () => undefined,
    });
    return [note.id, html];
  });
  const media = inlineMedia(shelf.files());
  return new Map(rendered.map(([id, html]) => [id, media(html)]));
}

export interface CardSides {
  readonly question: string;
  readonly answer: string;
}

/** Question and answer of every card of a deck as HTML; a cloze note has as many as it has numbers. */
export function cardSides(deck: Deck): ReadonlyMap<CardId, readonly CardSides[]> {
  const types = new Map(deck.noteTypes.map((type) => [type.id, type]));
  const media = inlineMedia(deck.media);
  const withMedia = ({ question, answer }: CardSides) => ({ question: media(question), answer: media(answer) });
  return new Map(
    deck.notes.map((note) => {
      const type = types.get(note.noteType);
      return [note.id, type === undefined ? [] : sidesOf(note, type).map(withMedia)];
    }),
  );
}

function sidesOf(note: DeckNote, type: NoteType): CardSides[] {
  const fields = Object.fromEntries(type.fields.map(({ name }, index) => [name, note.fields[index] ?? '']));
  const field = (name: string): string => fields[name] ?? '';
  if (!Object.values(ownNoteTypes).some(({ id }) => id === type.id)) {
    return note.ords.map((ord) => {
      const template = type.templates[type.kind === 'cloze' ? 0 : ord];
      const render = (text: string, side: 'question' | 'answer') => renderTemplate(text, fields, { side, ord }).html;
      return { question: render(template?.front ?? '', 'question'), answer: render(template?.back ?? '', 'answer') };
    });
  }
  if (type.kind === 'cloze') {
    return note.ords.map((ord) => ({
      question: revealCloze(field('Text'), ord, 'question'),
      answer: revealCloze(field('Text'), ord, 'answer') + field('Extra'),
    }));
  }
  // The way back asks for the same fact: one of the two is enough to read.
  return [{ question: field('Front'), answer: field('Back') + field('Extra') }];
}
