import type { ExportedReviews } from './exported-reviews.ts';
import type { ExportPlan, IdentifiedCard, LedgerRecord, NearMiss, PlannedCard } from '../identity/index.ts';
import { searchesToMove } from '../identity/index.ts';
import { countOf } from './count-of.ts';
import { showText, type Screen } from './screen.ts';

/** How many cards of a kind are named before the rest is only counted. */
const shown = 5;

/** Prints what an export does, the rare and the risky in full, the rest as counts. */
export function printPlan(
  screen: Screen,
  plan: ExportPlan,
  { goneFile, dryRun }: { goneFile: string; dryRun: boolean },
): void {
  const by = (action: PlannedCard['action']): PlannedCard[] => plan.cards.filter((card) => card.action === action);
  const moved = plan.cards.filter(({ movedFrom }) => movedFrom !== undefined);
  const atRisk = plan.cards.filter((card) => card.atRisk !== undefined);
  const copies = plan.cards.filter(({ secondCopyOf }) => secondCopyOf !== undefined);
  const derived = plan.cards.filter(({ card }) => card.card.derived !== undefined);
  const row = (label: string, count: number, note = ''): void => {
    if (count === 0) return;
    const head = `${label.padEnd(10)}${String(count).padStart(6)}`;
    screen.print(note === '' ? head : `${head}  ${screen.style('dim', note)}`);
  };
  row('new', by('new').length);
  row('changed', by('changed').length, 'their schedules are kept');
  row('unchanged', by('unchanged').length);
  row('withheld', by('withheld').length, 'changed, and left as they are in Anki');
  row('moved', moved.length, 'to another deck; Anki keeps them where they are');
  row('at risk', atRisk.length, 'new, though they look like earlier cards');
  row('left out', plan.leftOut.length, 'could not be rendered');
  row('derived', derived.length, 'of these, from prose; --no-derived leaves them out');
  row('dropped', plan.dropped.length, 'rejected by you');
  row('gone', plan.gone.length, 'no longer in the notes; Anki keeps them');
  row('deleted', plan.deleted.length, 'left out by DELETE; Anki keeps them');
  if (plan.cards.length === 0) screen.print('no cards');

  const fresh = by('new');
  const isDerived = ({ card }: PlannedCard): boolean => card.card.derived !== undefined;
  list(screen, 'New', sample(fresh.filter((card) => !isDerived(card))), ({ card }) => cardLine(card));
  list(screen, 'New, derived from prose', sample(fresh.filter(isDerived)), ({ card }) => cardLine(card));
  list(screen, 'Changed', by('changed'), ({ card }) => cardLine(card));
  list(
    screen,
    'At risk',
    atRisk,
    ({ card, atRisk: miss }) => `${cardLine(card)}\n    ${riskText(miss)}`,
    undefined,
    Infinity,
  );
  if (atRisk.length > 0) {
    screen.print(
      '  The earlier card stays in Anki with its reviews. If it is the same card, take the edit back, add a line `id:: a-name` below it, export, and edit again.',
    );
  }
  list(
    screen,
    'Second copies',
    copies,
    ({ card, secondCopyOf }) =>
      `${cardLine(card)}\n    is in Anki as ${secondCopyOf ?? ''}; importing makes a second copy. \`sockrates adopt EXPORT.apkg\` ties it to that note`,
  );
  for (const { deck, count, searches } of searchesToMove(plan.cards)) {
    heading(
      screen,
      `To move ${countOf(count, 'card')} to ${showText(deck)}, paste into Anki's browser, select all, Cards > Change Deck`,
    );
    for (const search of searches) screen.print(`  ${search}`);
  }
  list(
    screen,
    'Empty cards',
    plan.emptiedGaps,
    ({ id, numbers }) =>
      `${id}: ${numbers.map((number) => `c${number}`).join(', ')} no longer stands in the text; Anki shows it as empty until Tools > Empty Cards`,
  );
  list(screen, `Gone; searches for them are in ${showText(goneFile)}`, plan.gone, recordLine, '');
  list(
    screen,
    `Deleted; searches for them are in ${showText(goneFile)}`,
    plan.deleted,
    ({ ankiNoteId, place }) => `nid:${ankiNoteId}  ${showText(`${place.path}:${place.line}`)}`,
    '',
  );
  printWarnings(screen, plan, by('changed').length, dryRun);
}

/** A few from all over the vault in front, so that they say more than the first note's would. */
function sample(cards: readonly PlannedCard[]): PlannedCard[] {
  const step = Math.max(1, Math.floor(cards.length / shown));
  const first = cards.filter((_, index) => index % step === 0).slice(0, shown);
  return [...first, ...cards.filter((card) => !first.includes(card))];
}

function printWarnings(screen: Screen, plan: ExportPlan, changed: number, dryRun: boolean): void {
  const warn = (text: string): void => screen.print(`${screen.style('yellow', 'note')}  ${text}`);
  if (changed > 0) {
    screen.print();
    warn(`${countOf(changed, 'changed note')}: tags added in Anki will be replaced; --only-new avoids it`);
  }
  if (plan.clockBehindBy !== undefined) {
    warn(
      `this clock is ${countOf(Math.round(plan.clockBehindBy / 60), 'minute')} behind the last export: set it right, or Anki may take the next changes for old ones`,
    );
  }
  if (plan.goneUnknown === 'empty')
    warn('no card was found at all, although the ledger knows some: nothing is taken to be gone');
  if (plan.goneUnknown === 'incomplete') warn('not every note could be read: nothing is taken to be gone');
  if (dryRun) warn('nothing was written (--dry-run)');
}

const reasons: Readonly<Record<NearMiss['reason'], string>> = {
  kind: 'is another kind of card, and an import cannot change that',
  cell: 'stands in another row or column',
  number: 'has another number',
  negation: 'one of them says no where the other says yes',
  identifier: 'names something else',
  contrast: 'says the opposite, or speaks of the other side',
  concept: 'is about another concept',
  wording: 'is worded too differently to be sure',
  answer: 'has another answer, in another note',
  ambiguous: 'could be more than one earlier card',
};

export function riskText(miss: NearMiss | undefined): string {
  if (miss === undefined) return '';
  return `resembles ${miss.resembles.join(', ')}, but ${reasons[miss.reason]}`;
}

export function cardLine({ id, card }: IdentifiedCard): string {
  const question = card.fields.Front ?? card.fields.Text ?? Object.values(card.foreign?.fields ?? {})[0];
  return `${id}  ${showText(`${card.place.path}:${card.place.line}`)}  ${oneLine(question?.text ?? '')}`;
}

function recordLine({ id, note, question }: LedgerRecord): string {
  return `${id}  ${showText(note)}  ${oneLine(question)}`;
}

export function oneLine(text: string): string {
  return showText(text.replace(/\s+/g, ' ').trim());
}

function list<Item>(
  screen: Screen,
  title: string,
  items: readonly Item[],
  lineOf: (item: Item) => string,
  counted = ` (${items.length})`,
  most = shown,
): void {
  if (items.length === 0) return;
  heading(screen, `${title}${counted}`);
  for (const item of items.slice(0, most)) {
    for (const line of lineOf(item).split('\n')) screen.print(`  ${cut(line, screen.columns - 2)}`);
  }
  if (items.length > most) screen.print(screen.style('dim', `  and ${items.length - most} more`));
}

function heading(screen: Screen, text: string): void {
  screen.print();
  screen.print(screen.style('bold', text));
}

/** Cuts what would wrap; a reason below a card is never cut. */
function cut(line: string, width: number): string {
  if (line.startsWith('    ') || width < 40 || line.length <= width) return line;
  return `${line.slice(0, width - 1)}…`;
}

/** Anki takes reviews over only once, and only when it is told to: without these words they would seem to be lost. */
export function printReviews({ print }: Screen, { cards, reviews, predictions }: ExportedReviews): void {
  print();
  print(`With ${countOf(reviews, 'review')} of ${countOf(cards, 'card')}.`);
  print(
    'They arrive only for cards that are not yet in Anki, and only where "Import any learning progress" is ticked.',
  );
  if (predictions > 0)
    print(`${countOf(predictions, 'answer')} to lines of experiments stay here: those are no cards of Anki's.`);
}
