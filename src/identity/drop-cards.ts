import type { CardId } from './identified-card.ts';
import type { Identification } from './identify-cards.ts';
import type { Ledger } from './ledger-record.ts';

export interface Dropping {
  readonly ledger: Ledger;
  readonly changed: readonly CardId[];
  /** Neither in the vault nor in the ledger. */
  readonly unknown: readonly string[];
}

/** Rejects cards for good: they stay in the ledger so that they are known, and are never exported again. */
export function dropCards(ledger: Ledger, identification: Identification, ids: readonly string[]): Dropping {
  return setState(ledger, identification, ids, 'dropped');
}

/** Takes a rejection back. */
export function restoreCards(ledger: Ledger, identification: Identification, ids: readonly string[]): Dropping {
  return setState(ledger, identification, ids, 'live');
}

function setState(
  ledger: Ledger,
  identification: Identification,
  ids: readonly string[],
  state: 'dropped' | 'live',
): Dropping {
  const after = new Map(ledger);
  const changed: CardId[] = [];
  const unknown: string[] = [];
  for (const text of new Set(ids)) {
    const id = text as CardId; // a text that is none is not found in either map
    const record = ledger.get(id) ?? identification.records.get(id);
    if (record === undefined) unknown.push(text);
    else if (record.state !== state) {
      if (state === 'live' && record.mod === undefined) after.delete(id);
      else after.set(id, { ...record, state });
      changed.push(id);
    } else if (state === 'live' && record.state === 'live' && !ledger.has(id)) continue;
  }
  return { ledger: after, changed, unknown };
}
