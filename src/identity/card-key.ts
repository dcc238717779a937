import { createHash } from 'node:crypto';
import type { Card } from '../cards/index.ts';
import { leansOnNote } from './leaning.ts';
import type { CardId } from './identified-card.ts';
import type { CardMemory, Gap } from './card-memory.ts';

/**
 * How a card gets its id, and why this way.
 *
 * An id is a hash of (vault id, key at first sight). The ledger then freezes it, so the key only has to be right once:
 * at the first export, and again if the ledger is lost.
 *
 * - Two clones that export the same new note must agree, and a lost ledger must give the same ids again: so the key
 *   comes from the notes alone. No counter, no clock, no order of export goes in.
 * - The key is the question side and the kind, not the answer: correcting an answer is the most common edit of all. The
 *   kind is in it because an import cannot change a note's type: Anki would skip the update without a word. A card
 *   out of a table adds facet and concept, since its wording is ours and may change.
 * - The note is not in it where it need not be: who renames a note and has lost the ledger keeps the cards. It is needed
 *   where a question leans on its note ("What does it return?"), and where two cards ask the same.
 * - Two cards that ask the same are told apart by note, then headings, then answer: things that belong to each of
 *   them. All of them step down together: if the first were left the bare key, a note called `a.md` that is
 *   added later would take over its reviews once the ledger is lost. A count comes last, only between
 *   cards that are alike in everything, where it does not matter which is which; so reordering never swaps histories.
 * - An id of the user's own (`id::`, `^anchor`, Obsidian_to_Anki's `ID:`) replaces all that.
 * - A key whose id some other record already holds (a card that is gone, or one that similarity refused) steps down
 *   too: a new fact never inherits old reviews.
 */
export class IdMint {
  private readonly counts: (Map<string, number> | undefined)[] = [];
  private readonly taken: Set<CardId>;
  private readonly vaultId: string;
  private readonly all: readonly KeyedCard[];

  constructor(vaultId: string, all: readonly KeyedCard[], taken: Iterable<CardId>) {
    this.vaultId = vaultId;
    this.all = all;
    this.taken = new Set(taken);
  }

  /** A fresh id for a card of the vault that no record knows. Ask for cards alike in everything in the order of the notes. */
  mint(keyed: KeyedCard): CardId {
    for (const [level, rung] of rungs(keyed).entries()) {
      if (rung === undefined || !this.isAlone(rung, level)) continue;
      const id = this.take(rung);
      if (id !== undefined) return id;
    }
    const last = rungs(keyed).at(-1) ?? '';
    for (let count = 1; ; count++) {
      const id = this.take(`${last}\ncount ${count}`);
      if (id !== undefined) return id;
    }
  }

  private take(key: string): CardId | undefined {
    const id = idOf(this.vaultId, key);
    if (this.taken.has(id)) return undefined;
    this.taken.add(id);
    return id;
  }

  private isAlone(rung: string, level: number): boolean {
    let counts = this.counts[level];
    if (counts === undefined) {
      counts = new Map();
      for (const keyed of this.all) {
        const other = rungs(keyed)[level];
        if (other !== undefined) counts.set(other, (counts.get(other) ?? 0) + 1);
      }
      this.counts[level] = counts;
    }
    return counts.get(rung) === 1;
  }
}

export interface KeyedCard {
  readonly card: Card;
  readonly memory: CardMemory;
  readonly gaps: readonly Gap[];
  /** Position among the cards that were given. */
  readonly index: number;
}

/** From the most general key to the most particular; `undefined` where one does not apply. */
function rungs({ card, memory }: KeyedCard): readonly (string | undefined)[] {
  const note = `${memory.key}\nnote ${card.note}`;
  const section = `${note}\nunder ${memory.headings.join('\n')}`;
  return [
    memory.explicitId === undefined ? undefined : `id ${memory.explicitId}`,
    memory.explicitId === undefined ? undefined : `id ${memory.explicitId}\nnote ${card.note}`,
    memory.ankiNoteId === undefined ? undefined : `anki ${memory.ankiNoteId}`,
    leansOnNote(memory) ? undefined : memory.key,
    note,
    section,
    `${section}\nanswer ${memory.answer}`,
  ];
}

function idOf(vaultId: string, key: string): CardId {
  const digest = createHash('sha256').update(`${vaultId}\n${key}`).digest('hex');
  // 36^16 is a little less than 2^83: 128 bits of the hash, written in base 36, cut to the last 16 digits.
  const text = BigInt(`0x${digest.slice(0, 32)}`)
    .toString(36)
    .padStart(16, '0')
    .slice(-16);
  return text as CardId; // 16 of [a-z0-9] by construction
}
