import type { ConceptEntry, FacetEntry, Grammar, ValueEntry, Vocabulary } from '../vocabulary.ts';
import { makeGrammar } from './grammar.ts';
import { nameKey } from './token.ts';

/**
 * One vocabulary out of several, the more important first: entries of one name are joined, and where they disagree the
 * first says. So a user adds words to a facet that ships, or a facet of their own, without copying anything.
 */
export function mergeVocabularies(...vocabularies: readonly Vocabulary[]): Vocabulary {
  const words = new Map<string, readonly string[]>();
  for (const vocabulary of vocabularies)
    for (const [name, list] of vocabulary.words) words.set(name, union(words.get(name) ?? [], list));
  return {
    concepts: joinConceptLists(vocabularies.flatMap(({ concepts }) => concepts)),
    facets: joinByName(
      vocabularies.flatMap(({ facets }) => facets),
      joinFacets,
    ),
    conditions: joinByName(
      vocabularies.flatMap(({ conditions }) => conditions),
      (first, second) => ({
        ...first,
        aliases: union(first.aliases, second.aliases),
        phrases: union(first.phrases, second.phrases),
        narrowsTo: union(first.narrowsTo, second.narrowsTo),
      }),
    ),
    notEmpirical: vocabularies.flatMap(({ notEmpirical }) => notEmpirical),
    words,
    antonyms: vocabularies.flatMap(({ antonyms }) => antonyms),
    grammar: vocabularies.map(({ grammar }) => grammar).reduce(joinGrammars),
  };
}

/** Two entries are one concept where one's name is the other's name or alias: a user's note may be called by an alias. */
function joinConceptLists(concepts: readonly ConceptEntry[]): readonly ConceptEntry[] {
  const joined: ConceptEntry[] = [];
  const byName = new Map<string, number>();
  const byAlias = new Map<string, number>();
  for (const concept of concepts) {
    const [name, ...aliases] = [concept.name, ...concept.aliases].map(nameKey);
    const known = [byName.get(name ?? ''), byAlias.get(name ?? ''), ...aliases.map((key) => byName.get(key))];
    const at = known.find((index) => index !== undefined) ?? joined.length;
    const first = joined[at];
    const entry =
      first === undefined ? concept : joinConcepts(first, { ...concept, aliases: [concept.name, ...concept.aliases] });
    joined[at] = entry;
    for (const [map, keys] of [
      [byName, [nameKey(entry.name), ...(first === undefined ? [] : [name ?? ''])]],
      [byAlias, entry.aliases.map(nameKey)],
    ] as const)
      for (const key of keys) if (!map.has(key)) map.set(key, at);
  }
  return joined;
}

function joinConcepts(first: ConceptEntry, second: ConceptEntry): ConceptEntry {
  return {
    ...first,
    aliases: union(first.aliases, second.aliases),
    kindOf: first.kindOf.length > 0 ? first.kindOf : second.kindOf,
  };
}

function joinFacets(first: FacetEntry, second: FacetEntry): FacetEntry {
  return {
    ...second,
    ...first,
    kind: first.values.length === 0 && first.kind === 'one of' ? second.kind : first.kind,
    isComplete: first.isComplete || second.isComplete,
    isEquated: first.isEquated || second.isEquated,
    exclusive: first.exclusive || second.exclusive,
    aliases: union(first.aliases, second.aliases),
    of: first.of.length > 0 ? first.of : second.of,
    phrases: union(first.phrases, second.phrases),
    values: joinByName([...first.values, ...second.values], joinValues),
  };
}

function joinValues(first: ValueEntry, second: ValueEntry): ValueEntry {
  return {
    ...second,
    ...first,
    aliases: union(first.aliases, second.aliases),
    phrases: union(first.phrases, second.phrases),
    opposites: union(first.opposites, second.opposites),
    isPossibility: first.isPossibility || second.isPossibility,
    implies: union(first.implies, second.implies),
  };
}

function joinGrammars(first: Grammar, second: Grammar): Grammar {
  return makeGrammar((list) => {
    // Number words count from zero on: two lists of them are not one.
    if (list === 'numbers') return first.numbers.length > 0 ? first.numbers : second.numbers;
    return union(first[list], second[list]);
  });
}

function joinByName<T extends { readonly name: string }>(
  entries: readonly T[],
  join: (first: T, second: T) => T,
): readonly T[] {
  const byName = new Map<string, T>();
  for (const entry of entries) {
    const key = entry.name.toLowerCase();
    const known = byName.get(key);
    byName.set(key, known === undefined ? entry : join(known, entry));
  }
  return [...byName.values()];
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return second.length === 0 ? first : [...new Set([...first, ...second])];
}
