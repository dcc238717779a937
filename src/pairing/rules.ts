import { reporterFor } from '../diagnostic.ts';
import type { RuleTable } from '../diagnostic.ts';

/** What reading a vocabulary, claims and what experiments decide can find fault with. */
export const pairingRules = {
  'vocabulary-syntax': { severity: 'error', about: 'A vocabulary that is no YAML, or no map.' },
  'vocabulary-key': { severity: 'warning', about: 'A key that a vocabulary does not know; it is passed over.' },
  'vocabulary-value': { severity: 'warning', about: 'A value of the wrong kind in a vocabulary; it is passed over.' },
  'unknown-word-class': {
    severity: 'warning',
    about: 'A phrase names a word class that the vocabulary does not list.',
  },
  'unknown-facet-value': { severity: 'warning', about: 'An opposite or implied value that its facet does not have.' },
  'unknown-kind': { severity: 'warning', about: 'A concept is a kind of one that no vocabulary and no note names.' },
  'cyclic-kinds': { severity: 'warning', about: 'A concept that is, by way of others, a kind of itself.' },
  'shared-alias': { severity: 'info', about: 'Two concepts with one name; the first has it.' },
  'bad-claim-line': { severity: 'warning', about: 'A `claim::` line without concept, facet and value.' },
  'unknown-experiment': {
    severity: 'warning',
    about: 'An experiment is named that neither the vault nor the program has.',
  },
  'damaged-evidence': { severity: 'warning', about: 'A line of evidence.jsonl that is no record; it is passed over.' },
} as const satisfies RuleTable;

export const report = reporterFor(pairingRules);

export type PairingRule = keyof typeof pairingRules;
