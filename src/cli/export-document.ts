import type { Diagnostic } from '../diagnostic.ts';
import type { CardId, ExportPlan, IdentifiedCard } from '../identity/index.ts';

export interface ExportDocumentParts {
  readonly vault: string;
  /** Where the deck is; absent for a dry run. */
  readonly written?: string;
  readonly format: string;
  readonly plan: ExportPlan;
  readonly mods: ReadonlyMap<CardId, number>;
  /** Left out by `--verified-only`. */
  readonly refuted: readonly IdentifiedCard[];
  /** With `--with-reviews`: how many the package carries. */
  readonly reviews?: { readonly cards: number; readonly reviews: number };
  readonly diagnostics: readonly Diagnostic[];
}

/** `export --json`, schema 1: fields may be added, never renamed. */
export function exportDocument({
  vault,
  written,
  format,
  plan,
  mods,
  refuted,
  reviews,
  diagnostics,
}: ExportDocumentParts): unknown {
  const count = (action: string): number => plan.cards.filter((card) => card.action === action).length;
  return {
    schema: 1,
    vault,
    ...(written === undefined ? { dryRun: true } : { deckFile: written }),
    format,
    counts: {
      new: count('new'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      withheld: count('withheld'),
      moved: plan.cards.filter(({ movedFrom }) => movedFrom !== undefined).length,
      atRisk: plan.cards.filter(({ atRisk }) => atRisk !== undefined).length,
      gone: plan.gone.length,
      goneEarlier: plan.goneEarlier.length,
      deleted: plan.deleted.length,
      dropped: plan.dropped.length,
      leftOut: plan.leftOut.length,
    },
    ...(reviews === undefined ? {} : { reviews: { cards: reviews.cards, reviews: reviews.reviews } }),
    cards: plan.cards.map(({ card, action, deck, movedFrom, atRisk, secondCopyOf }) => ({
      id: card.id,
      note: card.card.place.path,
      line: card.card.place.line,
      action,
      deck,
      ...(mods.has(card.id) ? { modified: mods.get(card.id) } : {}),
      ...(movedFrom === undefined ? {} : { movedFrom }),
      ...(atRisk === undefined ? {} : { atRisk }),
      ...(secondCopyOf === undefined ? {} : { secondCopyOf }),
    })),
    gone: plan.gone.map(({ id, note, question }) => ({ id, note, question })),
    deleted: plan.deleted.map(({ ankiNoteId, place }) => ({ note: place.path, line: place.line, ankiNoteId })),
    dropped: plan.dropped.map(({ id }) => id),
    leftOut: plan.leftOut.map(({ id }) => id),
    ...(refuted.length === 0 ? {} : { refuted: refuted.map(({ id }) => id) }),
    emptiedGaps: plan.emptiedGaps,
    ...(plan.goneUnknown === undefined ? {} : { goneUnknown: plan.goneUnknown }),
    ...(plan.clockBehindBy === undefined ? {} : { clockBehindBy: plan.clockBehindBy }),
    diagnostics,
  };
}
