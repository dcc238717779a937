import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { LoadedConfig } from './config.ts';
import { UsageError } from './outcome.ts';

export interface VaultChoice {
  /** Absolute path of the vault's folder. */
  readonly root: string;
  /** Absolute path of the one note that was named, if a note was. */
  readonly note?: string;
}

/**
 * The vault to work on: `--vault` or the first argument (a folder is a vault, a file a note of one), else the
 * configuration's, else the nearest folder upward that has a `.sockrates` folder, else `./notes`.
 */
export function chooseVault(
  cwd: string,
  { config, folder }: LoadedConfig,
  flag?: string,
  argument?: string,
): VaultChoice {
  if (argument !== undefined) {
    const given = path.resolve(cwd, argument);
    if (!existsSync(given)) throw new UsageError(`${argument}: no such folder or note`);
    if (statSync(given).isDirectory()) {
      if (flag !== undefined && path.resolve(cwd, flag) !== given)
        throw new UsageError(`--vault ${flag} and ${argument} are two vaults: name one`);
      return { root: given };
    }
    const root =
      flag === undefined ? (nearestVault(path.dirname(given)) ?? path.dirname(given)) : checkFolder(cwd, flag);
    if (path.relative(root, given).startsWith('..')) throw new UsageError(`${argument} lies outside the vault ${root}`);
    return { root, note: given };
  }
  if (flag !== undefined) return { root: checkFolder(cwd, flag) };
  if (config.vault !== undefined) return { root: checkFolder(folder, config.vault) };
  const nearest = nearestVault(cwd);
  if (nearest !== undefined) return { root: nearest };
  if (existsSync(path.join(cwd, 'notes'))) return { root: checkFolder(cwd, 'notes') };
  throw new UsageError('no vault here: name a folder of notes, as in `sockrates export my-notes`');
}

function checkFolder(from: string, name: string): string {
  const folder = path.resolve(from, name);
  if (!existsSync(folder)) throw new UsageError(`${name}: no such folder`);
  if (!statSync(folder).isDirectory()) throw new UsageError(`${name} is not a folder; a vault is a folder of notes`);
  return folder;
}

function nearestVault(from: string): string | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.sockrates')) || existsSync(path.join(folder, '.obsidian'))) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}
