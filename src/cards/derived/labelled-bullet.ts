import type { Fact, Findings } from './fact.ts';
import { isExampleName, isGenericName, stripDecoration } from './naming.ts';
import type { Setting, Unit } from './outline.ts';
import {
  joinPhrases,
  type Phrase,
  plainPhrase,
  slicePhrase,
  splitSentences,
  textPhrase,
  trimPhrase,
} from './phrase.ts';
import { placeOf } from './place.ts';
import { readSentence } from './sentence.ts';
import { countWords, isIndex, isQuality, lowerStart, lowerTitle, splitLabel } from './wording.ts';

const none: Findings = { facts: [], refusals: [] };

interface Labelled {
  readonly label: Phrase;
  readonly value: Phrase;
}

/** "**Reliable:** guarantees delivery", "`recv`: reads", "UDP for calls: …", "is reliable, i.e. …" under a concept. */
export function readLabelled(unit: Extract<Unit, { kind: 'item' | 'paragraph' }>, path: string): Findings | undefined {
  const labelled = splitItem(unit.phrase);
  if (labelled === undefined) return undefined;
  if (unit.kind === 'paragraph' && !isMarked(labelled.label)) return undefined;
  const label = stripDecoration(trimPhrase(plainPhrase(labelled.label)).text);
  const place = placeOf(unit.node, path);
  const refuse = (reason: string): Findings => ({ facts: [], refusals: [{ place, rule: 'labelled-bullet', reason }] });
  if (label === '' || countWords(label) > 7) return undefined;
  if (/["“”]/u.test(unit.phrase.text.slice(0, label.length + 3)) || /^(?:an?|the) (?:\S+ ){3,}/iu.test(label))
    return undefined;
  if (isExampleName(label)) return refuse('an example is no fact of its own');
  if (
    /^(?:see|ask|read|try|run|watch|compare|cf)\b/iu.test(label) &&
    labelled.value.nodes.every(
      (node) => (node.type === 'text' && node.value.trim() === '') || node.type === 'wikiLink' || node.type === 'link',
    )
  )
    return refuse('it only points elsewhere');
  if (isGenericName(label)) return refuse(`“${label}” does not say what it is about`);
  const [first, ...rest] = splitSentences(labelled.value);
  if (first === undefined || (unit.leads && countWords(labelled.value.text) < 2)) return none;
  const value = trimPhrase(first);
  const extra = trimPhrase(joinPhrases(...rest));
  const sentence = namesThing(labelled.label) ? readReasonOf(labelled.label, value, unit, path) : undefined;
  if (sentence !== undefined) return { facts: [sentence], refusals: [] };
  if (isIndex(value)) return refuse('a list of links is an index, not a fact');
  const question = askLabel(label, labelled.label, value, unit.setting);
  if (question === undefined)
    return refuse(
      unit.setting.subject === undefined
        ? 'no heading names what the label belongs to'
        : 'the words after the colon do not say what the name is or does',
    );
  const fact: Fact = {
    rule: 'labelled-bullet',
    place,
    setting: unit.setting,
    concept: question.concept,
    facet: question.facet,
    question: { kind: 'asked', front: question.front, back: { kind: 'phrase', phrase: question.answer } },
    ...((question.extra ?? extra).text === '' ? {} : { extra: question.extra ?? extra }),
    specificity: 3,
  };
  return { facts: [fact], refusals: [] };
}

interface Asked {
  readonly concept: string;
  readonly facet: string;
  readonly front: Phrase;
  readonly answer: Phrase;
  readonly extra?: Phrase;
}

function askLabel(label: string, raw: Phrase, value: Phrase, setting: Setting): Asked | undefined {
  const { subject } = setting;
  const use = /^(.+?) (for|via|over) (.+)$/u.exec(label);
  if (namesThing(raw)) return askName(trimPhrase(plainPhrase(raw)), value);
  if (subject === undefined)
    return /^an?\s/u.test(value.text) && countWords(label) <= 4 && !isQuality(label)
      ? {
          concept: label,
          facet: 'definition',
          front: textPhrase(`What is meant by “${lowerTitle(label, setting)}”?`),
          answer: value,
        }
      : undefined;
  if (use !== null) {
    const [, a = '', preposition, b = ''] = use;
    const [tool, task] = preposition === 'for' ? [a, b] : [b, a];
    if (/^[\p{Lu}\d_]{2,}$/u.test(tool))
      return {
        concept: subject,
        facet: task,
        front: textPhrase(`${subject}: what is used for ${lowerTitle(task, setting)}?`),
        answer: textPhrase(tool),
        extra: value,
      };
  }
  const named = lowerTitle(label, setting);
  const front = isQuality(label) ? `${subject}: what does “${named}” mean here?` : `${subject}: ${named}?`;
  return { concept: subject, facet: label, front: textPhrase(front), answer: value };
}

/** In running text only what is set off (bold, code, a link) is a label; elsewhere a colon just goes on. */
function isMarked({ nodes }: Phrase): boolean {
  return nodes.every((node) => node.type !== 'text' || !/[\p{L}\p{N}]/u.test(node.value));
}

/** A label that is a name of its own: a call, a constant, a linked note, with a word or two around it. */
function namesThing(label: Phrase): boolean {
  const bare = label.text.replace(/\([^)]*\)/gu, ' ');
  return label.nodes.some(({ type }) => type === 'inlineCode' || type === 'wikiLink') && countWords(bare) <= 4;
}

/** What a named thing is, does, or is marked by, whichever the words after the colon say. */
function askName(name: Phrase, value: Phrase): Asked | undefined {
  const first = value.text.toLowerCase().split(/\s+/u)[0] ?? '';
  const concept = name.text;
  if (/^(?:an?|the|one|any)$/u.test(first))
    return { concept, facet: 'definition', front: joinPhrases('What is ', name, '?'), answer: value };
  if (
    /^(?:is|are|has|have|does|can|cannot|may|must|needs?|no|not|only|like|using|reliable|un\p{L}+|connection.*)$/u.test(
      first,
    )
  )
    return { concept, facet: 'characteristic', front: joinPhrases(name, ': characteristics?'), answer: value };
  if (/[^s]s$/u.test(first) && name.text.includes('()'))
    return { concept, facet: 'action', front: joinPhrases('What does ', name, ' do?'), answer: value };
  return name.text.includes('()')
    ? undefined
    : { concept, facet: 'characteristic', front: joinPhrases(name, ': meaning?'), answer: value };
}

/** At a colon, or at "i.e." after "is …" or "has …"; "LABEL (to do something)" is asked the other way round. */
function splitItem(phrase: Phrase): Labelled | undefined {
  const sentence = splitSentences(phrase)[0];
  const explained =
    sentence === undefined ? null : /^(?:is|are)\s+(.{3,40}?),?\s+i\.\s?e\.?,?\s+/iu.exec(sentence.text);
  if (sentence !== undefined && explained !== null) {
    const label = explained[1] ?? '';
    const from = sentence.text.toLowerCase().indexOf(label.toLowerCase());
    return {
      label: slicePhrase(sentence, from, from + label.length),
      value: trimPhrase(slicePhrase(phrase, explained[0].length)),
    };
  }
  const split = splitLabel(phrase);
  if (split === undefined) return undefined;
  const verb = /^(?:has|have|is|are|with)\s+(?:an?\s+|the\s+)?/iu.exec(split.label.text);
  const label = verb === null ? split.label : slicePhrase(split.label, verb[0].length);
  const sentenceLike = /\b(?:is|are|was|were|we|you|must|should|can|will)\b/iu.test(label.text);
  return sentenceLike ? undefined : { label, value: split.value };
}

/** "**Sequence numbers** (to reorder late packets)": what is used to do it? */
export function readPurpose(unit: Extract<Unit, { kind: 'item' }>, path: string): Findings | undefined {
  const { subject } = unit.setting;
  const match = /^(.{3,50}?)\s+\((to [^()]{6,80})\)[.;]?\s*$/u.exec(unit.phrase.text);
  if (match?.[1] === undefined || match[2] === undefined || subject === undefined) return undefined;
  const tool = trimPhrase(plainPhrase(slicePhrase(unit.phrase, 0, match[1].length)));
  if (countWords(tool.text) > 6) return undefined;
  const from = unit.phrase.text.indexOf(match[2]);
  const purpose = trimPhrase(plainPhrase(slicePhrase(unit.phrase, from, from + match[2].length)));
  return {
    facts: [
      {
        rule: 'labelled-bullet',
        place: placeOf(unit.node, path),
        setting: unit.setting,
        concept: subject,
        facet: purpose.text,
        question: {
          kind: 'asked',
          front: joinPhrases(`${subject}: what serves `, lowerStart(purpose, unit.setting.words), '?'),
          back: { kind: 'phrase', phrase: tool },
        },
        specificity: 3,
      },
    ],
    refusals: [],
  };
}

/** "`bind()`: since the structure depends on the domain, its length must be given" asks why. */
function readReasonOf(
  label: Phrase,
  value: Phrase,
  unit: Extract<Unit, { kind: 'item' | 'paragraph' }>,
  path: string,
): Fact | undefined {
  if (!/^(?:since|because)\s/iu.test(value.text)) return undefined;
  const named = trimPhrase(plainPhrase(label)).text;
  const { asked, ...around } = unit.setting;
  return readSentence(value, { ...unit, setting: { ...around, subject: named, subjectFrom: 'item' } }, path);
}
