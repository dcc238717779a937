import type { ConceptEntry, FacetEntry, ValueEntry, ValueKind, Vocabulary } from '../vocabulary.ts';
import { rowsOf } from '../decision.ts';
import type { SockBlock } from '../../vault/index.ts';
import { isErrno } from './compare-values.ts';
import { ConceptIndex } from './concept-index.ts';
import { emptyVocabulary } from './read.ts';
import { keyOf, tokenize } from './token.ts';

/** Words that a facet's name shares with any sentence. */
const small: ReadonlySet<string> = new Set(
  'a an the of on in at by to for and or with without is are not no it its as after before when'.split(' '),
);

/**
 * What the rows of `decides:` add to a vocabulary: facets that it does not know, each of its row's concept. Where all
 * of a facet's values are errors, or all are numbers, its words beside an error or a number claim it.
 */
export function vocabularyOfDecisions(
  blocks: readonly Pick<SockBlock, 'id' | 'decides'>[],
  known: Vocabulary,
): Vocabulary {
  const index = new ConceptIndex(known.concepts);
  const labelled = new Map<string, FacetEntry[]>();
  for (const facet of known.facets)
    for (const key of new Set([facet.name, ...facet.aliases].map(keyOf)))
      labelled.set(key, [...(labelled.get(key) ?? []), facet]);
  const isKnown = (concept: string, label: string): boolean =>
    (labelled.get(label) ?? []).some(({ of }) => index.belongs(index.canonical(concept), of));
  const classes = narrowClasses(known);
  const named = new Set(known.concepts.flatMap(({ name, aliases }) => [name, ...aliases].map(keyOf)));
  const rows = rowsOf(blocks).map(({ written: [concept = '', facet = '', value = ''] }) => ({ concept, facet, value }));
  const concepts = new Map<string, ConceptEntry>();
  for (const { concept } of rows)
    if (!named.has(keyOf(concept))) concepts.set(concept, { name: concept, aliases: [], kindOf: [] });
  const groups = new Map<string, { facet: string; of: string; values: string[] }>();
  for (const { concept, facet, value } of rows) {
    if (isKnown(concept, keyOf(facet))) continue;
    const key = `${concept}\n${keyOf(facet)}`;
    const group = groups.get(key) ?? { facet, of: concept, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return {
    ...emptyVocabulary,
    concepts: [...concepts.values()],
    facets: nameApart([...groups.values()].map((group) => facetOf(group, known, classes))),
  };
}

/** Facets of several concepts with one name are told apart by their concepts. */
function nameApart(facets: readonly FacetEntry[]): readonly FacetEntry[] {
  return facets.map((facet) => {
    const isShared = facets.some((other) => other !== facet && other.name === facet.name);
    return isShared ? { ...facet, name: `${facet.name} (${facet.of.join(', ')})` } : facet;
  });
}

interface Group {
  readonly facet: string;
  readonly of: string;
  readonly values: readonly string[];
}

function facetOf({ facet, of, values }: Group, known: Vocabulary, classes: Classes): FacetEntry {
  const kind = kindOf(values);
  const words = contentWords(facet);
  const isMeasured = kind !== 'one of';
  return {
    name: keyOf(facet),
    aliases: [facet],
    of: [of],
    kind,
    exclusive: isMeasured,
    isComplete: false,
    isEquated: false,
    phrases: isMeasured && words.length > 1 ? [phraseOf(words, classes)] : [],
    values: isMeasured ? [] : valuesOf(words, [...new Set(values)], known, classes),
  };
}

/** The decided values, and of each its contrary, where the vocabulary has one for a word of it. */
function valuesOf(
  facet: readonly string[],
  values: readonly string[],
  known: Vocabulary,
  classes: Classes,
): readonly ValueEntry[] {
  const decided = values.map((value): ValueEntry => {
    const words = contentWords(value);
    const all = [...new Set([...facet, ...words])];
    return {
      name: keyOf(value),
      aliases: [value],
      // Of few words that would say too little.
      phrases: all.length >= 3 && words.length > 0 ? [phraseOf(all, classes)] : [],
      opposites: contrariesOf(value, known).map(keyOf),
      implies: [],
      isPossibility: false,
    };
  });
  const contraries = decided.flatMap(({ aliases: [value = ''], name }) =>
    contrariesOf(value, known).map((contrary): ValueEntry => ({
      name: keyOf(contrary),
      aliases: [contrary],
      phrases: [],
      opposites: [name],
      implies: [],
      isPossibility: false,
    })),
  );
  const names = new Set(decided.map(({ name }) => name));
  return [...decided, ...contraries.filter(({ name }) => !names.has(name))];
}

/** "the oldest first" of "the newest first", by the vocabulary's pairs of opposite words. */
function contrariesOf(value: string, { antonyms }: Vocabulary): readonly string[] {
  return antonyms.flatMap(([one, other]) =>
    [
      [one, other],
      [other, one],
    ].flatMap(([from = '', to = '']) => {
      // An answer is one only as a whole: "no" in "carries no data" is none.
      if (answers.has(from) && value.toLowerCase() !== from) return [];
      const pattern = new RegExp(`(?<![\\p{L}-])${from}(?![\\p{L}-])`, 'iu');
      return pattern.test(value) && !new RegExp(`(?:not|no) ${from}`, 'iu').test(value)
        ? [value.replace(pattern, to)]
        : [];
    }),
  );
}

const answers: ReadonlySet<string> = new Set(['yes', 'no', 'none', 'some']);

function kindOf(values: readonly string[]): ValueKind {
  if (values.every((value) => errorIn(value) !== undefined)) return 'errno';
  if (values.every((value) => /^\d[\d,.]*(?:\s\p{L}+)?$/u.test(value))) return 'number';
  return 'one of';
}

/** A value that is an error, perhaps with a word or two around it: "refused with EINVAL". */
function errorIn(value: string): string | undefined {
  const errors = value.split(/[\s,;]+/u).filter(isErrno);
  return errors.length === 1 && value.split(/\s+/u).length <= 4 ? errors[0] : undefined;
}

/** The narrow class of a word, by its key. */
type Classes = ReadonlyMap<string, string>;

function narrowClasses({ words }: Vocabulary): Classes {
  const classes = new Map<string, string>();
  for (const [name, list] of words)
    if (list.length <= widestClass) for (const key of list.map(keyOf)) if (!classes.has(key)) classes.set(key, name);
  return classes;
}

/** All the words in one clause; each may be another of its class, if the class is a narrow one. */
function phraseOf(words: readonly string[], classes: Classes): string {
  return words
    .map((word) => {
      const name = classes.get(keyOf(word));
      return name === undefined ? word : `<${name}>`;
    })
    .join(' + ');
}

/** A class with more words says less than the word itself. */
const widestClass = 10;

function contentWords(text: string): readonly string[] {
  const words = tokenize(text).flatMap(({ isWord, stem, text: word }) => (isWord && !small.has(stem) ? [word] : []));
  return [...new Set(words)];
}
