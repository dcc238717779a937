import type { Question } from './fact.ts';
import type { Setting } from './outline.ts';
import { type Phrase, textPhrase } from './phrase.ts';

/** A question found in a sentence, before it is placed. */
export interface Asked {
  readonly facet: string;
  readonly question: Question;
  readonly concept?: string;
}

export type Reader = (sentence: Phrase, setting: Setting) => Asked | undefined;

/** What goes in front so that the question names its concept: nothing where the sentence does, else the section's. */
export function headOf({ subject, subjectFrom }: Setting, sentence: Phrase): Phrase | undefined {
  if (subject === undefined) return undefined;
  const core = subject
    .toLowerCase()
    .replace(/\s*\(.*\)$/u, '')
    .replace(/s$/u, '');
  if (sentence.text.toLowerCase().includes(core)) return textPhrase('');
  return subjectFrom === 'title' && subject.split(' ').length > 5 ? undefined : textPhrase(`${subject}: `);
}

/** A call, a constant, an acronym, a link, a proper name, or the section's own concept; never just "the server". */
export function namesConcept(subject: Phrase, setting: Setting): boolean {
  if (subject.nodes.some(({ type }) => type === 'inlineCode' || type === 'wikiLink' || type === 'link')) return true;
  const bare = subject.text.replace(/^(?:an?|the|all|every|each|some|most|both)\s+/iu, '');
  const own = (setting.subject ?? '').toLowerCase().replace(/\s*\(.*\)$/u, '');
  if (own !== '' && (bare.toLowerCase() === own || own.replace(/s$/u, '') === bare.toLowerCase().replace(/s$/u, '')))
    return true;
  return /(?:^|\s)(?:[A-Z]{2,}[\w]*|[A-Z][a-z]+[A-Z]\w*|[A-Za-z_]+\(\)|\p{Lu}\p{Ll}+[’']s)(?:\s|$)/u.test(bare);
}
