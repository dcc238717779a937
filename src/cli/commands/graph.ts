import path from 'node:path';
import { Option, type Command } from 'commander';
import { compareDiagnostics } from '../../diagnostic.ts';
import { summarizeGraph, type ConceptGraph } from '../../graph/index.ts';
import type { GraphSelection } from '../../graph/walks/index.ts';
import type { Context } from '../context.ts';
import { printDiagnostics } from '../diagnostic-report.ts';
import {
  checkType,
  graphFormats,
  parseCount,
  selectionOf,
  type GraphFilterFlags,
  type GraphFormat,
} from '../graph-flags.ts';
import { chooseNode, openGraph } from '../graph-open.ts';
import { openFile } from '../open-file.ts';
import { addVaultFlags, type VaultFlags } from '../open-vault.ts';
import { CannotError } from '../outcome.ts';
import { showText } from '../screen.ts';
import { collect } from '../select-cards.ts';
import { defineGraphAnswers } from './graph-answers.ts';

interface GraphFlags extends VaultFlags, GraphFilterFlags {
  readonly format?: GraphFormat;
  readonly out?: string;
  readonly limit: number;
  readonly json?: boolean;
  readonly open?: boolean;
}

export function defineGraph(command: Command, context: Context): void {
  command
    .enablePositionalOptions()
    .argument('[vault]', 'a folder of notes, or one note of it')
    .addOption(new Option('--format <format>', 'write the graph instead of a summary').choices(graphFormats))
    .option('-o, --out <file>', 'where it goes (default: standard output; html: decks/<vault name>-graph.html)')
    .option('--focus <note>', 'only what is near this note')
    .option('--depth <steps>', 'how near (default: 1)', parseCount)
    .option(
      '--type <type>',
      'only nodes or edges of this type: note, requires … (repeatable)',
      (value: string, before?: readonly string[]) => collect(checkType(value), before),
    )
    .option('--tag <tag>', 'only what has this tag, or tags below it (repeatable)', collect)
    .option('--folder <folder>', 'only what stands in this folder of the vault (repeatable)', collect);
  addVaultFlags(command)
    .option('--limit <number>', 'how many lines of each list', parseCount, 8)
    .option('--open', 'open the page in the browser')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  sockrates graph my-notes                                 hubs, bridges, orphans, missing notes, cycles
  sockrates graph --format html --open                     the map as a page
  sockrates graph --format mermaid --focus TCP --depth 2   a part of it for a README
  sockrates graph --format dot --type requires | dot -Tsvg > requires.svg
  sockrates graph path FIFO TCP                            how two concepts hang together`,
    )
    .action(async (argument: string | undefined, flags: GraphFlags) => {
      await showGraph(argument, flags, context);
    });
  defineGraphAnswers(command, context);
}

async function showGraph(argument: string | undefined, flags: GraphFlags, context: Context): Promise<void> {
  const { open, graph } = await openGraph(context, flags, argument);
  const named = flags.focus ?? open.note;
  const focus = named === undefined ? undefined : chooseNode(graph, named);
  const selection = selectionOf(flags, flags.format, focus);
  const part = await selectPart(graph, selection);
  const diagnostics = [...open.diagnostics, ...graph.diagnostics].sort(compareDiagnostics);
  const vault = open.vault.name;
  if (flags.format === 'html') {
    const { experimentVaults, listExperiments } = await import('../find-experiments.ts');
    const { readPageLearning, readPageProof } = await import('../graph-page-proof.ts');
    const { renderVaultPage } = await import('../graph-page.ts');
    const experiments = await listExperiments(experimentVaults(context, open.vault.root));
    const file = flags.out ?? path.join('decks', `${vault.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-')}-graph.html`);
    const proof = await readPageProof(open, graph);
    const learning = readPageLearning(open, context.now());
    printDiagnostics(context.screen, proof.diagnostics, 'warning');
    await writeOutput(renderVaultPage({ open, graph: part, experiments, proof, learning }), file, flags, context);
  } else if (flags.format !== undefined) {
    const { formatGraph } = await import('../graph-formats.ts');
    const text = formatGraph(part, flags.format, { vault, diagnostics });
    if (flags.out === undefined) context.screen.print(text.replace(/\n$/, ''));
    else await writeOutput(text, flags.out, flags, context);
  } else {
    const { printSummary, summaryDocument } = await import('../graph-summary.ts');
    const summary = summarizeGraph(part);
    if (flags.json === true) context.screen.printJson(summaryDocument(vault, part, summary, diagnostics));
    else printSummary(context.screen, vault, part, summary, flags.limit);
  }
}

/** All of it, where nothing was asked for but that. */
async function selectPart(graph: ConceptGraph, selection: GraphSelection): Promise<ConceptGraph> {
  if (Object.keys(selection).length === 0) return graph;
  const { selectGraph } = await import('../../graph/walks/index.ts');
  return selectGraph(graph, selection);
}

async function writeOutput(text: string, named: string, flags: GraphFlags, context: Context): Promise<void> {
  const { cwd, screen } = context;
  const file = path.resolve(cwd, named);
  const { writeWhole } = await import('../../decks/output/index.ts');
  const outcome = await writeWhole(file, text);
  if (!outcome.written) throw new CannotError(outcome.message);
  screen.print(screen.style('bold', showText(path.relative(cwd, file) || file)));
  if (flags.open === true) openFile(file, context);
}
