import { Option, type Command } from 'commander';
import type { CardKind } from '../../cards/index.ts';
import { cardsDocument } from '../../decks/index.ts';
import { compareDiagnostics } from '../../diagnostic.ts';
import type { IdentifiedCard } from '../../identity/index.ts';
import type { Context } from '../context.ts';
import { countDiagnostics } from '../diagnostic-report.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../export-plan-text.ts';
import { gatherCards } from '../gather-cards.ts';
import { keptCards } from '../kept-cards.ts';
import { addVaultFlags, openVault, type VaultFlags } from '../open-vault.ts';
import { readCardEvidence } from '../card-evidence.ts';
import { showText, type Screen } from '../screen.ts';
import { addSelectFlags, collect, selectCards, type SelectFlags } from '../select-cards.ts';

interface CardsFlags extends VaultFlags, SelectFlags {
  readonly json?: boolean;
  readonly deck?: string;
}

const cardKinds: readonly CardKind[] = ['basic', 'basic-and-reversed', 'cloze', 'type-in'];

export function defineCards(command: Command, context: Context): void {
  command.argument('[vault]', 'a folder of notes, or one note of it');
  addSelectFlags(command)
    .option('--concept <name>', 'only cards about this concept (repeatable)', collect)
    .addOption(new Option('--kind <kind>', 'only cards of this kind').choices(cardKinds));
  addVaultFlags(command)
    .option('--deck <name>', 'deck for cards whose notes name none')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  sockrates cards my-notes               all cards, note by note
  sockrates cards --concept TCP          what asks about TCP
  sockrates cards --json | jq '.cards[].text'`,
    )
    .action(async (argument: string | undefined, flags: CardsFlags) => {
      await listCards(argument, flags, context);
    });
}

async function listCards(argument: string | undefined, flags: CardsFlags, context: Context): Promise<void> {
  const { screen } = context;
  const open = await openVault(context, flags, argument);
  const selected = keptCards(open, selectCards(open, context.cwd, flags) ?? open.identification.identified);
  const evidence = await readCardEvidence(open);
  const gathered = gatherCards(open, selected, flags.deck, evidence.cards);
  const diagnostics = [...open.diagnostics, ...evidence.diagnostics, ...gathered.diagnostics].sort(compareDiagnostics);
  if (flags.json === true) {
    const { pairVault } = await import('../pair-vault.ts');
    const { pairCard } = await pairVault(open);
    const experiments = new Map(
      selected.map(({ id, card }) => [
        id,
        pairCard(card).map(({ experiment, reason, strength }) => ({ id: experiment, reason, strength })),
      ]),
    );
    screen.printJson(
      cardsDocument({ vault: open.vault.name, deck: gathered.deck, cards: selected, diagnostics, experiments }),
    );
    return;
  }
  const decks = new Map(gathered.deck.notes.map(({ id, deckName }) => [id, deckName]));
  let note = '';
  for (const one of selected) {
    if (one.card.note !== note) {
      if (note !== '') screen.print();
      note = one.card.note;
      screen.print(screen.style('bold', showText(one.card.place.path)));
    }
    printCard(screen, one, decks.get(one.id));
  }
  if (selected.length > 0) screen.print();
  screen.print(
    `${countOf(selected.length, 'card')} in ${countOf(new Set(selected.map(({ card }) => card.note)).size, 'note')}`,
  );
  if (selected.length === 0) screen.print('`sockrates explain NOTE:LINE` says why a line is no card.');
  const counted = countDiagnostics(diagnostics);
  if (counted !== '') screen.print(screen.style('dim', `${counted}; \`sockrates lint\` lists them`));
}

function printCard(screen: Screen, { id, card, clozeNumbers }: IdentifiedCard, deck: string | undefined): void {
  const [first, second] = Object.values(card.foreign?.fields ?? {});
  const question = (card.fields.Front ?? card.fields.Text ?? first)?.text ?? '';
  const answer =
    card.kind === 'cloze'
      ? card.deletions.map(({ text }, index) => `c${clozeNumbers[index] ?? 0} ${oneLine(text)}`).join(', ')
      : oneLine((card.fields.Back ?? second)?.text ?? '');
  const origin = card.derived === undefined ? '' : ` derived: ${card.derived}`;
  const unrendered = deck === undefined ? ' left out' : '';
  const head = `${String(card.place.line).padStart(5)}  ${id}  ${card.kind}${origin}${unrendered}`;
  screen.print(screen.style('dim', head));
  for (const text of [oneLine(question), `= ${answer}`]) screen.print(`       ${fit(text, screen.columns - 7)}`);
}

/** On a terminal a card's side takes one line. */
function fit(text: string, width: number): string {
  return text.length <= width || width < 20 ? text : `${text.slice(0, width - 1)}…`;
}
