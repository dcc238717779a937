import path from 'node:path';
import { Option, type Command } from 'commander';
import type { Deck, GatheredDeck } from '../../decks/index.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import {
  checkStateWritable,
  planExport,
  printGone,
  recoverLedger,
  saveLedger,
  type AnkiNote,
  type CardId,
  type IdentifiedCard,
  type Ledger,
  type PlannedExport,
} from '../../identity/index.ts';
import { ankiNotesOf } from '../anki-notes.ts';
import type { Context } from '../context.ts';
import { countDiagnostics, printDiagnostics } from '../diagnostic-report.ts';
import { exportDocument } from '../export-document.ts';
import type { ExportedReviews } from '../exported-reviews.ts';
import { countOf } from '../count-of.ts';
import { printPlan, printReviews } from '../export-plan-text.ts';
import { readCardEvidence, type VaultEvidence } from '../card-evidence.ts';
import { cardOrderOf, cardOrders, type CardOrder, type SortCards } from '../card-order.ts';
import { gatherCards } from '../gather-cards.ts';
import { keptCards } from '../kept-cards.ts';
import { openFile } from '../open-file.ts';
import { addVaultFlags, openVault, type OpenVault, type VaultFlags } from '../open-vault.ts';
import { CannotError, exitStatus, UsageError } from '../outcome.ts';
import { startProgress } from '../progress.ts';
import { hashRecovered } from '../recovered-cards.ts';
import { showText } from '../screen.ts';
import { addSelectFlags, selectCards, type SelectFlags } from '../select-cards.ts';
import { printTour } from '../tour.ts';
import { openPackageFile, saveNoteTypes } from '../user-note-types.ts';
import { endings, writeDeck, type DeckFormat } from '../write-deck.ts';
import { writeGone } from '../write-gone.ts';

interface ExportFlags extends VaultFlags, SelectFlags {
  readonly out?: string;
  readonly format: DeckFormat;
  readonly deck?: string;
  readonly dryRun?: boolean;
  readonly onlyNew?: boolean;
  readonly verifiedOnly?: boolean;
  readonly order: CardOrder;
  readonly withReviews?: boolean;
  readonly recover?: string;
  readonly open?: boolean;
  readonly json?: boolean;
  readonly tour?: boolean;
}

export function defineExport(command: Command, context: Context): void {
  command
    .argument('[vault]', 'a folder of notes, or one note of it')
    .option('-o, --out <file>', 'where the deck goes (default: decks/<vault name>.apkg)')
    .addOption(new Option('--format <format>', 'what to write').choices(['apkg', 'text', 'json']).default('apkg'))
    .option('--deck <name>', 'deck for cards whose notes name none, levels parted by ::')
    .option('--dry-run', 'say what would be exported, and write nothing')
    .addOption(
      new Option('--order <order>', 'in which order Anki shows cards that are new to it')
        .choices(cardOrders)
        .default('notes'),
    )
    .option('--only-new', 'leave changed cards as they are in Anki, with the tags added there')
    .option('--verified-only', 'leave out cards that the kernel contradicts (see `sockrates verify --update`)');
  addSelectFlags(command);
  addVaultFlags(command)
    .option('--with-reviews', "add the quiz's answers as reviews, for cards that are not in Anki yet")
    .option('--recover <file>', "rebuild a lost ledger from Anki's export of the deck first")
    .option('--open', 'hand the deck to Anki')
    .option('--json', 'print one JSON document')
    .addOption(new Option('--tour', 'print one screen about what was made').hideHelp())
    .addHelpText(
      'after',
      `
Importing the same deck again is safe: cards keep their reviews, nothing is deleted.

Examples:
  sockrates export my-notes              decks/my-notes.apkg
  sockrates export --dry-run             what would change
  sockrates export --folder tcp -o tcp.apkg
  sockrates export --order study         what a concept requires is learned before it
  sockrates export --recover old.apkg    after the ledger was lost`,
    )
    .action(async (argument: string | undefined, flags: ExportFlags) => {
      await exportVault(argument, flags, context);
    });
}

async function exportVault(argument: string | undefined, flags: ExportFlags, context: Context): Promise<void> {
  let recovered: readonly AnkiNote[] = [];
  const open = await openVault(context, flags, argument, async (ledger) => {
    if (flags.recover === undefined) return ledger;
    recovered = ankiNotesOf(await openPackageFile(path.resolve(context.cwd, flags.recover)));
    return recoverCards(ledger, recovered, flags.recover, context);
  });
  refuseDamagedLedger(open);
  const file = outputPath(open, flags, context);
  const selected = selectCards(open, context.cwd, flags);
  const evidence = await readCardEvidence(open);
  const kept = keptCards(open, selected ?? open.identification.identified);
  const refuted = flags.verifiedOnly === true ? kept.filter(({ id }) => evidence.refuted.has(id)) : [];
  const told = refuted.length === 0 ? kept : kept.filter((card) => !refuted.includes(card));
  const inOrder = await cardOrderOf(open, flags.order);
  const gathered = gatherCards(open, inOrder(told), flags.deck, evidence.cards);
  const planned = planDeck(open, gathered, {
    flags,
    recovered,
    scope: selected?.map(({ id }) => id),
    refuted,
    now: context.now(),
  });
  const diagnostics = [...open.diagnostics, ...evidence.diagnostics, ...gathered.diagnostics];
  const reviews = await readReviews(open, flags);

  const goneFile = path.join(path.dirname(file), 'gone.txt');
  const written = flags.dryRun !== true && planned.mods.size > 0;
  const exported: Exported = { goneFile, flags, planned, gathered, evidence, refuted, reviews, diagnostics, inOrder };
  if (flags.dryRun !== true) await writeExport(open, { ...exported, file }, context);
  report(open, { ...exported, file: written ? file : undefined }, context);
  if (diagnostics.some(({ severity }) => severity === 'error')) context.exit(exitStatus.found);
  if (flags.open === true && written) openFile(file, context);
}

function recoverCards(ledger: Ledger, notes: readonly AnkiNote[], file: string, { screen }: Context): Ledger {
  const recovery = recoverLedger(ledger, notes);
  screen.printError(`${countOf(recovery.recovered.length, 'card')} recovered from ${showText(file)}`);
  return recovery.ledger;
}

/** Few exports take reviews along, and what reads them loads slowly. */
async function readReviews(open: OpenVault, flags: ExportFlags): Promise<ExportedReviews | undefined> {
  if (flags.withReviews !== true) return undefined;
  const { gatherReviews } = await import('../exported-reviews.ts');
  return gatherReviews(open, flags.format);
}

function refuseDamagedLedger({ loaded, state }: OpenVault): void {
  const [first] = loaded.diagnostics;
  if (first === undefined) return;
  throw new CannotError(
    `${path.join(state.folder, 'ledger.jsonl')}, line ${first.line}: ${first.message} Nothing was exported: with the ledger half read, cards could lose their reviews.`,
  );
}

function outputPath({ vault }: OpenVault, { out, format }: ExportFlags, { cwd }: Context): string {
  if (out !== undefined) return path.resolve(cwd, out);
  const name = vault.name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-');
  return path.resolve(cwd, 'decks', `${name}${endings[format]}`);
}

function planDeck(
  open: OpenVault,
  gathered: GatheredDeck,
  {
    flags,
    recovered,
    scope,
    refuted,
    now,
  }: {
    flags: ExportFlags;
    recovered: readonly AnkiNote[];
    scope: readonly CardId[] | undefined;
    refuted: readonly IdentifiedCard[];
    now: number;
  },
): PlannedExport {
  const { notes } = gathered.deck;
  const { identification, unread, cardSet } = open;
  const { plan, ...rest } = planExport({
    identification: hashRecovered(identification, gathered.deck, recovered),
    ledger: hashRecovered({ records: open.ledger }, gathered.deck, recovered).records,
    contentHashes: new Map(notes.map(({ id, contentHash }) => [id, contentHash])),
    decks: new Map(notes.map(({ id, deckName }) => [id, deckName])),
    now: Math.floor(now / 1000),
    unread,
    deleted: cardSet.deleted,
    ...(scope === undefined ? {} : { scope: new Set(scope) }),
    ...(flags.onlyNew === undefined ? {} : { onlyNew: flags.onlyNew }),
  });
  return { ...rest, plan: { ...plan, leftOut: plan.leftOut.filter((card) => !refuted.includes(card)) } };
}

interface Exported {
  readonly goneFile: string;
  readonly flags: ExportFlags;
  readonly planned: PlannedExport;
  readonly gathered: GatheredDeck;
  readonly evidence: VaultEvidence;
  /** Left out by `--verified-only`. */
  readonly refuted: readonly IdentifiedCard[];
  readonly reviews: ExportedReviews | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly inOrder: SortCards;
}

/** Deck first, then the ledger that speaks of it: whatever fails, nothing is taken for exported that was not. */
async function writeExport(
  open: OpenVault,
  exported: Exported & { readonly file: string },
  context: Context,
): Promise<void> {
  const { file, goneFile, flags, planned, gathered, reviews, diagnostics } = exported;
  const fault = checkStateWritable(open.state);
  if (fault !== undefined) throw new CannotError(fault.message);
  if (planned.mods.size > 0) {
    const progress = startProgress(context.screen, 'Writing cards:', context.stderr, context.now);
    const outcome = await writeDeck(flags.format, file, {
      vaultName: open.vault.name,
      deck: deckOf(open, exported),
      cards: open.identification.identified,
      diagnostics,
      mods: planned.mods,
      mayBeSame: planned.plan.cards.every(({ action }) => action === 'unchanged'),
      ...(reviews === undefined ? {} : { scheduleOf: reviews.scheduleOf }),
      onProgress: progress.report,
    }).finally(progress.end);
    if (!outcome.written) {
      if (outcome.fault === 'refused-name') throw new UsageError(outcome.message);
      throw new CannotError(outcome.message);
    }
  }
  const used = new Set(gathered.deck.noteTypes.map(({ id }) => id));
  if (flags.noteTypes !== undefined)
    await saveNoteTypes(
      open.state,
      open.noteTypes.filter(({ id }) => used.has(id)),
    );
  const saved = saveLedger(open.state, open.loaded, planned.ledger);
  if (saved.kind === 'failed') throw new CannotError(`the deck was written to ${file}, but ${saved.message}`);
  if (planned.plan.goneUnknown === undefined) await writeGone(goneFile, printGone(planned.plan, planned.ledger));
}

/** With `--only-new` just the new cards; otherwise all that were asked for and could be rendered. */
function deckOf(open: OpenVault, { flags, planned, gathered, evidence, inOrder }: Exported): Deck {
  const isWanted =
    flags.onlyNew === true
      ? new Set(planned.plan.cards.filter(({ action }) => action === 'new').map(({ card }) => card.id))
      : planned.mods;
  if (gathered.deck.notes.every(({ id }) => isWanted.has(id))) return gathered.deck;
  return gatherCards(
    open,
    inOrder(open.identification.identified.filter(({ id }) => isWanted.has(id))),
    flags.deck,
    evidence.cards,
  ).deck;
}

function report(open: OpenVault, exported: Exported & { readonly file: string | undefined }, context: Context): void {
  const { screen, cwd } = context;
  const { file, goneFile, flags, planned, gathered, refuted, reviews, diagnostics } = exported;
  const { plan, mods } = planned;
  const shownFile = file === undefined ? undefined : path.relative(cwd, file) || file;
  if (flags.json === true) {
    const written = shownFile === undefined ? {} : { written: shownFile };
    screen.printJson(
      exportDocument({
        vault: open.vault.name,
        ...written,
        format: flags.format,
        plan,
        mods,
        refuted,
        ...(reviews === undefined ? {} : { reviews }),
        diagnostics,
      }),
    );
    return;
  }
  if (flags.tour === true) {
    printTour(screen, {
      open,
      plan,
      deck: gathered.deck,
      diagnostics,
      ...(shownFile === undefined ? {} : { file: shownFile }),
    });
    return;
  }
  printDiagnostics(screen, diagnostics, 'error');
  printPlan(screen, plan, { goneFile: path.relative(cwd, goneFile), dryRun: flags.dryRun === true });
  const counted = countDiagnostics(diagnostics);
  if (refuted.length > 0)
    screen.print(
      `${countOf(refuted.length, 'card')} left out, which the kernel contradicts: \`sockrates verify\` says why`,
    );
  screen.print();
  if (shownFile !== undefined)
    screen.print(`${screen.style('bold', showText(shownFile))}  ${countOf(deckSize(plan, flags), 'card')}`);
  if (counted !== '') screen.print(screen.style('dim', `${counted}; \`sockrates lint\` lists them`));
  if (reviews !== undefined) printReviews(screen, reviews);
}

function deckSize({ cards }: PlannedExport['plan'], { onlyNew }: ExportFlags): number {
  return cards.filter(({ action }) => (onlyNew === true ? action === 'new' : action !== 'withheld')).length;
}
