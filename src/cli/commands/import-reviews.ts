import path from 'node:path';
import type { Command } from 'commander';
import { readPackage, type AnkiPackage, type PackagePreset } from '../../decks/package/index.ts';
import {
  defaultSettings,
  defaultWeights,
  faultOfSettings,
  openJournal,
  quizCardId,
  recordsFromAnki,
  recordsToImport,
  type AnkiHistory,
  type SchedulingSettings,
} from '../../quiz/index.ts';
import type { Context } from '../context.ts';
import { countOf } from '../count-of.ts';
import { addVaultFlags, openVault, type OpenVault, type VaultFlags } from '../open-vault.ts';
import { CannotError, exitStatus, UsageError } from '../outcome.ts';
import { openVaultScheduler, saveScheduling } from '../scheduling.ts';
import { showText } from '../screen.ts';

interface ImportFlags extends VaultFlags {
  readonly options?: boolean;
  readonly json?: boolean;
}

export function defineImportReviews(command: Command, context: Context): void {
  command
    .argument('<file>', "Anki's export of the deck or collection: .apkg or .colpkg")
    .option('--options', "take over the deck's FSRS weights, retention and steps as well")
    .option('--json', 'print one JSON document');
  addVaultFlags(command)
    .addHelpText(
      'after',
      `
In Anki: File > Export, with "Include scheduling information" (and "Include deck presets" for --options). Importing the
same file again, or a later one, adds only what is new.

Example:
  sockrates import-reviews ~/Downloads/Sockets.apkg --options`,
    )
    .action(async (file: string, flags: ImportFlags) => {
      await importReviews(path.resolve(context.cwd, file), flags, context);
    });
}

async function importReviews(file: string, flags: ImportFlags, context: Context): Promise<void> {
  const outcome = await readPackage(file, undefined, { log: true });
  if (!outcome.read) {
    if (outcome.fault === 'not-found' || outcome.fault === 'not-a-package') throw new UsageError(outcome.message);
    throw new CannotError(outcome.message);
  }
  const open = await openVault(context, flags);
  const { histories, elsewhere, decks } = matchCards(outcome.package, open);
  const preset = flags.options === true ? await takeOptions(outcome.package, decks, open) : undefined;
  const { settings } = openVaultScheduler(open);
  const opened = openJournal(open.state.folder, { now: context.now(), nonce: context.randomHex(6) });
  if (opened.kind !== 'opened') throw new CannotError(opened.message);
  const { journal } = opened;
  try {
    const all = histories.flatMap((history) => recordsFromAnki(history, settings));
    const fresh = recordsToImport(all, journal.records);
    if (fresh.length > 0) journal.appendAll([...fresh].sort((a, b) => a.at - b.at));
    const count = (records: ReturnType<typeof recordsToImport>): number =>
      records.filter(({ kind }) => kind === 'answer').length;
    const cards = new Set(fresh.flatMap((record) => (record.kind === 'answer' ? [record.card] : []))).size;
    const counts = { all: count(all), fresh: count(fresh), cards, elsewhere, reviews: outcome.package.reviews };
    report({ ...counts, preset }, flags, context);
  } finally {
    journal.close();
  }
}

interface Matched {
  readonly histories: readonly AnkiHistory[];
  /** Reviewed cards of the package that are none of this vault. */
  readonly elsewhere: number;
  /** Ids of the decks that hold the vault's cards, once for each. */
  readonly decks: readonly number[];
}

/** Anki's cards are ours by the guid of their note. */
function matchCards({ notes, cards, log }: AnkiPackage, { identification }: OpenVault): Matched {
  const byGuid = new Map(identification.identified.map(({ guid, id }) => [guid, id]));
  const ours = new Map(
    notes.flatMap(({ id, guid }) => {
      const card = byGuid.get(guid);
      return card === undefined ? [] : [[id, card] as const];
    }),
  );
  const rows = new Map<number, AnkiHistory['rows'][number][]>();
  for (const review of log) {
    const known = rows.get(review.card);
    if (known === undefined) rows.set(review.card, [review]);
    else known.push(review);
  }
  let elsewhere = 0;
  const histories: AnkiHistory[] = [];
  const decks: number[] = [];
  for (const { id, note, ord, type, deck } of cards) {
    const card = ours.get(note);
    const reviews = rows.get(id);
    if (card !== undefined) decks.push(deck);
    if (reviews === undefined) continue;
    if (card === undefined) elsewhere += 1;
    else histories.push({ card: quizCardId(card, ord), ankiCard: id, type, rows: reviews });
  }
  return { histories, elsewhere, decks };
}

/** The options of the deck that most cards are in. */
async function takeOptions(
  { presets }: AnkiPackage,
  decks: readonly number[],
  open: OpenVault,
): Promise<PackagePreset> {
  const uses = (preset: PackagePreset): number => decks.filter((deck) => preset.decks.includes(deck)).length;
  const [preset] = [...presets].sort((a, b) => uses(b) - uses(a));
  if (preset === undefined || uses(preset) === 0)
    throw new CannotError('the file holds no options of these decks; export it with "Include deck presets"');
  const { weights, retention, maximumInterval, learningSteps, relearningSteps, leechThreshold } = preset;
  const settings: SchedulingSettings = {
    ...defaultSettings,
    weights: weights.length === 0 ? defaultWeights : weights,
    retention,
    maximumInterval,
    learningSteps,
    relearningSteps,
    leechThreshold,
  };
  const fault = faultOfSettings(settings);
  if (fault !== undefined) throw new CannotError(`the options "${showText(preset.name)}" cannot be used: ${fault}`);
  await saveScheduling(open.state.folder, settings);
  return preset;
}

interface Imported {
  readonly all: number;
  readonly fresh: number;
  readonly cards: number;
  readonly elsewhere: number;
  readonly reviews: number;
  readonly preset: PackagePreset | undefined;
}

function report(imported: Imported, { json }: ImportFlags, { screen, exit }: Context): void {
  const { all, fresh, cards, elsewhere, preset, reviews } = imported;
  if (json === true)
    screen.printJson({
      schema: 1,
      imported: fresh,
      cards,
      known: all - fresh,
      elsewhere,
      ...(preset === undefined ? {} : { options: preset.name }),
    });
  else {
    screen.print(
      `${countOf(fresh, 'review')} of ${countOf(cards, 'card')} imported${all > fresh ? `, ${all - fresh} known already` : ''}`,
    );
    if (elsewhere > 0)
      screen.print(
        `${countOf(elsewhere, 'reviewed card')} of the file ${elsewhere === 1 ? 'is' : 'are'} none of this vault`,
      );
    if (reviews === 0)
      screen.print('The file holds no reviews: export it from Anki with "Include scheduling information".');
    if (preset !== undefined)
      screen.print(`From now on cards are scheduled by Anki's options "${showText(preset.name)}".`);
  }
  if (all === 0) exit(exitStatus.found);
}
