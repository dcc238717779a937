import type { Fact, Question } from './fact.ts';
import type { Setting, Unit } from './outline.ts';
import { joinPhrases, type Phrase, plainPhrase, slicePhrase, textPhrase, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { countWords, lowerStart, upperStart } from './wording.ts';

/** Verbs whose object answers "what does X …?". The third person's ending is taken off by `baseOf`. */
const verbs =
  'use utilize utilise employ create provide allow require return preserve identify determine select specify store contain carry send receive need support describe represent form assign attach mark establish remove copy discard guarantee promise offer combine separate connect expect hold keep produce deliver report request'.split(
    ' ',
  );

interface Asked {
  readonly facet: string;
  readonly question: Question;
  readonly concept?: string;
}

const hasVerb =
  /\b(?:is|are|was|were|must|can|cannot|could|may|might|has|have|had|does|do|did|needs?|will|would|should|gets?|makes?|takes?|becomes?|fails?|works?|\p{L}{3,}(?:ed|ates|izes|ises|ends|urns|ows|ains|ives|eeps))\b/iu;

type Reader = (sentence: Phrase, setting: Setting) => Asked | undefined;

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
const readEnumeration: Reader = ({ text, ...rest }) => {
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
const readCondition: Reader = (sentence, setting) => {
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
const readReason: Reader = (sentence, setting) => {
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
const readDifference: Reader = (sentence, setting) => {
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
const readMethod: Reader = (sentence, setting) => {
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

/** "There are also X, which can only be used to do Y." */
const readOnlyUse: Reader = (sentence) => {
  const match =
    /^(?:there (?:is|are) (?:also )?)?([^,]{4,50}?),? (?:which )?can only be used (to|for|in|by|with) (.{6,})$/iu.exec(
      sentence.text,
    );
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined) return undefined;
  const subject = match[1].replace(/^(?:an?|the)\s+/iu, '');
  const value = slicePhrase(sentence, sentence.text.length - match[3].length - match[2].length - 1);
  return {
    concept: subject,
    facet: 'only use',
    question: {
      kind: 'asked',
      front: textPhrase(`What can ${subject} only be used for?`),
      back: { kind: 'phrase', phrase: trimPhrase(value) },
    },
  };
};

/** "`X` can be used with Y so that Z" asks what for. */
const readPurposeOf: Reader = (sentence, setting) => {
  const match = /^([^,]{3,40}? (?:can|may|must) be used[^,]{0,40}?) so that ([^,]{6,100})(?:,.*)?$/iu.exec(
    sentence.text,
  );
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const first = trimPhrase(slicePhrase(sentence, 0, match[1].length));
  if (!namesConcept(first, setting)) return undefined;
  const at = match[1].length + ' so that '.length;
  return {
    facet: 'purpose',
    question: {
      kind: 'asked',
      front: joinPhrases(first, '. What for?'),
      back: { kind: 'phrase', phrase: trimPhrase(slicePhrase(sentence, at, at + match[2].length)) },
    },
  };
};

const verbPattern = new RegExp(
  `^(.{2,60}?)\\s+(${verbs.map((verb) => `${verb.replace(/e$/, 'e?')}(?:e?s)?`).join('|')})\\s+(.{4,})$`,
  'iu',
);

/** "X creates Y" asks what X creates, where X is a call, a name, or what the section is about. */
const readAction: Reader = (sentence, setting) => {
  const match = verbPattern.exec(sentence.text);
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined) return undefined;
  const subject = trimPhrase(plainPhrase(slicePhrase(sentence, 0, match[1].length)));
  const third = /s$/iu.test(match[2]);
  if (
    /^(?:on|in|at|by|for|with|without|after|before|when|if|to|from|as|under|over|of|between|until|since|only|even)\b/iu.test(
      subject.text,
    )
  )
    return undefined;
  if (countWords(subject.text) > 6 || subject.text.includes(',') || !namesConcept(subject, setting)) return undefined;
  if (/\b(?:to|not|can|could|may|must|should|will|would|that|which|is|are|and|or|of|do|does)$/iu.test(subject.text))
    return undefined;
  if (third === /s$/iu.test(subject.text.replace(/\([^)]*\)/gu, '').trim()) && !/^[a-z_.]+\(\)/u.test(subject.text))
    return undefined;
  const base = baseOf(match[2]);
  const rest = slicePhrase(sentence, sentence.text.length - match[3].length);
  const task = /^(?:use|utili[sz]e|employ)$/u.test(base)
    ? /\s+(for\s+[^,:]{4,70})$/u.exec(rest.text.replace(/[\s.:]+$/u, ''))
    : null;
  const whole = trimPhrase(task === null ? rest : slicePhrase(rest, 0, task.index));
  const second = whole.text.indexOf('; ');
  const object = second < 0 ? whole : slicePhrase(whole, 0, second);
  const about =
    task === null
      ? textPhrase('')
      : joinPhrases(' ', slicePhrase(rest, task.index + 1, task.index + 1 + (task[1] ?? '').length));
  if (/^(?:to|it|them|this|that|of|and|or|up|out|off|back|away|on|in|at|by|for|from|with|so)\b/iu.test(object.text))
    return undefined;
  const front = joinPhrases(
    `What ${third ? 'does' : 'do'} `,
    lowerStart(subject, setting.words),
    ` ${base}`,
    plainPhrase(about),
    '?',
  );
  return {
    concept: subject.text,
    facet: `${base}${about.text}`,
    question: { kind: 'asked', front, back: { kind: 'phrase', phrase: object } },
  };
};

/** "Records do not have any boundaries": what not? */
const readNegation: Reader = (sentence, setting) => {
  const match =
    /^(.{3,50}?)\s+(do|does)(?: not|n[’']t)\s+(have|need|require|preserve|guarantee|provide|keep|use)\s+(.{3,60})$/iu.exec(
      sentence.text,
    );
  const head = headOf(setting, sentence);
  if (match?.[1] === undefined || match[4] === undefined || head === undefined) return undefined;
  const subject = trimPhrase(slicePhrase(sentence, 0, match[1].length));
  if (countWords(subject.text) > 5) return undefined;
  const object = trimPhrase(slicePhrase(sentence, sentence.text.length - match[4].length));
  const front = joinPhrases(
    head,
    `what ${match[2] ?? 'do'} `,
    lowerStart(plainPhrase(subject), setting.words),
    ` not ${match[3] ?? 'have'}?`,
  );
  return {
    facet: `not ${match[3] ?? ''}`,
    question: { kind: 'asked', front, back: { kind: 'phrase', phrase: object } },
  };
};

/** What goes in front so that the question names its concept: nothing where the sentence does, else the section's. */
function headOf({ subject, subjectFrom }: Setting, sentence: Phrase): Phrase | undefined {
  if (subject === undefined) return undefined;
  const core = subject
    .toLowerCase()
    .replace(/\s*\(.*\)$/u, '')
    .replace(/s$/u, '');
  if (sentence.text.toLowerCase().includes(core)) return textPhrase('');
  return subjectFrom === 'title' && subject.split(' ').length > 5 ? undefined : textPhrase(`${subject}: `);
}

/** A call, a constant, an acronym, a link, a proper name, or the section's own concept; never just "the server". */
function namesConcept(subject: Phrase, setting: Setting): boolean {
  if (subject.nodes.some(({ type }) => type === 'inlineCode' || type === 'wikiLink' || type === 'link')) return true;
  const bare = subject.text.replace(/^(?:an?|the|all|every|each|some|most|both)\s+/iu, '');
  const own = (setting.subject ?? '').toLowerCase().replace(/\s*\(.*\)$/u, '');
  if (own !== '' && (bare.toLowerCase() === own || own.replace(/s$/u, '') === bare.toLowerCase().replace(/s$/u, '')))
    return true;
  return /(?:^|\s)(?:[A-Z]{2,}[\w]*|[A-Z][a-z]+[A-Z]\w*|[A-Za-z_]+\(\)|\p{Lu}\p{Ll}+[’']s)(?:\s|$)/u.test(bare);
}

function baseOf(verb: string): string {
  const lower = verb.toLowerCase();
  return verbs.find((base) => lower === base || lower === `${base}s` || lower === `${base}es`) ?? lower;
}
