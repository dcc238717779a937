import { reporterFor, type RuleTable } from '../diagnostic.ts';

export const identityRules = {
  'duplicate-card-id': {
    severity: 'error',
    about: 'Two cards of one note carry the same id: only one of them can keep it.',
  },
  'cloze-number-out-of-range': {
    severity: 'error',
    about: 'A cloze number written in a note lies outside 1 to 499, which is all Anki has cards for.',
  },
  'cloze-numbers-exhausted': {
    severity: 'error',
    about: 'A cloze card has used up all 499 numbers, so that an old one has to be given again.',
  },
  'damaged-ledger': {
    severity: 'error',
    about:
      'A line of the ledger is no record: a merge conflict, or a broken edit. Nothing is written until it is repaired.',
  },
} as const satisfies RuleTable;

export const report = reporterFor(identityRules);
