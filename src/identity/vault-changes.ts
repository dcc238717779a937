import { conceptName, type CardMemory } from './card-memory.ts';
import { leansOnNote } from './leaning.ts';
import type { KeyedCard } from './card-key.ts';
import { stopWords } from './contrasts.ts';
import type { LedgerRecord } from './ledger-record.ts';

/** What happened to notes and concepts between two exports, as far as the cards tell. */
export interface VaultChanges {
  /** The note's path now: another one where most of its cards went there and it has none left. */
  readonly newNameOf: (note: string) => string;
  /** Whether one note has no cards left and the other is unknown to the ledger. */
  readonly couldBeRenamed: (before: string, now: string) => boolean;
  /** Whether nothing points to the one concept any more, and nothing pointed to the other before. */
  readonly isRenamed: (before: string, now: string) => boolean;
  /** Words of all concepts' names, lower case. */
  readonly conceptWords: ReadonlySet<string>;
}

export function readVaultChanges(cards: readonly KeyedCard[], records: readonly LedgerRecord[]): VaultChanges {
  const notesNow = new Set(cards.map(({ memory }) => memory.note));
  const notesBefore = new Set(records.map((record) => record.note));
  const conceptsNow = new Set(
    cards.flatMap(({ memory }) => [conceptName(memory.note), ...memory.concepts, ...memory.links]),
  );
  const conceptsBefore = new Set(
    records.flatMap((record) => [conceptName(record.note), ...record.concepts, ...record.links]),
  );
  const renamed = findRenamedNotes(
    cards.filter(({ memory }) => !notesBefore.has(memory.note)),
    records.filter((record) => record.note !== '' && !notesNow.has(record.note)),
  );
  const renamedConcepts = new Map([...renamed].map(([before, now]) => [conceptName(before), conceptName(now)]));
  return {
    newNameOf: (note) => renamed.get(note) ?? note,
    couldBeRenamed: (before, now) => !notesNow.has(before) && !notesBefore.has(now),
    isRenamed: (before, now) =>
      renamedConcepts.get(noteOf(before)) === noteOf(now) || (!conceptsNow.has(before) && !conceptsBefore.has(now)),
    conceptWords: wordsOf([...conceptsNow, ...conceptsBefore]),
  };
}

/** For each note that vanished the new note that most of its cards are in: those with the same question and answer, or question. */
function findRenamedNotes(appeared: readonly KeyedCard[], vanished: readonly LedgerRecord[]): Map<string, string> {
  const homes = new Map<string, Set<string>>();
  for (const { memory } of appeared) {
    for (const trait of traitsOf(memory)) homes.set(trait, (homes.get(trait) ?? new Set()).add(memory.note));
  }
  const votes = new Map<string, Map<string, number>>();
  for (const record of vanished) {
    for (const trait of traitsOf(record)) {
      for (const home of homes.get(trait) ?? []) {
        const counts = votes.get(record.note) ?? new Map<string, number>();
        counts.set(home, (counts.get(home) ?? 0) + 1);
        votes.set(record.note, counts);
      }
    }
  }
  const renamed = new Map<string, string>();
  for (const [note, counts] of votes) {
    const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
    if (first !== undefined && first[1] > (second?.[1] ?? 0)) renamed.set(note, first[0]);
  }
  return renamed;
}

/** A question that leans on its note says nothing about it without its answer. */
function traitsOf(memory: CardMemory | LedgerRecord): string[] {
  return [`${memory.key} ${memory.answer}`, ...(leansOnNote(memory) ? [] : [memory.key])];
}

function noteOf(link: string): string {
  return link.split('#')[0] ?? link;
}

function wordsOf(names: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const name of names) {
    for (const [word] of name.matchAll(/[\p{L}_][\p{L}\p{M}\p{N}_]*(?:['-][\p{L}\p{N}]+)*/gu))
      if (!stopWords.has(word)) words.add(word);
  }
  return words;
}
