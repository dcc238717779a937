import type { Nodes, RootContent } from 'mdast';
import type { Card } from '../../src/cards/index.ts';
import { gatherDeck } from '../../src/decks/index.ts';
import type { Deck, GatherOptions } from '../../src/decks/index.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import type { CardId, IdentifiedCard } from '../../src/identity/index.ts';
import type { NoteId, Vault } from '../../src/vault/index.ts';
import { parseNote } from '../../src/vault/parse-note.ts';
import { resolveLinks } from '../../src/vault/resolve.ts';
import { indexTargets } from '../../src/vault/targets.ts';

/** Where the cards of these tests stand. */
export const notePath = 'Net/UDP.md';

/** Notes by their paths, parsed and linked as `readVault` does. */
export function vaultOf(notes: Readonly<Record<string, string>>, attachments: readonly string[] = []): Vault {
  const parsed = Object.entries(notes).map(([path, source]) => parseNote(path, source).note);
  const index = indexTargets(parsed, attachments);
  return { root: '/vault', name: 'Sockets', notes: parsed.map((note) => resolveLinks(index, note).note), attachments };
}

function contentOf(source: string): readonly RootContent[] {
  return parseNote(notePath, source).note.tree.children;
}

/** A basic card whose back is the whole of `source`. */
export function cardOf(source: string, changes: Partial<Card> = {}): Card {
  return {
    note: notePath as NoteId,
    noteTitle: 'UDP',
    place: { path: notePath, line: 3, column: 1 },
    syntax: 'heading',
    kind: 'basic',
    fields: { Front: textField('Question?'), Back: { content: contentOf(source), text: source } },
    tags: [],
    headingPath: ['Loss'],
    concepts: [],
    accept: [],
    experiments: [],
    sources: [],
    deletions: [],
    ...changes,
  };
}

export function textField(text: string): NonNullable<Card['fields']['Front']> {
  return { content: [{ type: 'text', value: text }], text };
}

/** A cloze card of `source`, in which every ~~struck text~~ is a deletion, numbered from 1. */
export function clozeOf(source: string, changes: Partial<Card> = {}, hint?: string): Card {
  const content = structuredClone(contentOf(source)) as RootContent[];
  const deletions: Card['deletions'][number][] = [];
  const visit = (node: Nodes): Nodes => {
    // A deletion stands wherever struck text may.
    if ('children' in node) node.children = node.children.map(visit) as typeof node.children;
    if (node.type !== 'delete') return node;
    const index = deletions.push({ number: deletions.length + 1, explicit: false, text: '' }) - 1;
    return { type: 'clozeDeletion', index, children: node.children, ...(hint === undefined ? {} : { hint }) };
  };
  const Text = { content: content.map(visit) as RootContent[], text: source };
  return cardOf('', { kind: 'cloze', fields: { Text }, deletions, ...changes });
}

export function identified(card: Card, id = 'aaaaaaaaaaaaaaaa'): IdentifiedCard {
  return { card, id: id as CardId, guid: id, clozeNumbers: card.deletions.map(({ number }) => number) };
}

export interface Gathered {
  readonly deck: Deck;
  readonly diagnostics: readonly Diagnostic[];
  /** Rule ids, in the order of the reports. */
  readonly rules: readonly string[];
}

/** Gathers cards of a vault whose files hold their own paths. */
export function gather(cards: readonly Card[], options: Partial<GatherOptions> = {}): Gathered {
  const { deck, diagnostics } = gatherDeck(
    cards.map((card, index) => identified(card, `card${String(index).padStart(12, '0')}`)),
    { vault: vaultOf({}), readAttachment: (path) => new TextEncoder().encode(path), ...options },
  );
  return { deck, diagnostics, rules: diagnostics.map(({ rule }) => rule) };
}

/** One field of the first note, by its name. */
export function fieldOf({ deck }: Gathered, name: string): string {
  const note = deck.notes[0];
  const type = deck.noteTypes.find(({ id }) => id === note?.noteType);
  return note?.fields[type?.fields.findIndex((field) => field.name === name) ?? -1] ?? '';
}
