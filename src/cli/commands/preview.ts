import path from 'node:path';
import type { Command } from 'commander';
import { renderPreview } from '../../decks/index.ts';
import { writeWhole } from '../../decks/output/index.ts';
import type { Context } from '../context.ts';
import { printDiagnostics } from '../diagnostic-report.ts';
import { countOf } from '../count-of.ts';
import { readCardEvidence } from '../card-evidence.ts';
import { gatherCards } from '../gather-cards.ts';
import { keptCards } from '../kept-cards.ts';
import { openFile } from '../open-file.ts';
import { addVaultFlags, openVault, type VaultFlags } from '../open-vault.ts';
import { CannotError } from '../outcome.ts';
import { showText } from '../screen.ts';
import { addSelectFlags, selectCards, type SelectFlags } from '../select-cards.ts';

interface PreviewFlags extends VaultFlags, SelectFlags {
  readonly out?: string;
  readonly deck?: string;
  readonly open?: boolean;
}

export function definePreview(command: Command, context: Context): void {
  command
    .argument('[vault]', 'a folder of notes, or one note of it')
    .option('-o, --out <file>', 'where the page goes (default: decks/<vault name>-preview.html)');
  addSelectFlags(command);
  addVaultFlags(command)
    .option('--deck <name>', 'deck for cards whose notes name none')
    .option('--open', 'open the page in the browser')
    .addHelpText(
      'after',
      `
Examples:
  sockrates preview my-notes --open
  sockrates preview --note Listen -o listen.html`,
    )
    .action(async (argument: string | undefined, flags: PreviewFlags) => {
      await writePreview(argument, flags, context);
    });
}

async function writePreview(argument: string | undefined, flags: PreviewFlags, context: Context): Promise<void> {
  const { screen, cwd } = context;
  const open = await openVault(context, flags, argument);
  const selected = keptCards(open, selectCards(open, cwd, flags) ?? open.identification.identified);
  const evidence = await readCardEvidence(open);
  const { deck, diagnostics } = gatherCards(open, selected, flags.deck, evidence.cards);
  printDiagnostics(screen, [...evidence.diagnostics, ...diagnostics], 'error');
  const name = open.vault.name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-');
  const file = path.resolve(cwd, flags.out ?? path.join('decks', `${name}-preview.html`));
  const outcome = await writeWhole(file, renderPreview(deck, { title: open.vault.name }));
  if (!outcome.written) throw new CannotError(outcome.message);
  screen.print(
    `${screen.style('bold', showText(path.relative(cwd, file) || file))}  ${countOf(deck.notes.length, 'card')}`,
  );
  if (flags.open === true) openFile(file, context);
}
