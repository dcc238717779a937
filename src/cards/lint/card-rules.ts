import { reporterFor } from '../../diagnostic.ts';
import type { RuleTable } from '../../diagnostic.ts';

/**
 * What makes a card hard to learn, as far as its text shows. They warn; a card derived from prose that breaks one of
 * them is not made. The rules are those that P. A. Wozniak ("Twenty rules of formulating knowledge") and A. Matuschak
 * ("How to write good prompts") come to.
 */
export const lintRules = {
  'long-answer': { severity: 'warning', about: 'An answer of more than 25 words or two sentences.' },
  'list-answer': { severity: 'warning', about: 'An answer that lists more than three things.' },
  'long-code': { severity: 'warning', about: 'An answer with more than six lines of code.' },
  'two-questions': { severity: 'warning', about: 'Two questions on one card.' },
  'yes-no-question': { severity: 'warning', about: 'A question that yes or no answers, and no experiment.' },
  'vague-question': { severity: 'warning', about: 'A question that does not say what is asked for.' },
  'leaking-question': { severity: 'warning', about: 'A question that holds most words of its answer.' },
  'dangling-pronoun': { severity: 'warning', about: 'A question about “it” or “this”, alone on its card.' },
  'similar-card': { severity: 'warning', about: 'Two questions in nearly the same words.' },
  'typed-without-accept': { severity: 'warning', about: 'A typed answer that could be written in several ways.' },
  'crowded-cloze': { severity: 'warning', about: 'More than two deletions asked for at once.' },
  'long-deletion': { severity: 'warning', about: 'A deletion of more than six words.' },
  'platform-dependent': { severity: 'info', about: 'A number that differs between systems, and no system named.' },
  'bare-number': { severity: 'info', about: 'A number without a unit.' },
} as const satisfies RuleTable;

export type LintRule = keyof typeof lintRules;

export const report = reporterFor(lintRules);
