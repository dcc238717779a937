import type { Command } from 'commander';
import type { GraphNodeId } from '../../graph/index.ts';
import type { Context } from '../context.ts';
import { parseCount } from '../graph-flags.ts';
import { chooseNode, openGraph, type OpenGraph } from '../graph-open.ts';
import { addVaultFlags, type VaultFlags } from '../open-vault.ts';
import { exitStatus, UsageError } from '../outcome.ts';
import { showText } from '../screen.ts';
import { collect } from '../select-cards.ts';

interface AnswerFlags extends VaultFlags {
  readonly json?: boolean;
  readonly limit: number;
  readonly known?: readonly string[];
}

/** Opens the vault that a question was asked about. */
type Opening = (argument: string | undefined, flags: AnswerFlags) => Promise<OpenGraph>;

/** The questions that a graph answers: `graph path`, `next`, `order`, `explain` and `suggest`. */
export function defineGraphAnswers(command: Command, context: Context): void {
  const define = (name: string, about: string, limit: number): Command =>
    addVaultFlags(command.command(name).description(about))
      .option('--limit <number>', 'how many lines of each list', parseCount, limit)
      .option('--json', 'print one JSON document');
  const opening: Opening = async (argument, flags) => {
    const above: { vault?: string } = command.opts();
    const vault = flags.vault ?? above.vault;
    const opened = await openGraph(context, { ...flags, ...(vault === undefined ? {} : { vault }) }, argument);
    if (opened.open.note === undefined) return opened;
    throw new UsageError(`${showText(argument ?? '')} is a note: this is answered of a whole vault, which is a folder`);
  };
  const vaultArgument = ['[vault]', 'a folder of notes'] as const;
  define('path', 'how two concepts hang together', 0)
    .argument('<from>', 'a note, by name, alias or path')
    .argument('<to>', 'another one')
    .argument(...vaultArgument)
    .action(async (from: string, to: string, argument: string | undefined, flags: AnswerFlags) => {
      await showPath(await opening(argument, flags), from, to, flags, context);
    });
  define('next', 'what is ready to be learned', 10)
    .argument(...vaultArgument)
    .option('--known <note>', 'take this concept for known, besides what the journal says (repeatable)', collect)
    .action(async (argument: string | undefined, flags: AnswerFlags) => {
      await showNext(await opening(argument, flags), flags, context);
    });
  define('order', 'in which order to learn everything', 0)
    .argument(...vaultArgument)
    .action(async (argument: string | undefined, flags: AnswerFlags) => {
      const { open, graph } = await opening(argument, flags);
      const { orderDocument, printOrder } = await import('../graph-study.ts');
      if (flags.json === true) context.screen.printJson(orderDocument(open.vault.name, graph));
      else printOrder(context.screen, graph);
    });
  define('explain', 'what a note is next to, and why', 12)
    .argument('<note>', 'a note, by name, alias or path; also a tag, a source, an experiment')
    .argument(...vaultArgument)
    .action(async (named: string, argument: string | undefined, flags: AnswerFlags) => {
      const { open, graph } = await opening(argument, flags);
      const node = chooseNode(graph, named);
      const { nodeDocument, printNode } = await import('../graph-neighbours.ts');
      if (flags.json === true) context.screen.printJson(nodeDocument(open.vault.name, graph, node));
      else printNode(context.screen, graph, node, flags.limit);
    });
  define('suggest', 'links that are likely missing', 15)
    .argument(...vaultArgument)
    .action(async (argument: string | undefined, flags: AnswerFlags) => {
      await showSuggestions(await opening(argument, flags), flags, context);
    });
}

async function showPath(
  { open, graph }: OpenGraph,
  from: string,
  to: string,
  flags: AnswerFlags,
  { screen, exit }: Context,
): Promise<void> {
  const [start, end] = [chooseNode(graph, from), chooseNode(graph, to)];
  const { findPath } = await import('../../graph/walks/index.ts');
  const { pathDocument, printPath } = await import('../graph-neighbours.ts');
  const steps = findPath(graph, start.id, end.id);
  if (flags.json === true) screen.printJson(pathDocument(open.vault.name, start, end, steps));
  else if (steps === undefined) screen.print(`No way leads from ${showText(start.title)} to ${showText(end.title)}.`);
  else printPath(screen, graph, start, steps);
  if (steps === undefined) exit(exitStatus.cannot);
}

async function showNext({ open, graph }: OpenGraph, flags: AnswerFlags, context: Context): Promise<void> {
  const { readLearned } = await import('../graph-learned.ts');
  const { nextDocument, printNext } = await import('../graph-study.ts');
  const learned = readLearned(open, graph, context.now());
  const known = new Set<GraphNodeId>([
    ...learned.known,
    ...(flags.known ?? []).map((named) => chooseNode(graph, named).id),
  ]);
  if (flags.json === true) context.screen.printJson(nextDocument(open.vault.name, graph, known));
  else printNext(context.screen, graph, known, flags.limit);
}

async function showSuggestions({ open, graph }: OpenGraph, flags: AnswerFlags, context: Context): Promise<void> {
  const { readLearned } = await import('../graph-learned.ts');
  const { suggestLinks } = await import('../../graph/suggest/index.ts');
  const { printSuggestions } = await import('../graph-suggestions.ts');
  const { confusions } = readLearned(open, graph, context.now());
  const suggestions = suggestLinks(graph, open.vault, confusions);
  if (flags.json === true) context.screen.printJson({ schema: 1, vault: open.vault.name, suggestions });
  else printSuggestions(context.screen, graph, suggestions, flags.limit);
}
