import type { ConceptEntry, FacetEntry, Grammar, ValueEntry, Vocabulary } from '../vocabulary.ts';

/**
 * One vocabulary out of several, the more important first: entries of one name are joined, and where they disagree the
 * first says. So a user adds words to a facet that ships, or a facet of their own, without copying anything.
 */
export function mergeVocabularies(...vocabularies: readonly Vocabulary[]): Vocabulary {
  const words = new Map<string, readonly string[]>();
  for (const vocabulary of vocabularies)
    for (const [name, list] of vocabulary.words) words.set(name, union(words.get(name) ?? [], list));
  return {
    concepts: joinByName(
      vocabularies.flatMap(({ concepts }) => concepts),
      joinConcepts,
    ),
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
    grammar: vocabularies.map(({ grammar }) => grammar).reduce(joinGrammars),
  };
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
    implies: union(first.implies, second.implies),
  };
}

function joinGrammars(first: Grammar, second: Grammar): Grammar {
  return {
    negations: union(first.negations, second.negations),
    boundaries: union(first.boundaries, second.boundaries),
    yes: union(first.yes, second.yes),
    no: union(first.no, second.no),
    may: union(first.may, second.may),
    usually: union(first.usually, second.usually),
    conditionals: union(first.conditionals, second.conditionals),
    subordinators: union(first.subordinators, second.subordinators),
    contrasts: union(first.contrasts, second.contrasts),
    fillers: union(first.fillers, second.fillers),
    numbers: first.numbers.length > 0 ? first.numbers : second.numbers,
    sameErrors: union(first.sameErrors, second.sameErrors),
    notAsserted: union(first.notAsserted, second.notAsserted),
  };
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
