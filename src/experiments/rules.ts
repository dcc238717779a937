import type { RuleTable } from '../diagnostic.ts';

/** What can be wrong with a block of the sock language. */
export const experimentRules = {
  'syntax-error': { severity: 'error', about: 'a line of a sock block that cannot be read' },
} as const satisfies RuleTable;
