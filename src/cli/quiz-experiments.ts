import type { RootContent } from 'mdast';
import { checkBlock, parseBlock } from '../experiments/index.ts';
import type { AskableExperiment } from '../quiz/index.ts';
import { linkConcept, plainText, type Note, type SockBlock, type Vault } from '../vault/index.ts';

/** The experiments of some vaults, parsed when they are asked for. */
export interface ExperimentShelf {
  /** Undefined for one that nobody has, or that cannot be replayed. */
  readonly find: (id: string) => AskableExperiment | undefined;
  readonly all: () => readonly AskableExperiment[];
  /** Those of the first vault. */
  readonly own: () => readonly AskableExperiment[];
}

/** Of two experiments with one id the first vault's counts. */
export function shelveExperiments(vaults: readonly Vault[]): ExperimentShelf {
  const places = new Map<string, () => AskableExperiment | undefined>();
  for (const { root, notes } of vaults)
    for (const note of notes)
      for (const sock of note.sockBlocks)
        if (!places.has(sock.id)) places.set(sock.id, () => openExperiment(sock, note, root));
  const opened = new Map<string, AskableExperiment | undefined>();
  const find = (id: string): AskableExperiment | undefined => {
    if (!opened.has(id)) opened.set(id, places.get(id)?.());
    return opened.get(id);
  };
  const findAll = (ids: Iterable<string>): readonly AskableExperiment[] =>
    [...new Set(ids)].sort().flatMap((id) => find(id) ?? []);
  const [first] = vaults;
  return {
    find,
    all: () => findAll(places.keys()),
    own: () => findAll((first?.notes ?? []).flatMap(({ sockBlocks }) => sockBlocks.map(({ id }) => id))),
  };
}

function openExperiment(
  { id, question, firstLine, text }: SockBlock,
  note: Note,
  root: string,
): AskableExperiment | undefined {
  const { block, diagnostics } = parseBlock({ text, path: note.path, firstLine });
  if ([...diagnostics, ...checkBlock(block)].some(({ severity }) => severity === 'error')) return undefined;
  let prose: string | undefined;
  return {
    id,
    title: note.sections[0]?.title ?? note.title,
    ...(question === undefined ? {} : { question }),
    root,
    path: note.path,
    line: firstLine,
    block,
    // It is shown behind the answer, and the note's tree need not be unpacked before.
    get prose() {
      return (prose ??= id.includes('#') ? '' : proseOf(note.tree.children));
    },
    sources: sourcesOf(note),
    concepts: [...new Set(note.links.flatMap((link) => linkConcept(link) ?? []))],
  };
}

/** What an experiment's note says around its block. */
function proseOf(content: readonly RootContent[]): string {
  return plainText(content.filter(({ type }) => type !== 'heading' && type !== 'code')).trim();
}

/** `sources:` of a note's front matter. */
export function sourcesOf({ frontMatter }: Note): readonly string[] {
  const sources = frontMatter.data['sources'];
  if (typeof sources === 'string') return [sources];
  return Array.isArray(sources) ? sources.filter((one): one is string => typeof one === 'string') : [];
}
