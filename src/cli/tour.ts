import { lintCards } from '../cards/index.ts';
import type { Deck } from '../decks/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ExportPlan } from '../identity/index.ts';
import { countDiagnostics } from './diagnostic-report.ts';
import { countOf } from './export-plan-text.ts';
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
  'type-in': 'type the answer',
} as const;

/** One screen after `npm start`: what was read, what was made, what was left out, where it is, what to try next. */
export function printTour(screen: Screen, { open, plan, deck, diagnostics, file }: Tour): void {
  const { vault } = open;
  const cards = plan.cards.map(({ card }) => card.card);
  const withoutCards = vault.notes.filter(({ id }) => !cards.some(({ note }) => note === id)).length;
  const row = (label: string, text: string): void => screen.print(`  ${screen.style('dim', label.padEnd(10))} ${text}`);
  screen.print(
    screen.style(
      'bold',
      `${showText(vault.name)}: ${countOf(vault.notes.length, 'note')}, ${countOf(cards.length, 'card')}`,
    ),
  );
  screen.print();
  for (const [kind, name] of Object.entries(kinds)) {
    const count = cards.filter((card) => card.kind === kind).length;
    if (count > 0) row(name, String(count));
  }
  const derived = cards.filter((card) => card.derived !== undefined).length;
  row('origin', `${countOf(cards.length - derived, 'card')} written in the notes, ${derived} derived from prose`);
  const asked = deck.notes.reduce((count, { ords }) => count + ords.length, 0);
  row(
    'in Anki',
    `${countOf(asked, 'question')}, ${countOf(new Set(deck.notes.map(({ deckName }) => deckName)).size, 'deck')}`,
  );
  const fates = (['new', 'changed', 'unchanged'] as const)
    .map((action) => [plan.cards.filter((card) => card.action === action).length, action] as const)
    .filter(([count]) => count > 0);
  row('this time', fates.map(([count, action]) => `${count} ${action}`).join(', '));
  const rest = [
    [withoutCards, 'note', 'without cards'],
    [plan.dropped.length, 'card', 'you dropped'],
    [plan.leftOut.length, 'card', 'that could not be rendered'],
    [plan.gone.length + plan.goneEarlier.length, 'card', 'gone from the notes'],
  ] as const;
  row(
    'left out',
    rest
      .filter(([count]) => count > 0)
      .map(([count, noun, what]) => `${countOf(count, noun)} ${what}`)
      .join(', ') || 'nothing',
  );
  const counted = countDiagnostics([...diagnostics, ...lintCards(open.cardSet.cards, vault)]);
  row('lint', counted === '' ? 'nothing to report' : counted);
  if (file !== undefined) row('deck', screen.style('bold', showText(file)));
  screen.print();
  screen.print('Import it into Anki with File > Import; importing again later keeps every review. Next, try:');
  const example = cards.find(({ derived: rule }) => rule === undefined) ?? cards[0];
  const where = example === undefined ? 'NOTE:1' : `"${showText(example.place.path)}:${example.place.line}"`;
  const shown: readonly (readonly [string, string])[] = [
    ['npx sockrates preview', 'all cards on one page, without Anki'],
    [`npx sockrates explain ${where}`, 'why that line is a card'],
    ['npx sockrates export path/to/your/notes', 'a deck out of your own notes'],
  ];
  const width = Math.max(...shown.map(([command]) => command.length));
  const fits = shown.every(([, what]) => width + what.length + 4 <= screen.columns);
  for (const [command, what] of shown) {
    if (!fits) screen.print(`  ${screen.style('cyan', command)}\n      ${what}`);
    else screen.print(`  ${screen.style('cyan', command.padEnd(width))}  ${what}`);
  }
}
