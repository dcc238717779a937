import { headOf, namesConcept, type Reader } from './anchor.ts';
import { joinPhrases, type Phrase, plainPhrase, slicePhrase, textPhrase, trimPhrase } from './phrase.ts';
import { countWords, lowerStart, upperStart } from './wording.ts';

const hasVerb =
  /\b(?:is|are|was|were|must|can|cannot|could|may|might|has|have|had|does|do|did|needs?|will|would|should|gets?|makes?|takes?|becomes?|fails?|works?|\p{L}{3,}(?:ed|ates|izes|ises|ends|urns|ows|ains|ives|eeps))\b/iu;

/** The first comma that stands outside quotation marks and parentheses, with a space behind it. */
function topComma(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (/["“”]/u.test(character)) quoted = character === '“' || (character === '"' && !quoted);
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === ',' && depth === 0 && !quoted && text.charAt(index + 1) === ' ') return index;
  }
  return -1;
}

/** "… by the following 5-tuple: (a, b, c)": the members are the gaps. */
export const readEnumeration: Reader = ({ text, ...rest }) => {
  const sentence: Phrase = { text, ...rest };
  const match = /(?:\bfollowing\b[^:()]{0,40}|\btuple\b[^:()]{0,20}):?\s*\(([^()]{5,120})\)$/u.exec(text);
  const members = match?.[1]?.split(/\s*,\s*/u) ?? [];
  if (
    match?.[1] === undefined ||
    members.length < 2 ||
    members.length > 6 ||
    members.some((member) => countWords(member) > 4)
  )
    return undefined;
  let offset = match.index + match[0].lastIndexOf('(') + 1;
  const parts: Phrase[] = [slicePhrase(sentence, 0, offset)];
  for (const [index, member] of members.entries()) {
    const at = text.indexOf(member, offset);
    if (index > 0) parts.push(textPhrase(text.slice(offset, at)));
    parts.push(slicePhrase(sentence, at, at + member.length));
    offset = at + member.length;
  }
  parts.push(slicePhrase(sentence, offset));
  return { facet: 'members', question: { kind: 'gaps', parts } };
};

/** "If A, B." asks what happens; a subject must anchor it, in the sentence or before it. */
export const readCondition: Reader = (sentence, setting) => {
  const comma = topComma(sentence.text);
  const head = headOf(setting, sentence);
  if (head === undefined || comma < 8 || comma > 95 || !/^(?:if|when|once|after|unless)\s/iu.test(sentence.text))
    return undefined;
  const condition = slicePhrase(sentence, 0, comma);
  const result = trimPhrase(slicePhrase(sentence, comma + 1));
  const body = /^then\s+/iu.exec(result.text);
  const said = /\s+[−–—-]\s+["“].*$/u.exec(result.text);
  const back = trimPhrase(slicePhrase(result, body?.[0].length ?? 0, said?.index ?? result.text.length));
  if (
    /\b(?:you may|we may|see|note that)\b|^(?:so|and|but|or|which|who|as|with|without|in|on|at|by|for|to|from|of|even|not|only)\b/iu.test(
      back.text,
    ) ||
    countWords(back.text) < 2
  )
    return undefined;
  const front = joinPhrases(
    head,
    head.text === '' ? 'What happens ' : 'what happens ',
    lowerStart(condition, setting.words),
    '?',
  );
  return {
    facet: `happens ${condition.text}`,
    question: { kind: 'asked', front, back: { kind: 'phrase', phrase: back } },
  };
};

/** "Since A, B." and "B because A." ask why B. */
export const readReason: Reader = (sentence, setting) => {
  const head = headOf(setting, sentence);
  const comma = topComma(sentence.text);
  const ahead = /^(?:since|because|as)\s+/iu.exec(sentence.text);
  const behind = /,?\s+because\s+(?!of\b)/iu.exec(sentence.text);
  let fact: Phrase;
  let reason: Phrase;
  if (ahead !== null && comma > 12 && !sentence.text.trimEnd().endsWith(':')) {
    reason = trimPhrase(slicePhrase(sentence, ahead[0].length, comma));
    fact = trimPhrase(slicePhrase(sentence, comma + 1));
  } else if (ahead === null && behind !== null) {
    fact = trimPhrase(slicePhrase(sentence, 0, behind.index));
    reason = trimPhrase(slicePhrase(sentence, behind.index + behind[0].length));
  } else return undefined;
  if (head === undefined || fact.text.length < 10 || fact.text.length > 110 || reason.text.length < 8) return undefined;
  if (/^(?:it|this|that|they|we|you)\b/iu.test(reason.text) || !hasVerb.test(fact.text)) return undefined;
  const front = joinPhrases(head, head.text === '' ? upperStart(fact) : lowerStart(fact, setting.words), '. Why?');
  return { facet: `why ${fact.text}`, question: { kind: 'asked', front, back: { kind: 'phrase', phrase: reason } } };
};

/** "X is similar to Y, except that Z" asks how they differ. */
export const readDifference: Reader = (sentence, setting) => {
  const match =
    /^(.{3,50}?) (is|are) (?:similar to|like|the same as) ((?:an?|the)? ?[^,]{2,40}?),? (?:but|except(?: that)?|with the (?:exception|difference) (?:that|of)) (.{6,})$/iu.exec(
      sentence.text,
    );
  if (match === null) return undefined;
  const [, thing = '', verb = 'is', other = '', value = ''] = match;
  const subject = plainPhrase(slicePhrase(sentence, 0, thing.length));
  if (!namesConcept(subject, setting)) return undefined;
  const front = joinPhrases(
    `How ${verb === 'are' ? 'do' : 'does'} `,
    lowerStart(subject, setting.words),
    ` differ from ${other}?`,
  );
  return {
    concept: thing,
    facet: `differs from ${other}`,
    question: {
      kind: 'asked',
      front,
      back: { kind: 'phrase', phrase: trimPhrase(slicePhrase(sentence, sentence.text.length - value.length)) },
    },
  };
};

/** "To do A, the portable method is to do B." */
export const readMethod: Reader = (sentence, setting) => {
  const match = /^((?:for [^,]{3,40}, )?to [^,]{4,60}, )(the (?:[\p{L}-]+ ){0,3}[\p{L}-]+) (is|are) (.{6,})$/iu.exec(
    sentence.text,
  );
  const head = headOf(setting, sentence);
  if (match === null || head === undefined) return undefined;
  const [, aim = '', thing = '', verb = 'is', value = ''] = match;
  const front = joinPhrases(
    head,
    lowerStart(slicePhrase(sentence, 0, aim.length), setting.words),
    `what ${verb} `,
    slicePhrase(sentence, aim.length, aim.length + thing.length),
    '?',
  );
  return {
    facet: aim,
    question: {
      kind: 'asked',
      front,
      back: { kind: 'phrase', phrase: trimPhrase(slicePhrase(sentence, sentence.text.length - value.length)) },
    },
  };
};
