import { Option, type Command } from 'commander';
import { lintCards } from '../../cards/index.ts';
import { compareDiagnostics, type Diagnostic } from '../../diagnostic.ts';
import { buildGraph } from '../../graph/index.ts';
import type { Context } from '../context.ts';
import { countDiagnostics, formatUnix, listDiagnostics } from '../diagnostic-report.ts';
import { countOf } from '../count-of.ts';
import { gatherCards } from '../gather-cards.ts';
import { keptCards } from '../kept-cards.ts';
import { addVaultFlags, openVault, type OpenVault, type VaultFlags } from '../open-vault.ts';
import { exitStatus } from '../outcome.ts';
import { readShipped } from '../shipped-vault.ts';
import { readVocabularyText } from '../verify-remembered.ts';

interface LintFlags extends VaultFlags {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly format: 'text' | 'unix';
}

export function defineLint(command: Command, context: Context): void {
  command.argument('[vault]', 'a folder of notes, or one note of it');
  addVaultFlags(command)
    .option('--strict', 'exit 1 on warnings too')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'unix']).default('text'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Exits 1 where an error was found (with --strict also for a warning). An unresolved link is a warning.

Examples:
  sockrates lint my-notes
  sockrates lint --format unix "tcp/Listen.md"   for an editor`,
    )
    .action(async (argument: string | undefined, flags: LintFlags) => {
      const open = await openVault(context, flags, argument);
      const diagnostics = [...lintVault(open), ...(await lintVocabulary(open))].sort(compareDiagnostics);
      report(open, diagnostics, flags, context);
    });
}

/** Everything that can be said about the notes without a review history. */
function lintVault(open: OpenVault): Diagnostic[] {
  const gathered = gatherCards(open, keptCards(open, open.identification.identified));
  const { diagnostics } = buildGraph({ vault: open.vault });
  return [...open.diagnostics, ...gathered.diagnostics, ...diagnostics, ...lintCards(open.cardSet.cards, open.vault)]
    .filter(({ path }) => open.note === undefined || path.normalize('NFC') === open.note)
    .sort(compareDiagnostics);
}

/** Faults of the vault's own words; a vault without any needs nobody else's. */
async function lintVocabulary({ vault, note }: OpenVault): Promise<readonly Diagnostic[]> {
  const hasWords =
    readVocabularyText(vault.root) !== undefined ||
    vault.notes.some(({ frontMatter }) => frontMatter.data['kind-of'] !== undefined);
  if (!hasWords || note !== undefined) return [];
  const { readVocabularies } = await import('../verify-sources.ts');
  return readVocabularies(vault, await readShipped(vault)).diagnostics;
}

function report(
  open: OpenVault,
  diagnostics: readonly Diagnostic[],
  flags: LintFlags,
  { screen, exit }: Context,
): void {
  if (flags.json === true) screen.printJson({ schema: 1, vault: open.vault.name, diagnostics });
  else if (flags.format === 'unix') for (const diagnostic of diagnostics) screen.print(formatUnix(diagnostic));
  else {
    listDiagnostics(screen, diagnostics);
    const notes = open.note === undefined ? open.vault.notes.length : 1;
    screen.print(`${countOf(notes, 'note')}: ${countDiagnostics(diagnostics) || 'nothing to report'}`);
  }
  const serious = flags.strict === true ? ['error', 'warning'] : ['error'];
  if (diagnostics.some(({ severity }) => serious.includes(severity))) exit(exitStatus.found);
}
