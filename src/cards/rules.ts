import { reporterFor } from '../diagnostic.ts';
import type { RuleTable } from '../diagnostic.ts';

/** What reading the cards written in a note can find fault with. The rules of good cards stand in `lint/card-rules.ts`. */
export const cardRules = {
  'unclosed-start-block': { severity: 'error', about: 'A START line without its END.' },
  'unclosed-inline-block': { severity: 'error', about: 'STARTI without ENDI on the same line.' },
  'unknown-note-type': { severity: 'error', about: 'A START block of a note type that is neither stock nor declared.' },
  'missing-field': { severity: 'error', about: 'A START block without a field that its note type needs.' },
  'empty-front': { severity: 'error', about: 'A card without a question.' },
  'empty-answer': { severity: 'error', about: 'A card without an answer.' },
  'cloze-without-deletion': { severity: 'error', about: 'A cloze card in which nothing is left out.' },
  'unclosed-deletion': { severity: 'warning', about: 'A deletion opened by {{c1:: and never closed.' },
  'empty-deletion': { severity: 'warning', about: 'A deletion with nothing in it; read as text.' },
  'bad-cloze-number': { severity: 'warning', about: 'A cloze number outside 1 to 499, which Anki does not show.' },
  'end-like-line': { severity: 'warning', about: 'A line that begins with END and does not close the START block.' },
  'duplicate-id': { severity: 'error', about: 'Two cards of a note with one explicit id; the first keeps it.' },
  'duplicate-anki-id': { severity: 'error', about: 'Two blocks with one Anki note id; the first keeps it.' },
  'bad-attribute': { severity: 'warning', about: 'A line below a card whose value says nothing we know.' },
  'duplicate-card': { severity: 'warning', about: 'Two cards with the same front.' },
  'second-target-deck': { severity: 'warning', about: 'A second TARGET DECK in one note; the first counts.' },
  'frozen-fields': { severity: 'info', about: 'FROZEN, which is not read yet.' },
  'delete-without-id': { severity: 'warning', about: 'DELETE without the id of a note below it.' },
  'card-tag-without-card': { severity: 'warning', about: 'Text tagged #card or #cloze that asks nothing.' },
  'question-without-answer': { severity: 'info', about: 'Q: without A:.' },
  'answer-without-question': { severity: 'info', about: 'A: without Q:.' },
  'misspelled-start': { severity: 'info', about: 'A line that is nearly START, in front of what looks like a block.' },
  'doubtful-separator': { severity: 'info', about: 'Two colons that could part a card but read like something else.' },
  'not-derived': {
    severity: 'info',
    about: 'Prose that looked like a card and gives none, and why.',
  },
  'bad-front-matter-value': { severity: 'warning', about: 'A front matter value for cards that is of the wrong kind.' },
} as const satisfies RuleTable;

export type CardRule = keyof typeof cardRules;

export const report = reporterFor(cardRules);
