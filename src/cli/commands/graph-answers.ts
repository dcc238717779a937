import type { Command } from 'commander';
import { findPath, suggestLinks, type GraphNodeId } from '../../graph/index.ts';
import type { Context } from '../context.ts';
import { parseCount } from '../graph-formats.ts';
import { readLearned } from '../graph-learned.ts';
import { nodeDocument, pathDocument, printNode, printPath } from '../graph-neighbours.ts';
import { chooseNode, openGraph, type OpenGraph } from '../graph-open.ts';
import { nextDocument, orderDocument, printNext, printOrder } from '../graph-study.ts';
import { printSuggestions } from '../graph-suggestions.ts';
import { addVaultFlags, type VaultFlags } from '../open-vault.ts';
import { exitStatus } from '../outcome.ts';
import { showText } from '../screen.ts';
import { collect } from '../select-cards.ts';

interface AnswerFlags extends VaultFlags {
  readonly json?: boolean;
  readonly limit: number;
  readonly known?: readonly string[];
}

/** The questions that a graph answers: `graph path`, `next`, `order`, `explain` and `suggest`. */
export function defineGraphAnswers(command: Command, context: Context): void {
  const define = (name: string, about: string, limit: number): Command =>
    addVaultFlags(command.command(name).description(about))
      .option('--limit <number>', 'how many lines of each list', parseCount, limit)
      .option('--json', 'print one JSON document');
  const opening = (flags: AnswerFlags): Promise<OpenGraph> => {
    const above: { vault?: string } = command.opts();
    const vault = flags.vault ?? above.vault;
    return openGraph(context, { ...flags, ...(vault === undefined ? {} : { vault }) });
  };
  define('path', 'how two concepts hang together', 0)
    .argument('<from>', 'a note, by name, alias or path')
    .argument('<to>', 'another one')
    .action(async (from: string, to: string, flags: AnswerFlags) => {
      showPath(await opening(flags), from, to, flags, context);
    });
  define('next', 'what is ready to be learned', 10)
    .option('--known <note>', 'take this concept for known, besides what the journal says (repeatable)', collect)
    .action(async (flags: AnswerFlags) => {
      showNext(await opening(flags), flags, context);
    });
  define('order', 'in which order to learn everything', 0).action(async (flags: AnswerFlags) => {
    const { open, graph } = await opening(flags);
    if (flags.json === true) context.screen.printJson(orderDocument(open.vault.name, graph));
    else printOrder(context.screen, graph);
  });
  define('explain', 'what a note is next to, and why', 12)
    .argument('<note>', 'a note, by name, alias or path; also a tag, a source, an experiment')
    .action(async (named: string, flags: AnswerFlags) => {
      const { open, graph } = await opening(flags);
      const node = chooseNode(graph, named);
      if (flags.json === true) context.screen.printJson(nodeDocument(open.vault.name, graph, node));
      else printNode(context.screen, graph, node, flags.limit);
    });
  define('suggest', 'links that are likely missing', 15).action(async (flags: AnswerFlags) => {
    const { open, graph } = await opening(flags);
    const { confusions } = readLearned(open, graph, context.now());
    const suggestions = suggestLinks(graph, open.vault, confusions);
    if (flags.json === true) context.screen.printJson({ schema: 1, vault: open.vault.name, suggestions });
    else printSuggestions(context.screen, graph, suggestions, flags.limit);
  });
}

function showPath({ open, graph }: OpenGraph, from: string, to: string, flags: AnswerFlags, context: Context): void {
  const { screen, exit } = context;
  const [start, end] = [chooseNode(graph, from), chooseNode(graph, to)];
  const steps = findPath(graph, start.id, end.id);
  if (flags.json === true) screen.printJson(pathDocument(open.vault.name, start, end, steps));
  else if (steps === undefined) screen.print(`No way leads from ${showText(start.title)} to ${showText(end.title)}.`);
  else printPath(screen, graph, start, steps);
  if (steps === undefined) exit(exitStatus.cannot);
}

function showNext({ open, graph }: OpenGraph, flags: AnswerFlags, context: Context): void {
  const learned = readLearned(open, graph, context.now());
  const known = new Set<GraphNodeId>([
    ...learned.known,
    ...(flags.known ?? []).map((named) => chooseNode(graph, named).id),
  ]);
  if (flags.json === true) context.screen.printJson(nextDocument(open.vault.name, graph, known));
  else printNext(context.screen, graph, known, flags.limit);
}
