import { headOf, namesConcept, type Reader } from './anchor.ts';
import { joinPhrases, plainPhrase, slicePhrase, textPhrase, trimPhrase } from './phrase.ts';
import { countWords, lowerStart } from './wording.ts';

/** Verbs whose object answers "what does X …?". The third person's ending is taken off by `baseOf`. */
const verbs =
  'use utilize utilise employ create provide allow require return preserve identify determine select specify store contain carry send receive need support describe represent form assign attach mark establish remove copy discard guarantee promise offer combine share separate connect expect hold keep produce deliver report request'.split(
    ' ',
  );

const verbPattern = new RegExp(
  `^(.{2,60}?)\\s+(${verbs.map((verb) => `${verb.replace(/e$/, 'e?')}(?:e?s)?`).join('|')})\\s+(.{4,})$`,
  'iu',
);

/** "X creates Y" asks what X creates, where X is a call, a name, or what the section is about. */
export const readAction: Reader = (sentence, setting) => {
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
export const readNegation: Reader = (sentence, setting) => {
  const match =
    /^(.{3,50}?)\s+(do|does)(?: not|n[’']t)\s+(have|need|require|preserve|guarantee|provide|keep|use)\s+(.{3,60})$/iu.exec(
      sentence.text,
    );
  const head = headOf(setting, sentence);
  if (match?.[1] === undefined || match[4] === undefined || head === undefined) return undefined;
  const subject = trimPhrase(slicePhrase(sentence, 0, match[1].length));
  if (countWords(subject.text) > 5 || /:|\b(?:is|are|was|were)\b/u.test(subject.text)) return undefined;
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

/** "There are also X, which can only be used to do Y." */
export const readOnlyUse: Reader = (sentence) => {
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
export const readPurposeOf: Reader = (sentence, setting) => {
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

function baseOf(verb: string): string {
  const lower = verb.toLowerCase();
  return verbs.find((base) => lower === base || lower === `${base}s` || lower === `${base}es`) ?? lower;
}
