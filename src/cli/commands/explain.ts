import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { CardSyntax, Decision } from '../../cards/index.ts';
import { isCardId, type IdentifiedCard, type LedgerRecord } from '../../identity/index.ts';
import type { Note } from '../../vault/index.ts';
import type { Context } from '../context.ts';
import { printDiagnostics } from '../diagnostic-report.ts';
import { oneLine, riskText } from '../export-plan-text.ts';
import { findNote } from '../find-note.ts';
import { gatherCards } from '../gather-cards.ts';
import { addVaultFlags, openVault, type OpenVault, type VaultFlags } from '../open-vault.ts';
import { UsageError } from '../outcome.ts';
import { showText, type Screen } from '../screen.ts';
import { unknownCard } from './drop.ts';

interface ExplainFlags extends VaultFlags {
  readonly json?: boolean;
}

export function defineExplain(command: Command, context: Context): void {
  command.argument('<what>', 'a line of a note (tcp/Listen.md:12, Listen:12), a whole note, or the id of a card');
  addVaultFlags(command)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  sockrates explain Listen:12            which rule decided about line 12
  sockrates explain tcp/Listen.md        about every line that something was decided about
  sockrates explain k3j9x0c2v7b1n5m8     where a card comes from`,
    )
    .action(async (what: string, flags: ExplainFlags) => {
      await explain(what, flags, context);
    });
}

async function explain(what: string, flags: ExplainFlags, context: Context): Promise<void> {
  const { named, line } = parseTarget(what);
  const file = path.resolve(context.cwd, named);
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const open = await openVault(context, flags, isFile ? file : undefined);
  if (line === undefined && isCardId(named)) {
    const card = open.identification.identified.find(({ id }) => id === named);
    const record = open.ledger.get(named);
    if (card !== undefined) explainCards(open, [card], [], flags, context);
    else if (record !== undefined) explainGone(record, context.screen);
    else throw new UsageError(unknownCard(open, named));
    return;
  }
  const note = findNote(open.vault, context.cwd, named);
  const lines = note.source.split(/\r\n|\n|\r/);
  if (line !== undefined && (line < 1 || line > lines.length)) {
    throw new UsageError(`${showText(note.path)} has ${lines.length} lines`);
  }
  const covers = (first: number, last: number): boolean => line === undefined || (first <= line && line <= last);
  const decisions = open.cardSet.decisions.filter((one) => one.note === note.id && covers(one.firstLine, one.lastLine));
  const cards = open.identification.identified.filter(
    ({ card }) => card.note === note.id && covers(card.place.line, card.place.endLine ?? card.place.line),
  );
  explainLine(
    open,
    { note, line, text: line === undefined ? undefined : lines[line - 1], decisions, cards },
    flags,
    context,
  );
}

/** `Listen:12`; a colon without digits behind it is part of the name. */
function parseTarget(what: string): { named: string; line?: number } {
  const match = /^(.*):(\d+)(?::\d+)?$/s.exec(what);
  return match?.[1] === undefined ? { named: what } : { named: match[1], line: Number(match[2]) };
}

interface Explained {
  readonly note: Note;
  readonly line: number | undefined;
  readonly text: string | undefined;
  readonly decisions: readonly Decision[];
  readonly cards: readonly IdentifiedCard[];
}

function explainLine(
  open: OpenVault,
  { note, line, text, decisions, cards }: Explained,
  flags: ExplainFlags,
  context: Context,
): void {
  const { screen } = context;
  if (flags.json !== true) {
    screen.print(screen.style('bold', `${showText(note.path)}${line === undefined ? '' : `:${line}`}`));
    if (text !== undefined)
      screen.print(`  ${screen.style('dim', oneLine(text) === '' ? '(an empty line)' : oneLine(text))}`);
    if (decisions.length === 0 && cards.length === 0) screen.print(`  ${noCard(note, line, text)}`);
  }
  explainCards(open, cards, decisions, flags, context);
  if (flags.json === true) return;
  const faults = open.diagnostics.filter(
    (fault) => fault.path === note.path && (line === undefined || fault.line === line),
  );
  printDiagnostics(screen, faults);
}

function noCard(note: Note, line: number | undefined, text: string | undefined): string {
  if (line === undefined) return 'Nothing in this note reads as a card, and nothing could be derived from it.';
  if (note.source === '') return 'The note could not be read or parsed, so nothing in it is a card.';
  if (text?.trim() === '') return 'An empty line is never a card; it ends one.';
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(text ?? '')) return 'A rule between parts of a note is never a card.';
  if (/^\s*#{1,6}\s/.test(text ?? ''))
    return 'A heading becomes a card only with the tag #card; otherwise it is where cards below it come from.';
  return 'No syntax of cards stands here (`question :: answer`, Q:/A:, START, ==cloze== with #card, > [!card]), and no rule derives a card from it.';
}

function explainCards(
  open: OpenVault,
  cards: readonly IdentifiedCard[],
  decisions: readonly Decision[],
  flags: ExplainFlags,
  { screen }: Context,
): void {
  const decks = new Map(gatherCards(open, cards).deck.notes.map(({ id, deckName }) => [id, deckName]));
  if (flags.json === true) {
    screen.printJson({
      schema: 1,
      decisions: decisions.map(({ path, firstLine, lastLine, reason, sentence }) => ({
        path,
        firstLine,
        lastLine,
        reason,
        sentence,
      })),
      cards: cards.map((one) => describe(open, one, decks.get(one.id))),
    });
    return;
  }
  for (const { firstLine, lastLine, sentence } of decisions) {
    screen.print(`  ${screen.style('dim', rangeOf(firstLine, lastLine))} ${showText(sentence)}`);
  }
  for (const one of cards) {
    const { place, syntax } = one.card;
    const decided = decisions.some(({ firstLine, lastLine }) => firstLine <= place.line && place.line <= lastLine);
    if (!decided && syntax !== 'derived') {
      screen.print(`  ${screen.style('dim', rangeOf(place.line, place.endLine))} ${sentences[syntax]}`);
    }
    screen.print();
    for (const [label, text] of Object.entries(describe(open, one, decks.get(one.id)))) {
      screen.print(`  ${screen.style('dim', label.padEnd(10))} ${brief(oneLine(text))}`);
    }
  }
}

function rangeOf(first: number, last = first): string {
  return first === last ? `${first}:` : `${first}-${last}:`;
}

/** Which syntax made a written card. */
const sentences: Readonly<Record<Exclude<CardSyntax, 'derived'>, string>> = {
  'start-block': 'A block from START to END is one card.',
  'inline-start-block': 'What stands between STARTI and ENDI is one card.',
  callout: 'A callout of the kind "card" is a card: its title is the question, its body the answer.',
  heading: 'A heading tagged #card is a question; its section is the answer.',
  'question-answer': 'Q: opens a question, A: its answer.',
  cloze: 'Text tagged #card or #cloze is a cloze card; what is marked with == or {{c1::…}} is left out.',
  'reversed-line': 'Three colons part a card that is asked both ways.',
  line: 'Two colons part a question from its answer.',
};

function brief(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`;
}

/** What there is to say of a card, by name. */
function describe(
  open: OpenVault,
  { id, card, guid, clozeNumbers }: IdentifiedCard,
  deck: string | undefined,
): Record<string, string> {
  const record = open.identification.records.get(id);
  const [first, second] = Object.values(card.foreign?.fields ?? {});
  const gaps = card.deletions.map(({ text }, index) => `c${clozeNumbers[index] ?? 0} ${text}`).join(', ');
  const all: Record<string, string | undefined> = {
    id,
    guid: guid === id ? undefined : guid,
    kind: card.foreign?.name ?? card.kind,
    made:
      card.derived === undefined
        ? `written as a card (${card.syntax})`
        : `derived from prose by the rule ${card.derived}`,
    from: [`${card.place.path}:${card.place.line}`, ...card.sources.map(({ path, line }) => `${path}:${line}`)].join(
      ', ',
    ),
    heading: card.headingPath.join(' › '),
    question: (card.fields.Front ?? card.fields.Text ?? first)?.text,
    answer: card.kind === 'cloze' ? gaps : (card.fields.Back ?? second)?.text,
    concepts: card.concepts.join(', '),
    tags: card.tags.join(', '),
    deck: deck ?? 'none: it could not be rendered',
    state: stateOf(open, id, record),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text]])),
  );
}

function stateOf(
  { identification, ledger }: OpenVault,
  id: IdentifiedCard['id'],
  record: LedgerRecord | undefined,
): string {
  if (record?.state === 'dropped')
    return record.byComment === true ? 'rejected by the comment above it' : 'dropped by you';
  const events = identification.events.filter((event) => event.id === id);
  const miss = events.find((event) => event.kind === 'near-miss');
  const known = events.find((event) => event.kind === 'recognised');
  if (ledger.get(id)?.mod === undefined)
    return miss?.kind === 'near-miss' ? `new; it ${riskText(miss.miss)}` : 'new: never exported';
  if (known?.kind === 'recognised' && known.way === 'similar') return `exported before as "${known.before.question}"`;
  return known?.kind === 'recognised' && known.way === 'explicit-id'
    ? 'exported before; known by its id'
    : 'exported before';
}

function explainGone({ id, note, question, state }: LedgerRecord, screen: Screen): void {
  screen.print(
    `${id} is no longer in the notes${state === 'dropped' ? ', and was dropped by you' : ''}; Anki keeps what it has of it.`,
  );
  screen.print(`  ${screen.style('dim', 'last seen ')} ${showText(note === '' ? 'in an export from Anki' : note)}`);
  screen.print(`  ${screen.style('dim', 'question  ')} ${oneLine(question)}`);
}
