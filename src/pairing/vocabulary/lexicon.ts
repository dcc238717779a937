import type { Diagnostic } from '../../diagnostic.ts';
import type {
  ConceptEntry,
  ConditionEntry,
  FacetEntry,
  Grammar,
  NotEmpiricalEntry,
  ValueEntry,
  Vocabulary,
} from '../vocabulary.ts';
import { checkVocabulary } from './check.ts';
import { compareValues, type Likeness } from './compare-values.ts';
import { ConceptIndex, type Mention } from './concept-index.ts';
import { PhraseIndex, type PhraseMatch } from './phrase-index.ts';
import { SpellingIndex } from './spelling.ts';
import { keyOf, type Token } from './token.ts';

/** What a compiled phrase says. */
export type Meaning =
  | { readonly kind: 'value'; readonly facet: FacetEntry; readonly value: ValueEntry }
  /** Beside it stands a number, an errno or a sequence that is the facet's value. */
  | { readonly kind: 'facet'; readonly facet: FacetEntry }
  | { readonly kind: 'condition'; readonly condition: ConditionEntry }
  | { readonly kind: 'not-empirical'; readonly entry: NotEmpiricalEntry }
  | { readonly kind: 'grammar'; readonly role: keyof Grammar };

/** A vocabulary made ready for reading notes: compiled once, then asked for every word. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
  /** Faults that only show when all entries are together. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether one concept is the other, or a kind of it. */
  isKind(narrow: string, broad: string): boolean;
  /** The one broadest concept that is a kind of both. */
  commonKind(one: string, other: string): string | undefined;
  /** Whether both are kinds of a third. */
  areSiblings(one: string, other: string): boolean;
  /** The concept that a text names in full. */
  conceptNamed(text: string): string | undefined;
  mentions(tokens: readonly Token[]): readonly Mention[];
  facetNamed(name: string): FacetEntry | undefined;
  appliesTo(facet: FacetEntry, concept: string): boolean;
  /** The facets that a whole label means, by its key (see `keyOf`). */
  facetsLabelled(key: string): readonly FacetEntry[];
  /** The value that a whole cell or clause means under its facet's label. */
  valueCalled(facet: FacetEntry, key: string): ValueEntry | undefined;
  conditionNamed(name: string | undefined): ConditionEntry | undefined;
  matchPhrases(tokens: readonly Token[]): readonly PhraseMatch<Meaning>[];
  /** Only what cuts sentences and takes their assertion away. */
  matchMarks(tokens: readonly Token[]): readonly PhraseMatch<Meaning>[];
  /** Only conditions. */
  matchConditions(tokens: readonly Token[]): readonly PhraseMatch<Meaning>[];
  /** Tokens whose word is one slip away from a word that the vocabulary knows, as that word. */
  mendSpelling(tokens: readonly Token[]): readonly Token[];
  compareValues(facet: string, claimed: string, decided: string): Likeness;
  /** Whether a value says only that something may happen. */
  isPossibility(facet: string, value: string): boolean;
  readonly notEmpirical: ReadonlyMap<string, string>;
}

export function compileVocabulary(vocabulary: Vocabulary): Lexicon {
  const diagnostics: Diagnostic[] = [...checkVocabulary(vocabulary)];
  const concepts = new ConceptIndex(withoutDenials(vocabulary));
  const facets = new Map(vocabulary.facets.map((facet) => [facet.name.toLowerCase(), facet]));
  const conditions = new Map(vocabulary.conditions.map((condition) => [condition.name, condition]));
  const phrases = new PhraseIndex<Meaning>(vocabulary.words, vocabulary.grammar.between);
  addMeanings(vocabulary, phrases);
  const marks = new PhraseIndex<Meaning>(vocabulary.words, vocabulary.grammar.between);
  addGrammar(vocabulary, marks, ['boundaries', 'notAsserted', 'fixed']);
  const conditionPhrases = new PhraseIndex<Meaning>(vocabulary.words, vocabulary.grammar.between);
  addConditions(vocabulary, conditionPhrases);
  const labels = labelsOf(vocabulary.facets);
  const called = new Map(vocabulary.facets.map((facet) => [facet.name, valuesByKey(facet)]));
  const spelling = new SpellingIndex([...phrases.stems(), ...concepts.stems()]);
  return {
    vocabulary,
    diagnostics,
    isKind: (narrow, broad) => concepts.isKind(narrow, broad),
    commonKind: (one, other) => concepts.commonKind(one, other),
    areSiblings: (one, other) => concepts.areSiblings(one, other),
    conceptNamed: (text) => concepts.named(text),
    mentions: (tokens) => concepts.mentions(tokens),
    facetNamed: (name) => facets.get(name.toLowerCase()),
    appliesTo: (facet, concept) => concepts.belongs(concept, facet.of),
    facetsLabelled: (key) => labels.get(key) ?? [],
    valueCalled: (facet, key) => called.get(facet.name)?.get(key),
    conditionNamed: (name) => (name === undefined ? undefined : conditions.get(name)),
    matchPhrases: (tokens) => phrases.match(tokens),
    matchMarks: (tokens) => marks.match(tokens),
    matchConditions: (tokens) => conditionPhrases.match(tokens),
    mendSpelling: (tokens) => spelling.mend(tokens),
    compareValues: (facet, claimed, decided) => compareValues(facets.get(facet.toLowerCase()), claimed, decided),
    isPossibility: (facet, value) =>
      facets.get(facet.toLowerCase())?.values.find(({ name }) => name === value)?.isPossibility === true,
    notEmpirical: new Map(
      vocabulary.notEmpirical.flatMap(({ aliases, reason }) => aliases.map((alias) => [keyOf(alias), reason] as const)),
    ),
  };
}

/** "no message boundaries" may well be an alias of a note; in a sentence it denies something. */
function withoutDenials({ concepts, grammar }: Vocabulary): readonly ConceptEntry[] {
  const negations = new Set(grammar.negations);
  return concepts.map((concept) => ({
    ...concept,
    aliases: concept.aliases.filter((alias) => !alias.includes(' ') || !negations.has(alias.split(' ')[0] ?? '')),
  }));
}

function addMeanings(vocabulary: Vocabulary, phrases: PhraseIndex<Meaning>): void {
  for (const facet of vocabulary.facets) {
    for (const phrase of facet.phrases) phrases.add(phrase, { kind: 'facet', facet });
    for (const value of facet.values)
      for (const phrase of value.phrases) phrases.add(phrase, { kind: 'value', facet, value });
  }
  addConditions(vocabulary, phrases);
  for (const entry of vocabulary.notEmpirical)
    for (const phrase of entry.phrases) phrases.add(phrase, { kind: 'not-empirical', entry });
  addGrammar(vocabulary, phrases, grammarRoles);
}

function addConditions({ conditions }: Vocabulary, phrases: PhraseIndex<Meaning>): void {
  for (const condition of conditions)
    for (const phrase of condition.phrases) phrases.add(phrase, { kind: 'condition', condition });
}

function addGrammar({ grammar }: Vocabulary, phrases: PhraseIndex<Meaning>, roles: readonly (keyof Grammar)[]): void {
  for (const role of roles) for (const phrase of grammar[role]) phrases.add(phrase, { kind: 'grammar', role });
}

const grammarRoles: readonly (keyof Grammar)[] = [
  'negations',
  'denials',
  'presupposing',
  'pointers',
  'may',
  'usually',
  'conditionals',
  'subordinators',
  'contrasts',
];

function labelsOf(facets: readonly FacetEntry[]): ReadonlyMap<string, readonly FacetEntry[]> {
  const labels = new Map<string, FacetEntry[]>();
  for (const facet of facets)
    for (const label of [facet.name, ...facet.aliases]) {
      const key = keyOf(label);
      const list = labels.get(key);
      if (list === undefined) labels.set(key, [facet]);
      else list.push(facet);
    }
  return labels;
}

function valuesByKey(facet: FacetEntry): ReadonlyMap<string, ValueEntry> {
  const byKey = new Map<string, ValueEntry>();
  for (const value of facet.values)
    for (const alias of [value.name, ...value.aliases]) if (!byKey.has(keyOf(alias))) byKey.set(keyOf(alias), value);
  return byKey;
}

export type { Mention };
