import type { ConceptEntry, FacetEntry, ValueKind, Vocabulary } from '../vocabulary.ts';
import { rowsOf } from '../decision.ts';
import type { SockBlock } from '../../vault/index.ts';
import { isErrno } from './compare-values.ts';
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
  const labels = new Set(known.facets.flatMap(({ name, aliases }) => [name, ...aliases].map(keyOf)));
  const named = new Set(known.concepts.flatMap(({ name, aliases }) => [name, ...aliases].map(keyOf)));
  const rows = rowsOf(blocks).map(({ written: [concept = '', facet = '', value = ''] }) => ({ concept, facet, value }));
  const concepts = new Map<string, ConceptEntry>();
  for (const { concept } of rows)
    if (!named.has(keyOf(concept))) concepts.set(concept, { name: concept, aliases: [], kindOf: [] });
  const groups = new Map<string, { facet: string; of: string; values: string[] }>();
  for (const { concept, facet, value } of rows) {
    if (labels.has(keyOf(facet))) continue;
    const key = `${concept}\n${keyOf(facet)}`;
    const group = groups.get(key) ?? { facet, of: concept, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return { ...emptyVocabulary, concepts: [...concepts.values()], facets: nameApart([...groups.values()].map(facetOf)) };
}

/** Facets of several concepts with one name are told apart by their concepts. */
function nameApart(facets: readonly FacetEntry[]): readonly FacetEntry[] {
  return facets.map((facet) => {
    const isShared = facets.some((other) => other !== facet && other.name === facet.name);
    return isShared ? { ...facet, name: `${facet.name} (${facet.of.join(', ')})` } : facet;
  });
}

function facetOf({ facet, of, values }: { facet: string; of: string; values: readonly string[] }): FacetEntry {
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
    phrases: isMeasured && words.length > 1 ? [words.join(' + ')] : [],
    values: isMeasured
      ? []
      : [...new Set(values)].map((value) => ({
          name: keyOf(value),
          aliases: [value],
          phrases: phraseOf(words, contentWords(value)),
          opposites: [],
          implies: [],
          isPossibility: false,
        })),
  };
}

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

/** Facet and value are claimed by a clause that holds all their words; of few words that would say too little. */
function phraseOf(facet: readonly string[], value: readonly string[]): readonly string[] {
  const words = [...new Set([...facet, ...value])];
  return words.length >= 3 && value.length > 0 ? [words.join(' + ')] : [];
}

function contentWords(text: string): readonly string[] {
  const words = tokenize(text).flatMap(({ isWord, stem, text: word }) => (isWord && !small.has(stem) ? [word] : []));
  return [...new Set(words)];
}
