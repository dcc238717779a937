import { compareDiagnostics } from '../diagnostic.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Note, NoteId, Vault } from '../vault/index.ts';
import { buildCard } from './build-card.ts';
import type { CardSet, Decision, DeletedCard, ExtractOptions, LineRange } from './card-set.ts';
import type { Card } from './card.ts';
import { findLinkedSections } from './concepts.ts';
import type { LinkedSections } from './concepts.ts';
import { addDerivedCards } from './derived/add-derived-cards.ts';
import { reportDuplicateFronts } from './duplicates.ts';
import { withoutDisabled } from './lint/lint-disable.ts';
import { readNoteSettings } from './note-settings.ts';
import { NoteReading } from './note-reading.ts';
import { NoteTypes } from './note-types.ts';
import { splitLongAnswers } from './split-long.ts';
import { readCallouts } from './syntaxes/callout.ts';
import { readClozes } from './syntaxes/cloze.ts';
import { readDirectives } from './syntaxes/directives.ts';
import { readHeadings } from './syntaxes/heading.ts';
import { readInlineStartBlocks } from './syntaxes/inline-start-block.ts';
import { readLines, readReversedLines } from './syntaxes/line-cards.ts';
import { reportNearMisses } from './syntaxes/near-misses.ts';
import { readQuestionAnswers } from './syntaxes/question-answer.ts';
import { readStartBlocks } from './syntaxes/start-block.ts';
import { keepUniqueIds } from './unique-ids.ts';

/** In the order of precedence: a line belongs to the first syntax that claims it. */
const syntaxes: readonly ((reading: NoteReading) => void)[] = [
  readStartBlocks,
  readDirectives,
  readInlineStartBlocks,
  readCallouts,
  readHeadings,
  readQuestionAnswers,
  readClozes,
  readReversedLines,
  readLines,
  reportNearMisses,
];

/** Reads the cards that the notes of a vault hold. Pure; faults are diagnostics and cost no other card. */
export function extractCards(vault: Vault, options: ExtractOptions = {}): CardSet {
  const noteTypes = new NoteTypes(options.noteTypes);
  const linked = findLinkedSections(vault);
  const cards: Card[] = [];
  const rejected: Card[] = [];
  const deleted: DeletedCard[] = [];
  const diagnostics: Diagnostic[] = [];
  const decisions: Decision[] = [];
  const claims = new Map<NoteId, readonly LineRange[]>();
  const shared = new Map<NoteId, NoteReading['shared']>();
  for (const note of vault.notes) {
    const reading = readNoteCards(note, noteTypes, linked, options);
    if (reading === undefined) continue;
    cards.push(...reading.cards);
    shared.set(note.id, reading.shared);
    rejected.push(...reading.rejected);
    deleted.push(...reading.deleted);
    diagnostics.push(...reading.diagnostics);
    decisions.push(...reading.decisions);
    if (reading.claims.length > 0) claims.set(note.id, reading.claims);
  }
  if (options.derived !== false) {
    const derived = addDerivedCards(vault, { cards, claims, shared }, linked);
    cards.push(...derived.cards);
    rejected.push(...derived.rejected);
    decisions.push(...derived.decisions);
    diagnostics.push(...derived.diagnostics);
    cards.sort(byNoteThenPlace);
  }
  diagnostics.push(...reportDuplicateFronts(cards));
  return {
    cards,
    rejected,
    deleted,
    diagnostics: withoutDisabled(diagnostics, vault).sort(compareDiagnostics),
    decisions,
    claims,
  };
}

/** Cheap: most notes of most vaults hold none of these, and are not looked at again. */
const mayHoldCards =
  /::|^START|^[\s>]*start[ \t]*$|STARTI|#card|#cloze|\[!card\]|[QA]:|TARGET DECK|FILE TAGS|^DELETE|FROZEN/imu;

function readNoteCards(
  note: Note,
  noteTypes: NoteTypes,
  linked: LinkedSections,
  options: ExtractOptions,
): NoteReading | undefined {
  if (!mayHoldCards.test(note.source) && !('cards' in note.frontMatter.data)) return undefined;
  const reading = new NoteReading(note, noteTypes);
  if (!readNoteSettings(reading)) return reading;
  for (const read of syntaxes) read(reading);
  for (const draft of reading.drafts) buildCard(draft, reading, linked);
  reading.cards.sort(byPlace);
  reading.rejected.sort(byPlace);
  keepUniqueIds(reading);
  if (options.splitLong === true) splitLongAnswers(reading, linked);
  return reading;
}

function byPlace(a: Card, b: Card): number {
  return a.place.line - b.place.line || a.place.column - b.place.column;
}

function byNoteThenPlace(a: Card, b: Card): number {
  return a.note === b.note ? byPlace(a, b) : a.note < b.note ? -1 : 1;
}
