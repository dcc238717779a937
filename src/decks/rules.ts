import { reporterFor } from '../diagnostic.ts';
import type { RuleTable } from '../diagnostic.ts';

/** What can be wrong with a card on its way into a deck. The card is left out only where `about` says so. */
export const deckRules = {
  'missing-attachment': {
    severity: 'warning',
    about: 'An image or recording that the vault does not hold; the card says which.',
  },
  'attachment-outside-vault': {
    severity: 'warning',
    about: 'An image or recording outside the vault is not read; the card says which.',
  },
  'unreadable-attachment': {
    severity: 'warning',
    about: 'The file system did not let us read an image or recording; the card says which.',
  },
  'attachment-too-large': {
    severity: 'warning',
    about: 'A file past 100 MB, the most that Anki synchronises, is not packed.',
  },
  'remote-media': {
    severity: 'warning',
    about: 'Nothing is loaded from the network at review: a remote image becomes a link.',
  },
  'unknown-media-type': {
    severity: 'warning',
    about: 'An embedded file that Anki can neither show nor play becomes its name.',
  },
  'embed-as-link': {
    severity: 'info',
    about: 'An embedded note (![[note]]) stands in the card as a link.',
  },
  'unsafe-html': {
    severity: 'warning',
    about: 'Scripts, event handlers, frames, styles and the like never reach a card.',
  },
  'unsafe-link': {
    severity: 'warning',
    about: 'Only http, https and mailto links survive; others keep their text.',
  },
  'html-as-text': {
    severity: 'warning',
    about: 'HTML or nesting that costs too much to read is shown as text.',
  },
  'field-too-long': {
    severity: 'warning',
    about: 'A field past 100 kB is slow to show and to synchronise.',
  },
  'empty-question': {
    severity: 'error',
    about: 'Nothing to ask: Anki makes no card of it, so it is left out.',
  },
  'no-deletion-left': {
    severity: 'error',
    about: 'A cloze note without a deletion has no card, so it is left out.',
  },
  'note-type-not-found': {
    severity: 'error',
    about: 'The note type is neither ours nor among those given; the card is left out.',
  },
  'duplicate-deck-note': {
    severity: 'error',
    about: 'Two cards with one id would be one note in Anki; the second is left out.',
  },
} as const satisfies RuleTable;

export type DeckRule = keyof typeof deckRules;

export const reportDeck = reporterFor(deckRules);
