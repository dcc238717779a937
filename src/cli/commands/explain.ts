import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { explainLine, type LineExplanation } from '../../cards/index.ts';
import type { Pairing } from '../../pairing/index.ts';
import { isCardId, type IdentifiedCard, type LedgerRecord } from '../../identity/index.ts';
import type { Note } from '../../vault/index.ts';
import type { Context } from '../context.ts';
import { describeCards } from '../describe-card.ts';
import { printDiagnostics } from '../diagnostic-report.ts';
import { oneLine } from '../export-plan-text.ts';
import { findNote } from '../find-note.ts';
import { addVaultFlags, openVault, type OpenVault, type VaultFlags } from '../open-vault.ts';
import { UsageError } from '../outcome.ts';
import { showText, type Screen } from '../screen.ts';
import type { JudgedLine } from '../explain-claims.ts';
import type { Finding } from '../verify-finding.ts';
import { nameKind } from '../verify-words.ts';
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
    if (card !== undefined) await explainCard(open, card, flags, context.screen);
    else if (record !== undefined) explainGone(record, context.screen);
    else throw new UsageError(unknownCard(open, named));
    return;
  }
  const note = findNote(open.vault, context.cwd, named);
  if (line === undefined) {
    await explainNote(open, note, flags, context.screen);
    return;
  }
  const { judgeLine } = await import('../explain-claims.ts');
  const explanation = explainLine(open.cardSet, note, line);
  if (explanation.reason === 'no-such-line') throw new UsageError(`${showText(note.path)}: ${explanation.sentence}`);
  await printExplanation(
    open,
    note,
    { ...explanation, ...(await judgeLine(open, note, explanation)) },
    flags,
    context.screen,
  );
}

/** `Listen:12`; a colon without digits behind it is part of the name. */
function parseTarget(what: string): { named: string; line?: number } {
  const match = /^(.*):(\d+)(?::\d+)?$/s.exec(what);
  return match?.[1] === undefined ? { named: what } : { named: match[1], line: Number(match[2]) };
}

async function printExplanation(
  open: OpenVault,
  note: Note,
  { path: shownPath, line, verdict, reason, sentence, cards, claims, pairings }: LineExplanation & JudgedLine,
  { json }: ExplainFlags,
  screen: Screen,
): Promise<void> {
  const identified = open.identification.identified.filter(({ card }) => cards.includes(card));
  const described = await describeCards(open, identified);
  const diagnostics = open.diagnostics.filter((fault) => fault.path === note.path && fault.line === line);
  if (json === true) {
    screen.printJson({
      schema: 1,
      path: shownPath,
      line,
      verdict,
      reason,
      sentence,
      cards: described,
      claims: claims.map(({ kind, place, ...claim }) => ({ verdict: kind, column: place.column, ...claim })),
      experiments: pairings.map(({ experiment, reason: why, strength }) => ({ id: experiment, reason: why, strength })),
      diagnostics,
    });
    return;
  }
  const text = oneLine(note.source.split(/\r\n|\n|\r/)[line - 1] ?? '');
  screen.print(screen.style('bold', `${showText(shownPath)}:${line}`));
  screen.print(`  ${screen.style('dim', text === '' ? '(an empty line)' : brief(text))}`);
  screen.print(`  ${showText(sentence)}`);
  printCards(screen, described);
  printClaims(screen, claims);
  printPairings(screen, pairings);
  printDiagnostics(screen, diagnostics);
}

/** Every line of the note that something was decided about. */
async function explainNote(open: OpenVault, note: Note, { json }: ExplainFlags, screen: Screen): Promise<void> {
  const decisions = open.cardSet.decisions.filter((one) => one.note === note.id);
  const cards = await describeCards(
    open,
    open.identification.identified.filter(({ card }) => card.note === note.id),
  );
  if (json === true) {
    screen.printJson({
      schema: 1,
      path: note.path,
      decisions: decisions.map(({ firstLine, lastLine, reason, sentence }) => ({
        firstLine,
        lastLine,
        reason,
        sentence,
      })),
      cards,
    });
    return;
  }
  screen.print(screen.style('bold', showText(note.path)));
  for (const { firstLine, lastLine, sentence } of decisions) {
    const range = firstLine === lastLine ? `${firstLine}:` : `${firstLine}-${lastLine}:`;
    screen.print(`  ${screen.style('dim', range)} ${showText(sentence)}`);
  }
  if (decisions.length + cards.length === 0) screen.print('  Nothing in this note reads as a card.');
  printCards(screen, cards);
}

async function explainCard(
  open: OpenVault,
  card: IdentifiedCard,
  { json }: ExplainFlags,
  screen: Screen,
): Promise<void> {
  const cards = await describeCards(open, [card]);
  if (json === true) screen.printJson({ schema: 1, cards });
  else printCards(screen, cards);
}

function printCards(screen: Screen, cards: readonly Readonly<Record<string, string>>[]): void {
  for (const card of cards) {
    screen.print();
    for (const [label, text] of Object.entries(card)) {
      screen.print(`  ${screen.style('dim', label.padEnd(10))} ${brief(oneLine(text))}`);
    }
  }
}

function printClaims(screen: Screen, claims: readonly Finding[]): void {
  for (const { kind, claim, says, evidence, experiment } of claims) {
    screen.print();
    screen.print(`  ${screen.style('dim', 'claims'.padEnd(10))} ${showText(claim)}`);
    screen.print(
      `  ${screen.style('dim', 'verdict'.padEnd(10))} ${nameKind(screen, kind)}: ${showText(oneLine(says))}`,
    );
    if (evidence !== undefined) screen.print(`  ${screen.style('dim', 'evidence'.padEnd(10))} ${showText(evidence)}`);
    if (experiment !== undefined)
      screen.print(`  ${screen.style('dim', 'see it'.padEnd(10))} sockrates run ${showText(experiment)}`);
  }
}

function printPairings(screen: Screen, pairings: readonly Pairing[]): void {
  if (pairings.length > 0) screen.print();
  for (const { experiment, reason, strength } of pairings)
    screen.print(`  ${screen.style('dim', labels[strength].padEnd(10))} ${showText(`${experiment}: ${reason}`)}`);
}

const labels = { decides: 'decided by', demonstrates: 'shown by', related: 'related' } as const;

function brief(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`;
}

function explainGone({ id, note, question, state }: LedgerRecord, screen: Screen): void {
  screen.print(
    `${id} is no longer in the notes${state === 'dropped' ? ', and was dropped by you' : ''}; Anki keeps what it has of it.`,
  );
  screen.print(`  ${screen.style('dim', 'last seen ')} ${showText(note === '' ? 'in an export from Anki' : note)}`);
  screen.print(`  ${screen.style('dim', 'question  ')} ${oneLine(question)}`);
}
