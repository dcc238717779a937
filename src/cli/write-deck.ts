import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ApkgOptions } from '../decks/apkg/index.ts';
import { cardsDocument, formatText, type Deck } from '../decks/index.ts';
import { describeWriteFailure, withPrivateFolder, writeWhole, type WriteOutcome } from '../decks/output/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CardId, IdentifiedCard } from '../identity/index.ts';

export type DeckFormat = 'apkg' | 'text' | 'json';

export const endings: Readonly<Record<DeckFormat, string>> = { apkg: '.apkg', text: '.txt', json: '.json' };

export interface DeckParts {
  readonly vaultName: string;
  readonly deck: Deck;
  readonly cards: readonly IdentifiedCard[];
  readonly diagnostics: readonly Diagnostic[];
  readonly mods: ReadonlyMap<CardId, number>;
  /** Nothing changed since the last export: then the file is compared before it is written. */
  readonly mayBeSame: boolean;
  /** How far cards have come, and their reviews; only a package carries that. */
  readonly scheduleOf?: ApkgOptions['scheduleOf'];
  readonly onProgress?: (done: number, total: number) => void;
}

/** Writes a deck in one of the formats. A package that holds the same already is left as it is, byte by byte. */
export async function writeDeck(format: DeckFormat, file: string, parts: DeckParts): Promise<WriteOutcome> {
  if (format === 'apkg') return await writePackage(file, parts);
  const { deck, cards, diagnostics, vaultName } = parts;
  const text =
    format === 'text'
      ? formatText(deck)
      : `${JSON.stringify(cardsDocument({ vault: vaultName, deck, cards, diagnostics }), null, 2)}\n`;
  return await writeWhole(file, text);
}

async function writePackage(
  file: string,
  { deck, mods, mayBeSame, scheduleOf, onProgress }: DeckParts,
): Promise<WriteOutcome> {
  const options = {
    modified: ({ id }: { readonly id: CardId }) => mods.get(id) ?? 0,
    ...(scheduleOf === undefined ? {} : { scheduleOf }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
  const { writeApkg } = await import('../decks/apkg/index.ts');
  if (!mayBeSame || !existsSync(file)) return await writeApkg(deck, { path: file, ...options });
  try {
    return await withPrivateFolder(async (folder) => {
      const fresh = path.join(folder, 'deck.apkg');
      const draft = await writeApkg(deck, { path: fresh, ...options });
      if (!draft.written) return { ...draft, path: file };
      const { isSamePackage } = await import('./same-package.ts');
      if (await isSamePackage(fresh, file)) return { ...draft, path: file };
      return await writeApkg(deck, { path: file, ...options });
    });
  } catch (error) {
    return describeWriteFailure(file, error);
  }
}
