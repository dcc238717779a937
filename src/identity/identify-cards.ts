import type { Diagnostic } from '../diagnostic.ts';
import type { Card } from '../cards/index.ts';
import { IdMint, type KeyedCard } from './card-key.ts';
import { rememberCard } from './card-memory.ts';
import { highestClozeNumber, numberGaps, type NumberedGaps } from './cloze-numbers.ts';
import type { CardId, IdentifiedCard } from './identified-card.ts';
import type { Ledger, LedgerRecord, RememberedDeletion } from './ledger-record.ts';
import { matchCards } from './match-cards.ts';
import type { NearMiss } from './match-by-likeness.ts';
import type { MatchWay } from './match-pool.ts';
import { report } from './rules.ts';

/** What identity found out about one card. */
export type IdentityEvent =
  | { readonly kind: 'recognised'; readonly id: CardId; readonly way: MatchWay; readonly before: LedgerRecord }
  | { readonly kind: 'near-miss'; readonly id: CardId; readonly miss: NearMiss }
  | { readonly kind: 'gaps-removed'; readonly id: CardId; readonly removed: readonly RememberedDeletion[] };

export interface Identification {
  /** In the order of the cards that were given. Cards the user dropped are among them: see `records`. */
  readonly identified: readonly IdentifiedCard[];
  /** For each card what the ledger would remember of it; its export (deck, hash, mod) as it last was. */
  readonly records: ReadonlyMap<CardId, LedgerRecord>;
  readonly events: readonly IdentityEvent[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives every card of the vault its lasting id. Pass all cards of the vault, also where only some are exported: which
 * card is which can only be judged against all others; those that a comment in the note rejects too (`rejected`),
 * so that they are known when the comment goes. Neither the order of the cards nor the ledger's matters.
 */
export function identifyCards(
  cards: readonly Card[],
  ledger: Ledger,
  vaultId: string,
  rejected: ReadonlySet<Card> = new Set(),
): Identification {
  const diagnostics: Diagnostic[] = [];
  const keyed = cards.map((card, index): KeyedCard => ({ card, index, ...rememberCard(card) }));
  const ordered = withoutDoubleIds([...keyed].sort(inVaultOrder), diagnostics);
  const records = [...ledger.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const { matches, misses } = matchCards(ordered, records);

  const mint = new IdMint(vaultId, ordered, ledger.keys());
  const twins = new Map<string, number>();
  const outcomes = new Map<number, { identified: IdentifiedCard; record: LedgerRecord; events: IdentityEvent[] }>();
  for (const one of ordered) {
    const match = matches.get(one);
    const before = match?.record;
    const twinKey = [one.memory.key, one.memory.note, ...one.memory.headings, one.memory.answer].join('\n');
    const twin = twins.get(twinKey) ?? 0;
    twins.set(twinKey, twin + 1);
    const id = before?.id ?? mint.mint(one);
    const numbered = numberGaps(one.card.deletions, one.gaps, before ?? asWritten(one));
    diagnostics.push(...reportNumbers(one.card, numbered));
    const miss = misses.get(one);
    outcomes.set(one.index, {
      identified: identifiedCard(one.card, id, numbered, before),
      record: recordOf(one, { id, twin, numbered, isRejected: rejected.has(one.card) }, before),
      events: [
        ...(match === undefined ? [] : [{ kind: 'recognised', id, way: match.way, before: match.record } as const]),
        ...(miss === undefined ? [] : [{ kind: 'near-miss', id, miss } as const]),
        ...(numbered.removed.length === 0 ? [] : [{ kind: 'gaps-removed', id, removed: numbered.removed } as const]),
      ],
    });
  }

  const found = keyed.flatMap(({ index }) => outcomes.get(index) ?? []);
  return {
    identified: found.map(({ identified }) => identified),
    records: new Map(found.map(({ identified, record }) => [identified.id, record])),
    events: found.flatMap(({ events }) => events),
    diagnostics,
  };
}

function identifiedCard(
  card: Card,
  id: CardId,
  numbered: NumberedGaps,
  before: LedgerRecord | undefined,
): IdentifiedCard {
  return {
    card,
    id,
    guid: before?.guid ?? id,
    clozeNumbers: numbered.gaps.map(({ number }) => number),
    ...(before?.noteType === undefined ? {} : { adopted: before.noteType }),
  };
}

/** What was known and the notes don't say (export, adoption, fields of a later version) stays. */
function recordOf(
  { memory }: KeyedCard,
  { id, twin, numbered, isRejected }: { id: CardId; twin: number; numbered: NumberedGaps; isRejected: boolean },
  before: LedgerRecord | undefined,
): LedgerRecord {
  const staysDropped = before?.state === 'dropped' && before.byComment !== true;
  const record: { -readonly [Name in keyof LedgerRecord]: LedgerRecord[Name] } = {
    ...before,
    id,
    state: isRejected || staysDropped ? 'dropped' : 'live',
    ...memory,
    cloze: numbered.gaps,
    retired: numbered.retired,
  };
  if (isRejected && !staysDropped) record.byComment = true;
  else delete record.byComment;
  if (memory.cell === undefined) delete record.cell;
  if (twin > 0) record.twin = twin;
  else delete record.twin;
  if (memory.explicitId === undefined) delete record.explicitId;
  if (memory.ankiNoteId === undefined && record.guid === undefined) delete record.ankiNoteId;
  return record;
}

/** A card seen for the first time keeps the numbers that the note gives or counts. */
function asWritten({ card, gaps }: KeyedCard): { cloze: RememberedDeletion[]; retired: number[] } {
  const taken = new Set(card.deletions.filter(({ explicit }) => explicit).map(({ number }) => number));
  return {
    cloze: card.deletions.flatMap(({ number, explicit }, index) => {
      const gap = gaps[index];
      if (gap === undefined || explicit || taken.has(number) || number < 1 || number > highestClozeNumber) return [];
      return [{ number, ...gap }];
    }),
    retired: [],
  };
}

function reportNumbers(card: Card, numbered: NumberedGaps): Diagnostic[] {
  const wrong = card.deletions.filter(
    ({ explicit, number }) => explicit && (number < 1 || number > highestClozeNumber),
  );
  return [
    ...wrong.map(({ number }) =>
      report(
        'cloze-number-out-of-range',
        card.place,
        `c${number} is no cloze number that Anki makes a card for: write one from c1 to c${highestClozeNumber}. Until then it gets a free one.`,
      ),
    ),
    ...(numbered.exhausted
      ? [
          report(
            'cloze-numbers-exhausted',
            card.place,
            `All ${highestClozeNumber} cloze numbers of this card have been used, so an old one is given again: its reviews belonged to another gap. Split the card in two.`,
          ),
        ]
      : []),
  ];
}

/** Only the first card of a note can have an id; the others go without. */
function withoutDoubleIds(ordered: readonly KeyedCard[], diagnostics: Diagnostic[]): KeyedCard[] {
  const seen = new Map<string, Card>();
  return ordered.map((one) => {
    const { explicitId, ankiNoteId, ...memory } = one.memory;
    const first = explicitId === undefined ? undefined : seen.get(`${memory.note}\n${explicitId}`);
    const firstOfAnki = ankiNoteId === undefined ? undefined : seen.get(`${ankiNoteId}`);
    if (explicitId !== undefined && first === undefined) seen.set(`${memory.note}\n${explicitId}`, one.card);
    if (ankiNoteId !== undefined && firstOfAnki === undefined) seen.set(`${ankiNoteId}`, one.card);
    for (const [other, name] of [
      [first, explicitId],
      [firstOfAnki, ankiNoteId],
    ] as const) {
      if (other === undefined) continue;
      diagnostics.push(
        report(
          'duplicate-card-id',
          one.card.place,
          `The id ${name ?? ''} belongs to the card at ${other.place.path}:${other.place.line} already: give this one another, or none.`,
        ),
      );
    }
    return {
      ...one,
      memory: {
        ...memory,
        ...(explicitId === undefined || first !== undefined ? {} : { explicitId }),
        ...(ankiNoteId === undefined || firstOfAnki !== undefined ? {} : { ankiNoteId }),
      },
    };
  });
}

function inVaultOrder(a: KeyedCard, b: KeyedCard): number {
  return (
    compareText(a.card.note, b.card.note) ||
    a.card.place.line - b.card.place.line ||
    a.card.place.column - b.card.place.column ||
    compareText(a.memory.key, b.memory.key) ||
    compareText(a.memory.answer, b.memory.answer) ||
    compareText(a.memory.headings.join('\n'), b.memory.headings.join('\n'))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
