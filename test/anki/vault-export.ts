import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { extractCards } from '../../src/cards/index.ts';
import { writeApkg } from '../../src/decks/apkg/index.ts';
import { gatherDeck, type Deck } from '../../src/decks/index.ts';
import { identifyCards, planExport, type ExportPlan, type Ledger } from '../../src/identity/index.ts';
import { readVault } from '../../src/vault/index.ts';
import { newFile } from '../decks/apkg-pack.ts';

export interface ExportedVault {
  readonly file: string;
  readonly deck: Deck;
  readonly plan: ExportPlan;
  readonly ledger: Ledger;
}

/** A vault for a test: its notes by path. Files that are bytes are attachments. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** When the first export of a test vault takes place, in seconds since 1970: 2026-01-01. */
export const FIRST_EXPORT = 1_767_225_600;

export function makeVault(files: Files, copyOf?: string): string {
  const root = path.join(newFile(''), 'Sockets');
  mkdirSync(root, { recursive: true });
  if (copyOf !== undefined) cpSync(copyOf, root, { recursive: true });
  changeVault(root, files);
  return root;
}

export function changeVault(root: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
}

/** The whole way of `sockrates export`: notes, cards, lasting ids, deck, package. */
export async function exportVault(
  root: string,
  {
    ledger = new Map(),
    now = FIRST_EXPORT,
    vaultId = 'vault-of-a-test',
  }: { ledger?: Ledger; now?: number; vaultId?: string } = {},
): Promise<ExportedVault> {
  const { vault } = await readVault({ root, name: 'Sockets', cacheDir: false });
  const identification = identifyCards(extractCards(vault).cards, ledger, vaultId);
  const { deck } = gatherDeck(identification.identified, {
    vault,
    readAttachment: (name) => readFileSync(path.join(root, name)),
  });
  const planned = planExport({
    identification,
    ledger,
    contentHashes: new Map(deck.notes.map(({ id, contentHash }) => [id, contentHash])),
    decks: new Map(deck.notes.map(({ id, deckName }) => [id, deckName])),
    now,
  });
  const file = newFile('.apkg');
  const outcome = await writeApkg(deck, { path: file, modified: ({ id }) => planned.mods.get(id) ?? now });
  if (!outcome.written) throw new Error(outcome.message);
  return { file, deck, plan: planned.plan, ledger: planned.ledger };
}
