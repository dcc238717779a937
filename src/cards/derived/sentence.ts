import { readAction, readNegation, readOnlyUse, readPurposeOf } from './action.ts';
import { readCondition, readDifference, readEnumeration, readMethod, readReason } from './clause.ts';
import type { Fact } from './fact.ts';
import type { Setting, Unit } from './outline.ts';
import { joinPhrases, type Phrase, slicePhrase, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { countWords } from './wording.ts';

/**
 * A fact in a running sentence, by its grammar. Only shapes that give a question which stands alone; a sentence about
 * "it" or "this" gives none.
 */
export function readSentence(
  sentence: Phrase,
  unit: Extract<Unit, { kind: 'item' | 'paragraph' }>,
  path: string,
): Fact | undefined {
  const body = replacePronoun(trimPhrase(sentence), unit.setting);
  if (body === undefined || countWords(body.text) > 40 || body.text.endsWith('?')) return undefined;
  for (const read of [
    readEnumeration,
    readCondition,
    readReason,
    readDifference,
    readMethod,
    readOnlyUse,
    readPurposeOf,
    readAction,
    readNegation,
  ]) {
    const found = read(body, unit.setting);
    if (found === undefined) continue;
    return {
      rule: 'sentence',
      place: placeOf(unit.node, path),
      setting: unit.setting,
      concept: found.concept ?? unit.setting.subject ?? '',
      facet: found.facet,
      question: found.question,
      specificity: 2,
    };
  }
  return undefined;
}

/** "These sockets use …" under "Stream sockets" is about stream sockets; "it", "this" and a lone "they" stay unread. */
function replacePronoun(sentence: Phrase, { subject, subjectFrom }: Setting): Phrase | undefined {
  const plural = /^(?:they(?<are>[’']re)?|these(?:\s+\p{Ll}+s)?)\s+(?=\p{Ll})/iu.exec(sentence.text);
  if (plural !== null) {
    const named = subject !== undefined && subjectFrom !== 'title' && /s(?:\s*\([^)]*\))?$/u.test(subject);
    const verb = plural.groups?.['are'] === undefined ? '' : 'are ';
    return named ? joinPhrases(`${subject} ${verb}`, slicePhrase(sentence, plural[0].length)) : undefined;
  }
  return /^(?:it|its|this|that|these|those|they|their|there(?!\s+(?:is|are)\b)|here|he|she|we|you|i|your|our|my|such|another|others?|however|but|also|so|then|thus|hence|therefore|additionally|moreover|furthermore)\b/iu.test(
    sentence.text,
  )
    ? undefined
    : sentence;
}
