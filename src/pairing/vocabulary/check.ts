import type { Diagnostic, Place } from '../../diagnostic.ts';
import { report } from '../rules.ts';
import type { FacetEntry, Vocabulary } from '../vocabulary.ts';
import { nameKey } from './token.ts';

const nowhere: Place = { path: 'vocabulary.yaml', line: 1, column: 1 };

/** Faults between entries, which show only when all vocabularies are one. */
export function checkVocabulary(vocabulary: Vocabulary): readonly Diagnostic[] {
  return [...checkConcepts(vocabulary), ...vocabulary.facets.flatMap((facet) => checkFacet(facet, vocabulary))];
}

function checkFacet(facet: FacetEntry, { words }: Vocabulary): readonly Diagnostic[] {
  const place = facet.place ?? nowhere;
  const names = facet.values.map(({ name }) => name);
  const unknown = facet.values
    .flatMap(({ opposites, implies }) => [...opposites, ...implies])
    .filter((name) => !names.includes(name));
  const classes = [...facet.phrases, ...facet.values.flatMap(({ phrases }) => phrases)]
    .flatMap((phrase) => [...phrase.matchAll(/<([^<>]+)>/gu)].map(([, name = '']) => name))
    .filter((name) => !words.has(name));
  return [
    ...[...new Set(unknown)].map((name) =>
      report('unknown-facet-value', place, `facet "${facet.name}" has no value "${name}"`, names),
    ),
    ...[...new Set(classes)].map((name) =>
      report('unknown-word-class', place, `facet "${facet.name}" uses <${name}>, which no list under words has`),
    ),
  ];
}

function checkConcepts({ concepts }: Vocabulary): readonly Diagnostic[] {
  const owner = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const { name, aliases, place = nowhere } of concepts)
    for (const text of [name, ...aliases]) {
      const key = nameKey(text);
      const other = owner.get(key);
      if (other === undefined) owner.set(key, name);
      else if (other !== name)
        diagnostics.push(report('shared-alias', place, `"${text}" already names ${other}; ${name} goes without it`));
    }
  const kinds = new Map(
    concepts.map(({ name, kindOf }) => [name, kindOf.map((kind) => owner.get(nameKey(kind)) ?? kind)]),
  );
  for (const { name, kindOf, place = nowhere } of concepts) {
    for (const kind of kindOf)
      if (!owner.has(nameKey(kind)))
        diagnostics.push(report('unknown-kind', place, `${name} is a kind of "${kind}", which nothing names; add it`));
    if (isCyclic(name, kinds))
      diagnostics.push(report('cyclic-kinds', place, `${name} is a kind of itself; take one kind-of away`));
  }
  return diagnostics;
}

function isCyclic(name: string, kinds: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const queue = [...(kinds.get(name) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(kinds.get(next) ?? []));
  }
  return false;
}
