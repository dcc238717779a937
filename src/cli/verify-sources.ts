import type { Diagnostic, Place } from '../diagnostic.ts';
import {
  checkVocabulary,
  compileVocabulary,
  findClaims,
  mergeVocabularies,
  readDecisions,
  readVocabulary,
  vocabularyOfDecisions,
  vocabularyOfNotes,
  type Claim,
  type Decision,
  type Lexicon,
  type Vocabulary,
} from '../pairing/index.ts';
import type { Note, Vault } from '../vault/index.ts';
import { readVocabularyText, vocabularyFile } from './verify-remembered.ts';

/** An experiment of a note, its log not parsed. */
export interface ListedExperiment {
  readonly id: string;
  readonly question?: string;
  readonly decides: readonly (readonly string[])[];
  /** Absolute path of its vault, and the note's path within. */
  readonly root: string;
  readonly path: string;
  readonly place: Place;
  /** The note's line on which the block's text begins, and its last one. */
  readonly line: number;
  readonly lastLine: number;
  readonly text: string;
}

/** Everything that verdicts on a vault's claims are made from, besides what the kernel says. */
export interface VerifySources {
  readonly vault: Vault;
  /** The notes that ship; the vault itself where that is the one. */
  readonly shipped: Vault;
  /** Of two with one id the vault's own; sorted by id. */
  readonly experiments: ReadonlyMap<string, ListedExperiment>;
  readonly decisions: readonly Decision[];
  readonly lexicon: Lexicon;
  readonly diagnostics: readonly Diagnostic[];
}

/** Joins a vault with the notes that ship: a user's own experiments, concepts and words come first. */
export function openSources(vault: Vault, shipped: Vault): VerifySources {
  const vaults = shipped === vault ? [vault] : [vault, shipped];
  const { vocabularies, diagnostics } = readVocabularies(vault, shipped);
  const experiments = new Map<string, ListedExperiment>();
  for (const one of vaults)
    for (const experiment of listOf(one))
      if (!experiments.has(experiment.id)) experiments.set(experiment.id, experiment);
  const sorted = [...experiments].sort(([a], [b]) => (a < b ? -1 : 1));
  const known = mergeVocabularies(...vocabularies);
  const blocks = sorted.map(([, experiment]) => experiment);
  const lexicon = compileVocabulary(mergeVocabularies(known, vocabularyOfDecisions(blocks, known)));
  return {
    vault,
    shipped,
    experiments: new Map(sorted),
    decisions: readDecisions(blocks, lexicon),
    lexicon,
    diagnostics,
  };
}

/** The words of a vault and, behind them, those that ship; and what is wrong with the vault's own. */
export function readVocabularies(
  vault: Vault,
  shipped: Vault,
): { readonly vocabularies: readonly Vocabulary[]; readonly diagnostics: readonly Diagnostic[] } {
  const own = readVocabularyOf(vault);
  const others = shipped === vault ? [] : readVocabularyOf(shipped).vocabularies;
  const vocabularies = [...own.vocabularies, ...others];
  const alien = new Set(faultsBetween(others).map(nameFault));
  return {
    vocabularies,
    diagnostics: [...own.diagnostics, ...faultsBetween(vocabularies).filter((fault) => !alien.has(nameFault(fault)))],
  };
}

/** Faults that only show when entries are together: a kind that nothing names, an opposite that is no value. */
function faultsBetween(vocabularies: readonly Vocabulary[]): readonly Diagnostic[] {
  return vocabularies.length === 0 ? [] : checkVocabulary(mergeVocabularies(...vocabularies));
}

function nameFault({ path: file, line, rule, message }: Diagnostic): string {
  return [file, line, rule, message].join('\n');
}

function readVocabularyOf(vault: Vault): { vocabularies: Vocabulary[]; diagnostics: readonly Diagnostic[] } {
  const ofNotes = vocabularyOfNotes(vault.notes);
  const text = readVocabularyText(vault.root);
  if (text === undefined) return { vocabularies: [ofNotes], diagnostics: [] };
  const { vocabulary, diagnostics } = readVocabulary(text, vocabularyFile);
  return { vocabularies: [vocabulary, ofNotes], diagnostics };
}

function listOf(vault: Vault): ListedExperiment[] {
  return vault.notes.flatMap((note) =>
    note.sockBlocks.map((block) => ({
      id: block.id,
      ...(block.question === undefined ? {} : { question: block.question }),
      decides: block.decides,
      root: vault.root,
      path: note.path,
      place: block.place,
      line: block.firstLine,
      lastLine: block.place.endLine ?? block.firstLine,
      text: block.text,
    })),
  );
}

export interface NotesClaims {
  /** In the order of the notes. */
  readonly claims: readonly Claim[];
  readonly diagnostics: readonly Diagnostic[];
}

export function claimsOf(notes: readonly Note[], { lexicon }: VerifySources): NotesClaims {
  const found = notes.map((note) => findClaims(note, lexicon));
  return {
    claims: found.flatMap(({ claims }) => claims),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}
