import type { Command } from 'commander';
import type { Card, CardKind } from '../cards/index.ts';
import type { IdentifiedCard } from '../identity/index.ts';
import { findNote } from './find-note.ts';
import { UsageError } from './outcome.ts';
import { showText } from './screen.ts';
import type { OpenVault } from './open-vault.ts';

export interface SelectFlags {
  readonly note?: readonly string[];
  readonly folder?: readonly string[];
  readonly tag?: readonly string[];
  readonly concept?: readonly string[];
  readonly kind?: CardKind;
}

export function addSelectFlags(command: Command): Command {
  return command
    .option('--note <note>', 'only cards of this note: name, title or path (repeatable)', collect)
    .option('--folder <folder>', 'only cards of notes in this folder of the vault (repeatable)', collect)
    .option('--tag <tag>', 'only cards with this tag, or tags below it (repeatable)', collect);
}

/** For a flag that may be given again: `--note a --note b`. It takes one word, so that the vault may follow it. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The cards that the flags ask for; `undefined` where they ask for all. */
export function selectCards(open: OpenVault, cwd: string, flags: SelectFlags): readonly IdentifiedCard[] | undefined {
  const tests: ((card: Card) => boolean)[] = [];
  const notes = (flags.note ?? []).map((named) => findNote(open.vault, cwd, named).id);
  if (open.note !== undefined) notes.push(open.note);
  if (notes.length > 0) tests.push(({ note }) => notes.includes(note));
  const folders = (flags.folder ?? []).map((folder) => checkFolder(open, folder));
  if (folders.length > 0) tests.push(({ note }) => folders.some((folder) => note.startsWith(`${folder}/`)));
  const tags = (flags.tag ?? []).map(tagKey);
  if (tags.length > 0) {
    tests.push((card) =>
      card.tags.map(tagKey).some((tag) => tags.some((one) => tag === one || tag.startsWith(`${one}/`))),
    );
  }
  const concepts = (flags.concept ?? []).map((name) => name.toLowerCase());
  if (concepts.length > 0)
    tests.push((card) => card.concepts.some((concept) => concepts.some((name) => isNamed(concept, name))));
  if (flags.kind !== undefined) tests.push(({ kind }) => kind === flags.kind);
  if (tests.length === 0) return undefined;
  return open.identification.identified.filter(({ card }) => tests.every((test) => test(card)));
}

function checkFolder({ vault }: OpenVault, named: string): string {
  const folder = named.normalize('NFC').replace(/^\.\//, '').replace(/\/+$/, '');
  if (vault.notes.some(({ id }) => id.startsWith(`${folder}/`))) return folder;
  const folders = new Set(
    vault.notes.flatMap(({ id }) => (id.includes('/') ? [id.slice(0, id.lastIndexOf('/'))] : [])),
  );
  const known = [...folders]
    .sort()
    .slice(0, 8)
    .map((name) => `"${showText(name)}"`)
    .join(', ');
  throw new UsageError(
    `no notes lie in a folder "${showText(named)}" of the vault${known === '' ? '' : `; folders are ${known}`}`,
  );
}

function tagKey(tag: string): string {
  return tag.replace(/^#/, '').replaceAll('::', '/').toLowerCase();
}

/** `TCP` names the concepts `tcp/TCP.md`, `tcp/TCP.md#States` and `?TCP`. */
function isNamed(concept: string, name: string): boolean {
  const whole = concept.replace(/^\?/, '').toLowerCase();
  const note = whole.split('#')[0] ?? whole;
  return [whole, note, note.replace(/\.md$/, ''), note.slice(note.lastIndexOf('/') + 1).replace(/\.md$/, '')].includes(
    name.replace(/\.md$/, ''),
  );
}
