import { existsSync } from 'node:fs';
import path from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import type { Diagnostic } from '../diagnostic.ts';
import { type Block, checkBlock, parseBlock } from '../experiments/index.ts';
import { readVault, type SockBlock } from '../vault/index.ts';
import { loadConfig } from './config.ts';
import type { Context } from './context.ts';
import { UsageError } from './outcome.ts';
import { shippedVault } from './shipped-vault.ts';
import { chooseVault } from './vault-choice.ts';

export { shippedVault };

/** An experiment of a note, parsed. */
export interface Experiment {
  readonly id: string;
  readonly question?: string;
  readonly decides: readonly (readonly string[])[];
  /** The first part of the id: the folder under `experiments/`. */
  readonly topic: string;
  /** Absolute path of its vault, and the note's path within. */
  readonly root: string;
  readonly path: string;
  /** The note's line on which the block's text begins. */
  readonly line: number;
  readonly lastLine: number;
  readonly text: string;
  readonly block: Block;
  readonly diagnostics: readonly Diagnostic[];
}

/** The vaults whose experiments can be named: the user's own first, then the one that ships. */
export function experimentVaults({ cwd }: Context, flag?: string): readonly string[] {
  const vaults = [shippedVault];
  try {
    const { root } = chooseVault(cwd, loadConfig(cwd), flag);
    if (root !== shippedVault) vaults.unshift(root);
  } catch (error) {
    if (!(error instanceof UsageError) || flag !== undefined) throw error;
  }
  return vaults.filter((root) => existsSync(root));
}

/** Every experiment of the vaults; of two with one id the first vault's. */
export async function listExperiments(vaults: readonly string[]): Promise<readonly Experiment[]> {
  const found = new Map<string, Experiment>();
  for (const root of vaults) {
    const { vault } = await readVault({ root });
    for (const note of vault.notes)
      for (const block of note.sockBlocks)
        if (!found.has(block.id)) found.set(block.id, openExperiment(block, root, note.path));
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The experiments that a word names: an id, a note's path (all its blocks), or `path:line` (the block at that line).
 * An id whose note lies where ids say is found without reading the rest of the vault.
 */
export async function findExperiments(context: Context, name: string, flag?: string): Promise<readonly Experiment[]> {
  const byLine = /^(.+\.md):(\d+)$/u.exec(name);
  const file = byLine?.[1] ?? name;
  if (file.endsWith('.md') && existsSync(path.resolve(context.cwd, file)))
    return findInNote(context, path.resolve(context.cwd, file), byLine === null ? undefined : Number(byLine[2]), flag);
  const vaults = experimentVaults(context, flag);
  for (const root of vaults) {
    const note = path.join(root, 'experiments', `${name.replace(/-\d+$/u, '')}.md`);
    const exact = path.join(root, 'experiments', `${name}.md`);
    const likely = [exact, note].find((one) => isWithin(root, one) && existsSync(one));
    if (likely === undefined) continue;
    const found = (await readNotes(root, [likely])).filter(({ id }) => id === name);
    if (found.length > 0) return found;
  }
  const all = await listExperiments(vaults);
  const found = all.filter(({ id }) => id === name);
  if (found.length > 0) return found;
  throw new UsageError(
    `no experiment is called ${name}${suggest(name, all)}. \`sockrates experiments\` lists them all.`,
  );
}

async function findInNote(
  { cwd }: Context,
  file: string,
  line: number | undefined,
  flag: string | undefined,
): Promise<readonly Experiment[]> {
  const { root } = chooseVault(cwd, loadConfig(cwd), flag, file);
  const blocks = await readNotes(root, [file]);
  if (blocks.length === 0) throw new UsageError(`${file} holds no \`sock\` block`);
  if (line === undefined) return blocks;
  const at = blocks.find((block) => line >= block.line - 1 && line <= block.lastLine + 1);
  if (at === undefined) {
    const lines = blocks.map((block) => `${block.line}`).join(', ');
    throw new UsageError(`no \`sock\` block stands at line ${line} of ${file}; its blocks begin at line ${lines}`);
  }
  return [at];
}

async function readNotes(root: string, notes: readonly string[]): Promise<readonly Experiment[]> {
  const { vault } = await readVault({ root, notes });
  return vault.notes.flatMap((note) => note.sockBlocks.map((block) => openExperiment(block, root, note.path)));
}

function openExperiment(found: SockBlock, root: string, note: string): Experiment {
  const { block, diagnostics } = parseBlock({ text: found.text, path: note, firstLine: found.firstLine });
  return {
    id: found.id,
    ...(found.question === undefined ? {} : { question: found.question }),
    decides: found.decides,
    topic: found.id.includes('/') ? found.id.slice(0, found.id.indexOf('/')) : '',
    root,
    path: note,
    line: found.firstLine,
    lastLine: found.place.endLine ?? found.firstLine,
    text: found.text,
    block,
    diagnostics: [...diagnostics, ...checkBlock(block)],
  };
}

function suggest(name: string, all: readonly Experiment[]): string {
  const ids = all.map(({ id }) => id);
  if (ids.length === 0) return '';
  const near = closest(name, ids);
  const tail = ids.find((id) => id.slice(id.indexOf('/') + 1) === name);
  if (tail !== undefined) return `; did you mean ${tail}`;
  return distance(name, near) <= Math.max(3, name.length / 3) ? `; did you mean ${near}` : '';
}

function isWithin(root: string, file: string): boolean {
  return !path.relative(root, file).startsWith('..');
}
