import { lintCards } from '../cards/index.ts';
import type { Deck } from '../decks/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ExportPlan } from '../identity/index.ts';
import type { Note } from '../vault/index.ts';
import { countDiagnostics } from './diagnostic-report.ts';
import { countOf } from './count-of.ts';
import type { OpenVault } from './open-vault.ts';
import { showText, type Screen } from './screen.ts';

interface Tour {
  readonly open: OpenVault;
  readonly plan: ExportPlan;
  readonly deck: Deck;
  readonly diagnostics: readonly Diagnostic[];
  readonly file?: string;
}

const kinds = {
  basic: 'basic',
  'basic-and-reversed': 'both ways',
  cloze: 'cloze',
  'type-in': 'to type',
} as const;

/** A row's text begins here. */
const indent = 13;

/** Narrower screens show the next commands without a word about each: else all this would not fit one screen. */
const wideEnough = 60;

/** One screen after `npm start`: what was read, what was made, what was left out, where it is, what to try next. */
export function printTour(screen: Screen, { open, plan, deck, diagnostics, file }: Tour): void {
  const { vault } = open;
  const cards = plan.cards.map(({ card }) => card.card);
  const row = (label: string, text: string): void => {
    const [first = '', ...others] = wrapWords(text, screen.columns - indent);
    screen.print(`  ${screen.style('dim', label.padEnd(indent - 3))} ${first}`);
    for (const line of others) screen.print(' '.repeat(indent) + line);
  };
  const title = `${showText(vault.name)}: ${countNotes(vault)}${countOf(cards.length, 'card')}`;
  for (const line of wrapWords(title, screen.columns)) screen.print(screen.style('bold', line));
  screen.print();
  const byKind = Object.entries(kinds).map(
    ([kind, name]) => [cards.filter((card) => card.kind === kind).length, name] as const,
  );
  row('cards', listCounts(byKind.map(([count, name]) => [count, `${count} ${name}`])) || 'none');
  const derived = cards.filter((card) => card.derived !== undefined).length;
  row('origin', `${cards.length - derived} written in the notes, ${derived} derived from prose`);
  const asked = deck.notes.reduce((count, { ords }) => count + ords.length, 0);
  const decks = new Set(deck.notes.map(({ deckName }) => deckName)).size;
  row('in Anki', `${countOf(asked, 'question')}, ${countOf(decks, 'deck')}`);
  const fates = (['new', 'changed', 'unchanged'] as const).map(
    (action) => [plan.cards.filter((card) => card.action === action).length, action] as const,
  );
  row('this time', listCounts(fates.map(([count, action]) => [count, `${count} ${action}`])) || 'nothing');
  const found = [...diagnostics, ...lintCards(open.cardSet.cards, vault)];
  row('left out', leftOut(open, plan, found));
  // Those about prose are told of with what was left out.
  const counted = countDiagnostics(found.filter(({ rule }) => rule !== 'not-derived'));
  if (counted !== '') row('lint', counted);
  if (file !== undefined) row('deck', screen.style('bold', showText(file)));
  screen.print();
  const advice = 'In Anki: File > Import. Importing again later keeps every review. Next, try:';
  for (const line of wrapWords(advice, screen.columns)) screen.print(line);
  printCommands(screen);
}

/** Notes that only ask the kernel are counted as what they are. */
function countNotes({ notes }: OpenVault['vault']): string {
  const experiments = notes.filter(isExperiment).length;
  if (experiments === 0) return `${countOf(notes.length, 'note')}, `;
  return `${countOf(notes.length - experiments, 'concept note')}, ${countOf(experiments, 'experiment')}; `;
}

function isExperiment({ id, sockBlocks }: Note): boolean {
  return sockBlocks.length > 0 && id.startsWith('experiments/');
}

function leftOut({ vault }: OpenVault, plan: ExportPlan, found: readonly Diagnostic[]): string {
  const withCards = new Set<string>(plan.cards.map(({ card }) => card.card.note));
  const notes = vault.notes.filter((note) => !withCards.has(note.id) && !isExperiment(note)).length;
  const passages = found.filter(({ rule }) => rule === 'not-derived').length;
  const gone = plan.gone.length + plan.goneEarlier.length + plan.deleted.length;
  const rest = [
    [notes, `${countOf(notes, 'note')} without cards`],
    [plan.dropped.length, `${countOf(plan.dropped.length, 'card')} you dropped`],
    [plan.leftOut.length, `${countOf(plan.leftOut.length, 'card')} that could not be rendered`],
    [gone, `${countOf(gone, 'card')} gone from the notes`],
    [passages, `${countOf(passages, 'passage')} of prose that gave no card (\`npx sockrates lint\` says why)`],
  ] as const;
  return listCounts(rest) || 'nothing';
}

/** The texts whose count is not zero. */
function listCounts(counts: readonly (readonly [count: number, text: string])[]): string {
  return counts
    .filter(([count]) => count > 0)
    .map(([, text]) => text)
    .join(', ');
}

function printCommands(screen: Screen): void {
  const shown: readonly (readonly [string, string])[] = [
    ['npx sockrates quiz', 'predict, and the kernel decides'],
    ['npx sockrates run stream/two-writes-one-read', 'one experiment, live'],
    ['npx sockrates graph --format html --open', 'the map of the concepts'],
    ['npx sockrates verify path/to/your/notes', 'which of their claims hold here'],
    ['npx sockrates export path/to/your/notes', 'a deck out of them'],
  ];
  const width = Math.max(...shown.map(([command]) => command.length));
  const fits = shown.every(([, what]) => width + what.length + 4 <= screen.columns);
  for (const [command, what] of shown) {
    if (fits) screen.print(`  ${screen.style('cyan', command.padEnd(width))}  ${what}`);
    else if (screen.columns < wideEnough) screen.print(screen.style('cyan', command));
    else screen.print(`  ${screen.style('cyan', command)}\n      ${what}`);
  }
}

/** Lines of whole words; a longer word has a line of its own. */
function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
