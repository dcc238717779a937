import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVault, type Vault } from '../vault/index.ts';

/** The notes that ship with the program: their experiments, concepts and vocabulary serve every vault. */
export const shippedVault = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../notes');

/** Reads them; the vault itself where that is the one, or where none shipped. */
export async function readShipped(vault: Vault): Promise<Vault> {
  if (vault.root === shippedVault || !existsSync(shippedVault)) return vault;
  return (await readVault({ root: shippedVault })).vault;
}
