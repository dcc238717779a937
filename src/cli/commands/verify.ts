import { statSync } from 'node:fs';
import path from 'node:path';
import { Option, type Command } from 'commander';
import { openVerdictCache } from '../../pairing/verdict-cache/index.ts';
import { compareDiagnostics, type Diagnostic } from '../../diagnostic.ts';
import { readVault, type Note, type Vault } from '../../vault/index.ts';
import { configOf, loadConfig, type LoadedConfig } from '../config.ts';
import type { Context } from '../context.ts';
import { printDiagnostics } from '../diagnostic-report.ts';
import { findNote } from '../find-note.ts';
import { CannotError, exitStatus, UsageError } from '../outcome.ts';
import { startProgress } from '../progress.ts';
import { describeSystemError } from '../system-error.ts';
import { chooseVault } from '../vault-choice.ts';
import { verifyDocument } from '../verify-document.ts';
import { findingsOf, verdictKinds } from '../verify-finding.ts';
import { printReport, printUnix } from '../verify-report.ts';
import type { VerdictKind } from '../verify-words.ts';
import type { Verification } from '../verification.ts';
import { verifyRemembered } from '../verify-remembered.ts';
import { version } from '../version.ts';

interface VerifyFlags {
  readonly json?: boolean;
  readonly only?: string;
  readonly update?: boolean;
  readonly cache: boolean;
  readonly format: 'text' | 'unix';
  readonly vault?: string;
}

export function defineVerify(command: Command, context: Context): void {
  command
    .argument('[vault...]', 'a folder of notes, or notes of it')
    .option('--only <verdicts>', `list only these: ${verdictKinds.join(', ')}, all`)
    .option('--update', 'keep the evidence in the vault, for exports to show on cards')
    .option('--no-cache', 'ask the kernel anew, whatever was seen before')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'unix']).default('text'))
    .option('--json', 'print one JSON document')
    .option('--vault <folder>', 'the folder of notes')
    .addHelpText(
      'after',
      `
Finds what notes claim, replays the experiments that decide it against this kernel, and says which claims hold.
Exits 1 where a claim is refuted, 3 where nothing could be run.

Examples:
  sockrates verify my-notes
  sockrates verify tcp/Listen.md --only all
  sockrates verify --update              then export shows the evidence on the cards`,
    )
    .action((named: readonly string[], flags: VerifyFlags) => verify(named, flags, context));
}

async function verify(named: readonly string[], flags: VerifyFlags, context: Context): Promise<void> {
  const { screen, cwd, stderr, now, exit } = context;
  const started = now();
  const only = readOnly(flags.only);
  const { vault, notes, stateDir, faults } = await openNotes(named, flags, context);
  const cache = openVerdictCache({ version, ...(flags.cache ? {} : { folder: false }) });
  const progress = startProgress(screen, 'Experiments:', stderr, now);
  const found = await verifyRemembered({ vault, notes }, cache, progress.report).finally(progress.end);
  const verification = { ...found, diagnostics: [...faults, ...found.diagnostics].sort(compareDiagnostics) };
  const whole = notes.length === vault.notes.length;
  const update = flags.update === true ? await updateEvidence(verification, vault, stateDir, whole) : undefined;
  const findings = findingsOf(verification);
  const options = {
    root: vault.root,
    cwd,
    findings,
    seconds: (now() - started) / 1000,
    ...(only === undefined ? {} : { only }),
  };
  if (flags.json === true) screen.printJson(verifyDocument(verification, only, update));
  else {
    printDiagnostics(screen, verification.diagnostics, 'warning');
    if (flags.format === 'unix') printUnix(screen, options);
    else printReport(screen, verification, options);
    if (update?.written === true) screen.printError(`evidence written to ${path.relative(cwd, update.file)}`);
  }
  exit(
    statusOf(
      verification,
      findings.some(({ kind }) => kind === 'refuted'),
    ),
  );
}

function statusOf({ runs }: Verification, hasRefuted: boolean): number {
  if (hasRefuted) return exitStatus.found;
  const verdicts = [...runs.records.values()].map(({ verdict }) => verdict);
  const none = verdicts.every((verdict) => verdict === 'not-testable-here' || verdict === 'inconclusive');
  return verdicts.length > 0 && none ? exitStatus.cannot : exitStatus.done;
}

function readOnly(given: string | undefined): ReadonlySet<VerdictKind> | undefined {
  if (given === undefined) return undefined;
  const names = given.split(',').map((name) => name.trim().toLowerCase().replace(/\s+/gu, '-'));
  if (names.includes('all')) return new Set(verdictKinds);
  return new Set(
    names.map((name) => {
      const kind = verdictKinds.find((one) => one === name);
      if (kind === undefined)
        throw new UsageError(`--only takes ${verdictKinds.join(', ')} or all, not ${name === '' ? 'nothing' : name}`);
      return kind;
    }),
  );
}

interface OpenNotes {
  readonly vault: Vault;
  readonly notes: readonly Note[];
  readonly stateDir: string | undefined;
  /** Notes that could not be read; what else is wrong with them is for `lint` to say. */
  readonly faults: readonly Diagnostic[];
}

/** Either one vault, or some notes of one. */
async function openNotes(
  named: readonly string[],
  flags: VerifyFlags,
  { cwd, screen, stderr, now }: Context,
): Promise<OpenNotes> {
  const [first, ...others] = named;
  const loaded = loadConfig(cwd);
  const isFolder = (name: string): boolean =>
    statSync(path.resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory() === true;
  const folder = others.length > 0 ? named.find(isFolder) : undefined;
  if (folder !== undefined)
    throw new UsageError(`verify one vault at a time, or several notes of one: ${folder} is a folder among others`);
  const { root, note } = chooseVault(cwd, loaded, flags.vault ?? usualVaultOf(named, loaded, cwd), first);
  const config = configOf(loaded, root);
  const progress = startProgress(screen, 'Reading notes:', stderr, now);
  const { vault, diagnostics } = await readVault({
    root,
    ...(config.name === undefined ? {} : { name: config.name }),
    ...(config.ignore === undefined ? {} : { ignore: config.ignore }),
    onProgress: progress.report,
  })
    .catch((error: unknown) => {
      throw new CannotError(`the vault ${root} cannot be read: ${describeSystemError(error)}`);
    })
    .finally(progress.end);
  const wanted = note === undefined ? [] : named;
  const notes = wanted.length === 0 ? vault.notes : [...new Set(wanted.map((name) => findNote(vault, cwd, name)))];
  const faults = diagnostics.filter(({ severity }) => severity === 'error');
  return { vault, notes, stateDir: config.stateDir, faults };
}

/** The vault that is meant where none is named, if all of the notes lie in it: their words and experiments count for them. */
function usualVaultOf(named: readonly string[], loaded: LoadedConfig, cwd: string): string | undefined {
  if (
    named.length === 0 ||
    named.some((name) => statSync(path.resolve(cwd, name), { throwIfNoEntry: false })?.isFile() !== true)
  )
    return undefined;
  try {
    const { root } = chooseVault(cwd, loaded);
    const lies = (name: string): boolean => !path.relative(root, path.resolve(cwd, name)).startsWith('..');
    return named.every(lies) ? root : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

async function updateEvidence(
  { experiments, runs }: Verification,
  vault: Vault,
  stateDir: string | undefined,
  whole: boolean,
): Promise<{ readonly written: boolean; readonly file: string }> {
  const { loadEvidence, renewEvidence, saveEvidence } = await import('../../pairing/recorded/index.ts');
  const { stateFolderOf } = await import('../../identity/index.ts');
  const { folder, label } = stateFolderOf(vault.root, stateDir);
  try {
    const before = loadEvidence(folder, label).evidence;
    const renewed = renewEvidence(before, {
      records: runs.records,
      texts: new Map(experiments.map(({ id, text }) => [id, text])),
      whole,
    });
    return { written: saveEvidence(folder, renewed), file: path.join(folder, 'evidence.jsonl') };
  } catch (error) {
    throw new CannotError(`the evidence cannot be kept in ${folder}: ${describeSystemError(error)}`);
  }
}
