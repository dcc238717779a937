import { reporterFor } from '../diagnostic.ts';
import type { RuleTable } from '../diagnostic.ts';

/** What the concept graph can find fault with. */
export const graphRules = {
  'cyclic-prerequisite': {
    severity: 'warning',
    about: 'Concepts that require each other, so that none can be learned first.',
  },
  'unknown-prerequisite': {
    severity: 'warning',
    about: 'A name in `requires:`, `contrasts:` or `part-of:` that no note answers to.',
  },
} as const satisfies RuleTable;

export const report = reporterFor(graphRules);
