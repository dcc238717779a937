import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { extractCards, type Card, type CardSet, type NoteTypeDeclaration } from '../cards/index.ts';
import type { NoteType } from '../decks/index.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostic.ts';
import {
  identifyCards,
  loadLedger,
  stateFolderOf,
  type Identification,
  type Ledger,
  type LoadedLedger,
  type StateFolder,
} from '../identity/index.ts';
import { readVault, type NoteId, type Vault } from '../vault/index.ts';
import { configOf, loadConfig, type Config } from './config.ts';
import type { Context } from './context.ts';
import { CannotError } from './outcome.ts';
import { startProgress } from './progress.ts';
import { describeSystemError } from './system-error.ts';
import { loadNoteTypes, readNoteTypes } from './user-note-types.ts';
import { chooseVault } from './vault-choice.ts';

/** Flags that every command takes which reads cards. */
export interface VaultFlags {
  readonly vault?: string;
  readonly derived?: boolean;
  readonly splitLong?: boolean;
  readonly noteTypes?: string;
}

/** A vault with its cards, each with its id, as every command starts from it. */
export interface OpenVault {
  readonly config: Config;
  readonly vault: Vault;
  /** The one note that was named instead of a vault. */
  readonly note?: NoteId;
  readonly cardSet: CardSet;
  readonly state: StateFolder;
  readonly loaded: LoadedLedger;
  /** What cards were identified against: `loaded.ledger`, or what `recover` made of it. */
  readonly ledger: Ledger;
  readonly identification: Identification;
  /** Types of the user's own Anki: from `--note-types` and from earlier adoptions. */
  readonly noteTypes: readonly NoteType[];
  /** Of reading, cards and identity; sorted. */
  readonly diagnostics: readonly Diagnostic[];
  /** Notes and folders that could not be read whole. */
  readonly unread: ReadonlySet<string>;
}

/** Rules that cost a note its cards for now. */
const unreadRules: ReadonlySet<string> = new Set([
  'note-too-costly',
  'parser-failed',
  'unreadable-note',
  'duplicate-note-name',
]);

export function addVaultFlags(command: Command): Command {
  return command
    .option('--vault <folder>', 'the folder of notes')
    .option('--no-derived', 'only cards written as cards, none derived from prose')
    .option('--split-long', 'also make small cards out of long START answers')
    .option('--note-types <file>', "a package that holds the user's own note types");
}

/** Reads the vault that the arguments, the configuration or the working folder name. `recover` may rebuild the ledger first. */
export async function openVault(
  { cwd, screen, stderr, now }: Context,
  flags: VaultFlags,
  argument?: string,
  recover: (ledger: Ledger) => Promise<Ledger> = (ledger) => Promise.resolve(ledger),
): Promise<OpenVault> {
  const loadedConfig = loadConfig(cwd);
  const choice = chooseVault(cwd, loadedConfig, flags.vault, argument);
  const config = configOf(loadedConfig, choice.root);
  const progress = startProgress(screen, 'Reading notes:', stderr, now);
  const { vault, diagnostics: faults } = await readVault({
    root: choice.root,
    ...(config.name === undefined ? {} : { name: config.name }),
    ...(config.ignore === undefined ? {} : { ignore: config.ignore }),
    onProgress: progress.report,
  })
    .catch((error: unknown) => {
      throw new CannotError(`the vault ${choice.root} cannot be read: ${describeSystemError(error)}`);
    })
    .finally(progress.end);

  const state = stateFolderOf(vault.root, config.stateDir);
  const outcome = loadLedger(state, provisionalVaultId(vault.root));
  if (outcome.kind === 'failed') throw new CannotError(outcome.message);
  const { loaded } = outcome;
  const given = flags.noteTypes === undefined ? [] : await readNoteTypes(path.resolve(cwd, flags.noteTypes));
  const known = loadNoteTypes(state);
  const noteTypes = [...given, ...known.filter(({ id }) => !given.some((type) => type.id === id))];
  const cardSet = extractCards(vault, {
    noteTypes: [...declaredTypes(config), ...noteTypes.map(declare)],
    derived: flags.derived !== false && config.derived !== false,
    splitLong: flags.splitLong ?? config.splitLong ?? false,
  });
  const ledger = await recover(loaded.ledger);
  const all: readonly Card[] = [...cardSet.cards, ...cardSet.rejected];
  const identification = identifyCards(all, ledger, loaded.vaultId, new Set(cardSet.rejected));
  const note = choice.note === undefined ? undefined : noteIdOf(vault, choice.note);
  return {
    config,
    vault,
    ...(note === undefined ? {} : { note }),
    cardSet,
    state,
    loaded,
    ledger,
    identification,
    noteTypes,
    diagnostics: [...faults, ...cardSet.diagnostics, ...identification.diagnostics, ...loaded.diagnostics].sort(
      compareDiagnostics,
    ),
    unread: new Set(faults.filter(({ rule }) => unreadRules.has(rule)).map((fault) => fault.path.normalize('NFC'))),
  };
}

/**
 * The id of a vault that has none yet: the first export writes it down. Until then `cards` and `drop` must name cards by
 * the same ids, so it is drawn from what tells this folder from every other, not from chance.
 */
function provisionalVaultId(root: string): string {
  const { ino, dev, birthtimeMs } = statSync(root);
  return createHash('sha256')
    .update(JSON.stringify([root, hostname(), dev, ino, birthtimeMs]))
    .digest('hex')
    .slice(0, 32);
}

function noteIdOf(vault: Vault, file: string): NoteId {
  const id = path.relative(vault.root, file).split(path.sep).join('/').normalize('NFC');
  const note = vault.notes.find((one) => one.id === id || one.path === id);
  if (note === undefined) throw new CannotError(`${file} is no note of the vault ${vault.root}: is it ignored?`);
  return note.id;
}

function declaredTypes(config: Config): NoteTypeDeclaration[] {
  return Object.entries(config.noteTypes ?? {}).map(([name, { fields, cloze }]) => ({
    name,
    fields,
    cloze: cloze ?? false,
  }));
}

function declare(type: NoteType): NoteTypeDeclaration {
  return { name: type.name, fields: type.fields.map(({ name }) => name), cloze: type.kind === 'cloze' };
}
