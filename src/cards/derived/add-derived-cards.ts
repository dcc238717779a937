import type { Diagnostic } from '../../diagnostic.ts';
import { indexLines } from '../../vault/index.ts';
import type { Note, NoteId, Vault } from '../../vault/index.ts';
import type { Decision, LineRange } from '../card-set.ts';
import type { Card } from '../card.ts';
import { conceptsOf, type LinkedSections } from '../concepts.ts';
import { isRejected } from '../rejection.ts';
import { report } from '../rules.ts';
import { tagsOfValue } from '../tags.ts';
import { deriveCards } from './derive-cards.ts';
import type { Fact } from './fact.ts';

/** What the reading of written cards found, as far as deriving needs it. */
export interface WrittenCards {
  readonly cards: readonly Card[];
  readonly claims: ReadonlyMap<NoteId, readonly LineRange[]>;
  /** Deck and tags that a note names for all of its cards. */
  readonly shared: ReadonlyMap<NoteId, { readonly deck?: string; readonly tags: readonly string[] }>;
}

export interface DerivedSet {
  readonly cards: readonly Card[];
  readonly rejected: readonly Card[];
  readonly decisions: readonly Decision[];
  /** What looked like a card and is none (`not-derived`). */
  readonly diagnostics: readonly Diagnostic[];
}

/** How each rule is named in a sentence. */
const ruleNames: Readonly<Record<Fact['rule'], string>> = {
  'table-cell': 'a cell of a comparison table',
  'table-row': 'a row of a comparison table',
  'step-table': 'a column of a step table',
  sequence: 'a list of steps in order',
  'labelled-bullet': 'a label and what follows it',
  definition: 'a definition',
  sentence: 'a sentence that states one fact',
  set: 'a short list under a line that announces it',
  code: 'a short piece of code under its caption',
};

/** Derives cards from the prose of every note that does not switch it off (`derived: false`, `cards: false`). */
export function addDerivedCards(vault: Vault, written: WrittenCards, linked: LinkedSections): DerivedSet {
  const decisions: Decision[] = [];
  const notes = vault.notes.filter((note) => {
    const { data } = note.frontMatter;
    if (data['cards'] === false) return false;
    if (data['derived'] !== false) return true;
    decisions.push({
      note: note.id,
      path: note.path,
      firstLine: 1,
      lastLine: note.source.split('\n').length,
      reason: 'derived-off',
      sentence: 'The front matter of this note says `derived: false`, so only what is written as a card is one.',
    });
    return false;
  });
  const claimed = new Map([...written.claims].map(([note, ranges]) => [note, new Set(ranges.flatMap(linesOf))]));
  const { cards, refusals } = deriveCards(
    notes,
    written.cards,
    (note, line) => claimed.get(note.id)?.has(line) ?? false,
    (note, place) => conceptsOf(note, place, linked),
  );
  const byId = new Map(notes.map((note) => [note.id, note]));
  const byPath = new Map(notes.map((note) => [note.path, note]));
  const kept: Card[] = [];
  const rejected: Card[] = [];
  for (const card of cards) {
    const note = byId.get(card.note);
    if (note === undefined) continue;
    const full = { ...card, ...sharedOf(note, written) };
    const isOut = isRejected(card.place, indexLines(note.path, note.source));
    (isOut ? rejected : kept).push(full);
    decisions.push(decisionOf(full, isOut));
  }
  const diagnostics: Diagnostic[] = [];
  for (const { place, rule, reason } of refusals) {
    const note = byPath.get(place.path);
    if (note === undefined) continue;
    decisions.push({
      note: note.id,
      path: place.path,
      firstLine: place.line,
      lastLine: place.endLine ?? place.line,
      reason: 'not-derived',
      sentence: `This looks like ${ruleNames[rule]}, but gives no card: ${reason}.`,
    });
    diagnostics.push(report('not-derived', place, `${ruleNames[rule]} that gives no card: ${reason}`));
  }
  return { cards: kept, rejected, decisions, diagnostics };
}

function linesOf({ firstLine, lastLine }: LineRange): number[] {
  return Array.from({ length: lastLine - firstLine + 1 }, (_, index) => firstLine + index);
}

function sharedOf(note: Note, { shared }: WrittenCards): Pick<Card, 'deck' | 'tags'> {
  const known = shared.get(note.id);
  const { data } = note.frontMatter;
  const deck = known === undefined ? data['deck'] : known.deck;
  return {
    tags: known?.tags ?? tagsOfValue(data['tags'] ?? data['tag']),
    ...(typeof deck === 'string' && deck.trim() !== '' ? { deck: deck.trim() } : {}),
  };
}

function decisionOf(card: Card, isOut: boolean): Decision {
  const rule = ruleNames[card.derived as Fact['rule']]; // deriveCards writes no other rules
  return {
    note: card.note,
    path: card.place.path,
    firstLine: card.place.line,
    lastLine: card.place.endLine ?? card.place.line,
    reason: isOut ? 'rejected' : 'derived',
    sentence: isOut
      ? `A no-card comment rejects the card that ${rule} would give: it is never exported again.`
      : `A card was derived from this, ${rule}.`,
  };
}
