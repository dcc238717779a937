import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeStateFailure, makeFolder, readIfThere, writeStateFile } from '../state-file.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Ledger } from './ledger-record.ts';
import { parseLedger, printLedger } from './ledger-text.ts';

/** The folder of a vault's state: `.sockrates/` in the vault, or what `stateDir` of the configuration names. */
export interface StateFolder {
  readonly folder: string;
  /** How diagnostics name the folder: relative to the vault. */
  readonly label: string;
}

export interface LoadedLedger {
  readonly vaultId: string;
  /** Whether the vault id was made for this run and stands in no file yet. */
  readonly isNew: boolean;
  readonly ledger: Ledger;
  /** The ledger file's text as it was read: another export may have written since. */
  readonly text: string;
  /** A damaged ledger is read as far as it can be, and never overwritten. */
  readonly diagnostics: readonly Diagnostic[];
}

export type LoadOutcome = { readonly kind: 'loaded'; readonly loaded: LoadedLedger } | StateFailure;
export type SaveOutcome = { readonly kind: 'saved' | 'unchanged' } | StateFailure;

/** Why the state could not be read or written, and what to do about it. */
export interface StateFailure {
  readonly kind: 'failed';
  readonly reason: 'unreadable' | 'unwritable' | 'damaged' | 'changed-meanwhile';
  readonly message: string;
}

export function stateFolderOf(vaultRoot: string, stateDir?: string): StateFolder {
  const folder = path.resolve(vaultRoot, stateDir ?? '.sockrates');
  const label = path.relative(vaultRoot, folder).split(path.sep).join('/');
  return { folder, label: label === '' ? '.' : label };
}

/** Reads the vault's id and ledger. `newVaultId` (at least 16 random letters and digits) is used where the vault has no id yet. */
export function loadLedger(state: StateFolder, newVaultId: string): LoadOutcome {
  const vaultFile = path.join(state.folder, 'vault.json');
  let vaultText: string | undefined;
  let text: string;
  try {
    vaultText = readIfThere(vaultFile);
    text = readIfThere(path.join(state.folder, 'ledger.jsonl')) ?? '';
  } catch (error) {
    return failed('unreadable', `The vault's state in ${state.folder} cannot be read: ${describeStateFailure(error)}.`);
  }
  const vaultId = vaultText === undefined ? newVaultId : readVaultId(vaultText);
  if (vaultId === undefined) {
    return failed(
      'damaged',
      `${vaultFile} holds no vault id. Restore it from a backup or from git: all card ids derive from it.`,
    );
  }
  const { ledger, diagnostics } = parseLedger(text, `${state.label}/ledger.jsonl`);
  return { kind: 'loaded', loaded: { vaultId, isNew: vaultText === undefined, ledger, text, diagnostics } };
}

/** Whether the state could be saved now: asked before a deck is written, so that neither is written without the other. */
export function checkStateWritable(state: StateFolder): StateFailure | undefined {
  const probe = path.join(state.folder, `.probe-${process.pid}`);
  try {
    makeFolder(state.folder);
    writeFileSync(probe, '');
    rmSync(probe);
    return undefined;
  } catch (error) {
    return unwritable(state, error);
  }
}

/** Writes the vault's id and ledger whole, or nothing. A ledger that changes nothing leaves its file untouched. */
export function saveLedger(state: StateFolder, loaded: LoadedLedger, ledger: Ledger): SaveOutcome {
  const file = path.join(state.folder, 'ledger.jsonl');
  const first = loaded.diagnostics[0];
  if (first !== undefined) {
    return failed('damaged', `${file}, line ${first.line}: ${first.message} The file was left as it is.`);
  }
  const text = printLedger(ledger);
  try {
    if ((readIfThere(file) ?? '') !== loaded.text) {
      return failed(
        'changed-meanwhile',
        `${file} was changed by another program during this run. Run the command again.`,
      );
    }
    if (text === loaded.text && !loaded.isNew) return { kind: 'unchanged' };
    makeFolder(state.folder);
    if (loaded.isNew) {
      writeStateFile(path.join(state.folder, 'vault.json'), `${JSON.stringify({ schema: 1, id: loaded.vaultId })}\n`);
    }
    const attributes = path.join(state.folder, '.gitattributes');
    if (!existsSync(attributes)) writeStateFile(attributes, '*.jsonl merge=union\n');
    if (text !== loaded.text) writeStateFile(file, text);
    return { kind: 'saved' };
  } catch (error) {
    return unwritable(state, error);
  }
}

function unwritable(state: StateFolder, error: unknown): StateFailure {
  return failed(
    'unwritable',
    `The vault's state cannot be written to ${state.folder}: ${describeStateFailure(error)}. Without it the next export could not tell which card is which. ` +
      'Make the folder writable, or name another with stateDir in the configuration.',
  );
}

function failed(reason: StateFailure['reason'], message: string): StateFailure {
  return { kind: 'failed', reason, message };
}

function readVaultId(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}
