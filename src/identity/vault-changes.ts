import { conceptName } from './card-memory.ts';
import type { KeyedCard } from './card-key.ts';
import { stopWords } from './contrasts.ts';
import type { LedgerRecord } from './ledger-record.ts';
import type { Match } from './match-cards.ts';

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

export function readVaultChanges(
  cards: readonly KeyedCard[],
  records: readonly LedgerRecord[],
  matches: ReadonlyMap<KeyedCard, Match>,
): VaultChanges {
  const notesNow = new Set(cards.map(({ memory }) => memory.note));
  const notesBefore = new Set(records.map((record) => record.note));
  const conceptsNow = new Set(
    cards.flatMap(({ card, memory }) => [...card.concepts.map(nameOfConcept), ...memory.links]),
  );
  const linksBefore = new Set(records.flatMap((record) => [...record.links, conceptName(record.note)]));
  const couldBeRenamed = (before: string, now: string): boolean => !notesNow.has(before) && !notesBefore.has(now);

  const renamed = countMoves(matches, (before) => !notesNow.has(before));
  const newNameOf = (note: string): string => renamed.get(note) ?? note;
  const renamedConcepts = new Map([...renamed].map(([before, now]) => [conceptName(before), conceptName(now)]));
  return {
    newNameOf,
    couldBeRenamed,
    isRenamed: (before, now) =>
      renamedConcepts.get(noteOf(before)) === noteOf(now) || (!conceptsNow.has(before) && !linksBefore.has(now)),
    conceptWords: wordsOf([...conceptsNow, ...linksBefore]),
  };
}

/** For each note without cards, where most of its cards are now. */
function countMoves(matches: ReadonlyMap<KeyedCard, Match>, isEmpty: (note: string) => boolean): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const [{ memory }, { record }] of matches) {
    if (record.note === '' || !isEmpty(record.note)) continue;
    const targets = counts.get(record.note) ?? new Map<string, number>();
    targets.set(memory.note, (targets.get(memory.note) ?? 0) + 1);
    counts.set(record.note, targets);
  }
  const renamed = new Map<string, string>();
  for (const [note, targets] of counts) {
    const [first, second] = [...targets].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
    if (first !== undefined && first[1] > (second?.[1] ?? 0)) renamed.set(note, first[0]);
  }
  return renamed;
}

function noteOf(link: string): string {
  return link.split('#')[0] ?? link;
}

function nameOfConcept(concept: string): string {
  const [note = '', ...headings] = concept.replace(/^\?/, '').split('#');
  return [conceptName(note), ...headings.map((heading) => heading.toLowerCase())].join('#');
}

function wordsOf(names: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const name of names) {
    for (const [word] of name.matchAll(/[\p{L}_][\p{L}\p{M}\p{N}_]*(?:['-][\p{L}\p{N}]+)*/gu))
      if (!stopWords.has(word)) words.add(word);
  }
  return words;
}
