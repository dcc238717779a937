import type { Fact } from './fact.ts';
import { isGenericName } from './naming.ts';
import type { Unit } from './outline.ts';
import { joinPhrases, type Phrase, plainPhrase, slicePhrase, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { countWords, lowerStart } from './wording.ts';

const vague =
  /^(?:it|this|that|these|those|they|there|here|one|another|each|neither|either|none|nothing|nobody|some|many|most|few|both|all|any|every|such|only|nor|not|what follows|which|what|who|he|she|we|you|i|(?:the|an?) (?:idea|reason|point|goal|problem|first|second|third|last|next|other|same|following|result|only|key|main|difference|advantage|disadvantage|example|rest|latter|former|thing|way|answer|question|network|system|program))\b/iu;
const singular = /^((?:(?:an?|the)\s+)?[^,;:.!?]{2,60}?)\s+is\s+((?:an?|the|one)\s+.{6,})$/iu;
const plural =
  /^((?:the\s+)?[^,;:.!?]{3,50}?)\s+are\s+((?:[\p{L}-]+\s+){0,3}?[\p{L}-]+s\s+(?:that|which|for|used|of|with|between|in|to)\b.{4,})$/iu;
const called =
  /^((?:an?|the)\s+[^,;:.!?]{4,60}?)\s+(?:is|are)\s+(?:called|known as|named)\s+(?:an?\s+|the\s+)?(.{2,60})$/iu;
const superlative = /^(the (?:most|least|best|first|only|largest|smallest) [^,;:.!?]{4,60}?)\s+(is|are)\s+(.{3,})$/iu;

/** "A socket is one endpoint of …": a definition, where the subject is a name and not "it" or "this". */
export function readDefinition(
  sentence: Phrase,
  unit: Extract<Unit, { kind: 'item' | 'paragraph' }>,
  path: string,
): Fact | undefined {
  const body = trimPhrase(sentence);
  const named = called.exec(body.text);
  if (named !== null && !vague.test(body.text)) {
    const subject = slicePhrase(body, 0, (named[1] ?? '').length);
    return asked(
      unit,
      path,
      subject,
      joinPhrases(
        'What ',
        verbOf(body, subject),
        ' ',
        lowerStart(plainPhrase(subject), unit.setting.words),
        ' called?',
      ),
      tailOf(body, named[2] ?? ''),
      'name',
    );
  }
  const most = superlative.exec(body.text);
  if (most !== null) {
    const subject = slicePhrase(body, 0, (most[1] ?? '').length);
    const value = trimPhrase(slicePhrase(body, body.text.length - (most[3] ?? '').length));
    const first = /^(.{3,}?),\s+(?:where|which|that|with|and|but)\b/u.exec(value.text);
    return asked(
      unit,
      path,
      subject,
      joinPhrases(`What ${most[2] ?? 'is'} `, lowerStart(plainPhrase(subject), unit.setting.words), '?'),
      first === null ? value : slicePhrase(value, 0, (first[1] ?? '').length),
      'definition',
    );
  }
  const match = singular.exec(body.text) ?? plural.exec(body.text);
  if (match === null || vague.test(body.text)) return undefined;
  const subject = slicePhrase(body, 0, (match[1] ?? '').length);
  const bare = subject.text.replace(/^(?:an?|the)\s+/iu, '');
  if (
    countWords(bare) > 5 ||
    isGenericName(bare) ||
    /\b(?:not|also|often|usually|only|there|if|when|because|since|while|that|which)\b/iu.test(bare)
  )
    return undefined;
  if (/^(?:an?|the|one)\s+(?:lot|bit|few|good|bad|great|must|way to|reason|problem|same|case)\b/iu.test(match[2] ?? ''))
    return undefined;
  return asked(
    unit,
    path,
    subject,
    joinPhrases('What ', verbOf(body, subject), ' ', lowerStart(plainPhrase(subject), unit.setting.words), '?'),
    tailOf(body, match[2] ?? ''),
    'definition',
  );
}

function verbOf(body: Phrase, subject: Phrase): string {
  return /^\s*are\b/iu.test(body.text.slice(subject.text.length)) ? 'are' : 'is';
}

function tailOf(body: Phrase, tail: string): Phrase {
  return trimPhrase(slicePhrase(body, body.text.length - tail.length));
}

function asked(
  unit: Extract<Unit, { kind: 'item' | 'paragraph' }>,
  path: string,
  subject: Phrase,
  front: Phrase,
  back: Phrase,
  facet: string,
): Fact {
  return {
    rule: 'definition',
    place: placeOf(unit.node, path),
    setting: unit.setting,
    concept: subject.text.replace(/^(?:an?|the)\s+/iu, ''),
    facet,
    question: { kind: 'asked', front, back: { kind: 'phrase', phrase: back } },
    specificity: 3,
  };
}
