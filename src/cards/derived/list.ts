import type { ListItem } from 'mdast';
import type { Fact, Findings, Refusal } from './fact.ts';
import { isGenericName, stripDecoration } from './naming.ts';
import type { Setting, Unit } from './outline.ts';
import {
  joinPhrases,
  type Phrase,
  phraseOf,
  plainPhrase,
  slicePhrase,
  splitSentences,
  textPhrase,
  trimPhrase,
} from './phrase.ts';
import { placeOf } from './place.ts';
import { isCalls, sequenceFacts } from './sequence.ts';
import { countWords, isIndex, splitLabel, upperStart } from './wording.ts';

const mostMembers = 3;
const ordered =
  /\b(?:steps?|sequence|in (?:this|that|the following|order)|order|first|then|stages?|phases?|procedure|one after the other|life ?cycle)\b/iu;
/** A lead-in that announces its members, so that they are all of them. */
const announces =
  /(?::|\b(?:are|include|includes|determines?|provides?|consists? of|contains?|following|comprises?|at least|supports?|has|have|by|into|of))\s*$/iu;

/**
 * A list under a lead-in: steps in order (only where the lead-in says so, or the items are calls), else the set of at
 * most three things that the lead-in announces.
 */
export function readList(unit: Extract<Unit, { kind: 'list' }>, path: string): Findings {
  const { node, setting } = unit;
  const items = node.children.map(itemPhrase);
  const place = placeOf(node, path);
  const lead = unit.leadIn === undefined ? undefined : lastSentence(unit.leadIn);
  const calls = items.map((item) => trimPhrase(plainPhrase(splitLabel(item)?.label ?? item)));
  const orderSaid = lead !== undefined && ordered.test(lead.text);
  const index = items.every((item) => isIndex(splitLabel(item)?.value ?? item));
  if (!index && node.ordered === true && calls.length > 2 && (orderSaid || calls.every(({ text }) => isCalls(text)))) {
    const who = sequenceName(setting, lead);
    if (who === undefined) return refuse(unit, path, 'sequence', 'no concept names whose steps these are');
    const facts = sequenceFacts({ steps: calls, who, place, setting, rule: 'sequence' });
    return facts.length > 0
      ? { facts, refusals: [] }
      : refuse(unit, path, 'sequence', 'steps too long or too many to learn as one sequence');
  }
  if (index) return refuse(unit, path, 'set', 'a list of links is an index, not a fact');
  if (lead === undefined || !announces.test(lead.text.trim())) return { facts: [], refusals: [] };
  if (node.children.length < 2) return { facts: [], refusals: [] };
  if (node.children.length > mostMembers)
    return refuse(unit, path, 'set', `a list of ${node.children.length} is more than one card can ask for; three are`);
  return readSet(unit, lead, items, path);
}

function readSet(
  unit: Extract<Unit, { kind: 'list' }>,
  lead: Phrase,
  items: readonly Phrase[],
  path: string,
): Findings {
  const members = items.map((item) => trimPhrase(plainPhrase(headOf(item))));
  const question = withSubject(trimPhrase(lead), unit.setting);
  if (question === undefined) return refuse(unit, path, 'set', 'the lead-in does not say what it is about');
  if (members.some(({ text }) => text === '' || countWords(text) > 9))
    return refuse(unit, path, 'set', 'members too long for one answer');
  const fact: Fact = {
    rule: 'set',
    place: placeOf(unit.node, path),
    setting: unit.setting,
    concept: unit.setting.subject ?? question.text,
    facet: question.text,
    question: {
      kind: 'asked',
      front: question.text.endsWith('?')
        ? question
        : joinPhrases(upperStart(question), ` … (${members.length} things)`),
      back: { kind: 'items', items: members },
    },
    specificity: 1,
  };
  return { facts: [fact], refusals: [] };
}

/** The lead-in with what it is about in front; a plural heading may stand for "they", nothing for "it" or "this". */
function withSubject(lead: Phrase, { subject, subjectFrom }: Setting): Phrase | undefined {
  const there = /^there (?:are|is) ((?:two|three|2|3|several|some|many)\b.{3,})$/iu.exec(lead.text);
  if (there?.[1] !== undefined)
    return joinPhrases('What are the ', slicePhrase(lead, lead.text.length - there[1].length), '?');
  const pronoun = /^(?:they|these(?: [a-z]+)?)\s+(?=\p{L})/iu.exec(lead.text);
  if (pronoun !== null) {
    if (subject === undefined || subjectFrom === 'title' || !/s(?:\s*\([^)]*\))?$/u.test(subject)) return undefined;
    return joinPhrases(`${subject} `, slicePhrase(lead, pronoun[0].length));
  }
  if (/^(?:it|this|that|its|their|the following|here|there|we|you|i|for example|e\.g)\b/iu.test(lead.text))
    return undefined;
  if (countWords(lead.text) < 2 || isGenericName(stripDecoration(lead.text))) return undefined;
  const anchored =
    subject !== undefined &&
    lead.text.toLowerCase().includes(
      subject
        .toLowerCase()
        .replace(/\s*\(.*\)$/u, '')
        .slice(0, 12),
    );
  return subject === undefined || anchored ? lead : joinPhrases(`${subject}: `, lead);
}

function sequenceName({ subject, outer }: Setting, lead: Phrase | undefined): string | undefined {
  const named =
    lead === undefined
      ? null
      : /\b(?:an?|the)\s+((?:[\p{L}\p{N}/_-]+\s+){0,3}?[\p{L}\p{N}/_-]+)\s+(?:calls|makes|takes|goes|runs|performs|follows)\b/iu.exec(
          lead.text,
        );
  return named?.[1] ?? subject ?? outer;
}

function lastSentence(phrase: Phrase): Phrase {
  return splitSentences(phrase).at(-1) ?? phrase;
}

function itemPhrase(item: ListItem): Phrase {
  const [first] = item.children;
  return first?.type === 'paragraph' ? phraseOf(first.children) : textPhrase('');
}

/** What an item names: before its colon, else before its parenthesis or first comma clause. */
function headOf(item: Phrase): Phrase {
  const head = splitLabel(item)?.label ?? item;
  const cut = /\s+\(|\s+[–—-]\s+/u.exec(head.text);
  const short = cut === null || countWords(head.text) <= 6 ? head : slicePhrase(head, 0, cut.index);
  return short;
}

function refuse(unit: Extract<Unit, { kind: 'list' }>, path: string, rule: Refusal['rule'], reason: string): Findings {
  return { facts: [], refusals: [{ place: placeOf(unit.node, path), rule, reason }] };
}
