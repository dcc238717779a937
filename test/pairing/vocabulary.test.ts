import { describe, expect, it } from 'vitest';
import {
  compileVocabulary,
  judgeClaim,
  findClaims,
  mergeVocabularies,
  readDecisions,
  readVocabulary,
  vocabularyOfDecisions,
} from '../../src/pairing/index.ts';
import { parseNote } from '../../src/vault/index.ts';

/** Faults of a vocabulary, read and compiled, as `line rule`. */
function faults(text: string): readonly string[] {
  const { vocabulary, diagnostics } = readVocabulary(text, 'vocabulary.yaml');
  return [...diagnostics, ...compileVocabulary(vocabulary).diagnostics].map(({ line, rule }) => `${line} ${rule}`);
}

describe('a vocabulary', () => {
  it('names the line of every fault and keeps the rest', () => {
    expect(faults('concepts: [')).toContain('1 vocabulary-syntax');
    expect(faults('concepts:\n  Tea:\n    colour: green\n')).toEqual(['3 vocabulary-key']);
    expect(faults('facets:\n  taste:\n    kind: feeling\n')).toEqual(['3 vocabulary-value']);
    expect(faults('facets:\n  taste:\n    values:\n      sweet: {phrases: [<sugary>]}\n')).toEqual([
      '2 unknown-word-class',
    ]);
    expect(faults('facets:\n  taste:\n    values:\n      sweet: {opposites: [bitter]}\n')).toEqual([
      '2 unknown-facet-value',
    ]);
    expect(faults('concepts:\n  Tea:\n    kind-of: Drink\n')).toEqual(['2 unknown-kind']);
    expect(faults('concepts:\n  Tea: {kind-of: Drink}\n  Drink: {kind-of: Tea}\n')).toEqual([
      '2 cyclic-kinds',
      '3 cyclic-kinds',
    ]);
    expect(faults('concepts:\n  Tea: {aliases: [brew]}\n  Coffee: {aliases: [brew]}\n')).toEqual(['3 shared-alias']);
  });

  it('joins with others: entries of one name are one, the first says', () => {
    const [own, other] = [
      'facets:\n  taste:\n    aliases: [flavour]\n    values: {sweet: {answer: "yes"}}\n',
      'facets:\n  taste:\n    kind: yes/no\n    values: {sweet: {aliases: [sugary]}, bitter: {}}\n',
    ].map((text) => readVocabulary(text, 'vocabulary.yaml').vocabulary);
    if (own === undefined || other === undefined) throw new Error('two vocabularies');
    const [facet] = mergeVocabularies(own, other).facets;
    expect(facet?.aliases).toEqual(['flavour']);
    expect(facet?.values.map(({ name, aliases, answer }) => [name, aliases, answer])).toEqual([
      ['sweet', ['sugary'], 'yes'],
      ['bitter', [], undefined],
    ]);
  });

  it('takes a note called by an alias for the concept that has it', () => {
    const own = readVocabulary('concepts:\n  Camellia: {}\n', 'v').vocabulary;
    const shipped = readVocabulary('concepts:\n  Tea: {aliases: [Camellia]}\n', 'v').vocabulary;
    const lexicon = compileVocabulary(mergeVocabularies(own, shipped));
    expect(lexicon.conceptNamed('tea')).toBe('Camellia');
  });
});

const tea = `
concepts:
  Tea: {}
  Green tea: {kind-of: Tea}
  Black tea: {kind-of: Tea}
words:
  hot: [hot, boiling]
antonyms: [before / after]
grammar:
  negations: [not, never]
  "yes": ["yes"]
  "no": ["no"]
  fillers: [is, are]
facets:
  water:
    of: Tea
    kind: yes/no
    values:
      hot water: {answer: "yes", phrases: [<hot> water], opposites: [cool water]}
      cool water: {answer: "no", phrases: [cool|cold ... water], opposites: [hot water]}
`;

/** The verdicts on a note's claims, where each experiment holds. */
function judge(markdown: string, decides: Readonly<Record<string, readonly (readonly string[])[]>>): readonly string[] {
  const known = readVocabulary(tea, 'vocabulary.yaml').vocabulary;
  const blocks = Object.entries(decides).map(([id, rows]) => ({ id, decides: rows }));
  const lexicon = compileVocabulary(mergeVocabularies(known, vocabularyOfDecisions(blocks, known)));
  const decisions = readDecisions(blocks, lexicon);
  const outcomes = new Map(blocks.map(({ id }) => [id, { verdict: 'supported' as const }]));
  return findClaims(parseNote('note.md', markdown).note, lexicon).claims.map((claim) => {
    const verdict = judgeClaim(claim, decisions, outcomes, lexicon);
    return `${claim.concept.name} ${verdict.kind}${verdict.kind === 'over-general' ? `: ${verdict.condition}` : ''}`;
  });
}

describe('a claim', () => {
  it('is supported by its value, refuted by one that rules it out, and else undecided', () => {
    const decides = { cup: [['Green tea', 'water', 'cool water']] };
    expect(judge('Green tea needs cold water.', decides)).toEqual(['Green tea supported']);
    expect(judge('Green tea needs boiling water.', decides)).toEqual(['Green tea refuted']);
    expect(judge('Black tea needs boiling water.', decides)).toEqual(['Black tea no-experiment']);
  });

  it('about a whole is over-general where its kinds differ', () => {
    const decides = { cup: [['Green tea', 'water', 'cool water']], pot: [['Black tea', 'water', 'hot water']] };
    expect(judge('Tea needs hot water.', decides)).toEqual([
      'Tea over-general: holds for Black tea; fails for Green tea',
    ]);
  });

  it('is over-general where it fails under a condition, and refuted where it holds only under one', () => {
    const decides = {
      cup: [
        ['Green tea', 'water', 'cool water'],
        ['Green tea', 'water', 'hot water', 'when it is roasted'],
      ],
    };
    expect(judge('Green tea needs cold water.', decides)).toEqual(['Green tea over-general: fails when it is roasted']);
    expect(judge('Green tea needs hot water.', decides)).toEqual(['Green tea refuted']);
  });

  it('of a facet that only an experiment names is judged too, its contrary by a pair of opposite words', () => {
    const decides = { cup: [['Tea', 'milk', 'after the tea']] };
    expect(judge('# Tea\n\n- **Milk:** after the tea\n- **Milk:** before the tea\n', decides)).toEqual([
      'Tea supported',
      'Tea refuted',
    ]);
  });
});
