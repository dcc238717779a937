import type { RuleTable } from '../diagnostic.ts';

/** What can be wrong with a block of the sock language. */
export const experimentRules = {
  'syntax-error': { severity: 'error', about: 'a line of a sock block that cannot be read' },
  'unknown-keyword': { severity: 'error', about: 'a line that begins with no call and no keyword of the language' },
  'unknown-call': { severity: 'error', about: 'a call that is not in the language' },
  'unknown-query': { severity: 'error', about: 'a check or wait that asks what cannot be asked' },
  'unknown-system': { severity: 'error', about: 'an alternative result for a system that is not known' },
  'nested-too-deep': { severity: 'error', about: 'structures and arrays nested more than 8 deep' },
  'too-large': { severity: 'error', about: 'a number, a text or a block beyond its limit' },
  'control-character': { severity: 'warning', about: 'a control character outside a text' },
} as const satisfies RuleTable;
