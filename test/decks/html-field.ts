import type { Nodes, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { math } from 'micromark-extension-math';
import type { Card } from '../../src/cards/index.ts';
import { gatherDeck } from '../../src/decks/index.ts';
import type { Deck, GatherOptions } from '../../src/decks/index.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';
import type { CardId, IdentifiedCard } from '../../src/identity/index.ts';
import type { Note, NoteId, Vault } from '../../src/vault/index.ts';

/** Markdown as a note's tree; `[[a|b]]` and `![[a|b]]` outside of code become wiki links, `==a==` a highlight. */
export function markdown(source: string): Root {
  const tree = fromMarkdown(source, {
    extensions: [gfmTable(), gfmStrikethrough(), gfmTaskListItem(), gfmFootnote(), math()],
    mdastExtensions: [
      gfmTableFromMarkdown(),
      gfmStrikethroughFromMarkdown(),
      gfmTaskListItemFromMarkdown(),
      gfmFootnoteFromMarkdown(),
      mathFromMarkdown(),
    ],
  });
  replaceText(tree);
  return tree;
}

function replaceText(node: Nodes): void {
  if (!('children' in node)) return;
  const children = node.children.flatMap((child): Nodes[] => {
    if (child.type === 'text') return wikiLinks(child.value);
    replaceText(child);
    return [child];
  });
  // Inline content stands where a text stood.
  node.children = children as typeof node.children;
}

function wikiLinks(text: string): PhrasingContent[] {
  return text.split(/(!?\[\[.+?\]\]|==.+?==)/).flatMap((part): PhrasingContent[] => {
    const link = /^(!?)\[\[(.*?)(?:\|(.*))?\]\]$/.exec(part);
    if (link !== null) {
      const [target = '', ...headings] = (link[2] ?? '').split('#');
      return [
        {
          type: 'wikiLink',
          value: part,
          embed: link[1] === '!',
          target,
          headings,
          ...(link[3] === undefined ? {} : { alias: link[3] }),
        },
      ];
    }
    if (/^==.+==$/.test(part)) return [{ type: 'highlight', children: [{ type: 'text', value: part.slice(2, -2) }] }];
    return part === '' ? [] : [{ type: 'text', value: part }];
  });
}

/** A basic card whose back is the whole of `source`. */
export function cardOf(source: string, changes: Partial<Card> = {}): Card {
  const content = markdown(source).children;
  return {
    note: 'Net/UDP.md' as NoteId,
    noteTitle: 'UDP',
    place: { path: 'Net/UDP.md', line: 3, column: 1 },
    syntax: 'heading',
    kind: 'basic',
    fields: {
      Front: { content: [{ type: 'text', value: 'Question?' }], text: 'Question?' },
      Back: { content, text: source },
    },
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

/** A cloze card of `source`, in which every highlight is a deletion, numbered from 1. */
export function clozeOf(source: string, changes: Partial<Card> = {}): Card {
  const tree = markdown(source);
  const deletions: Card['deletions'][number][] = [];
  const visit = (node: Nodes): void => {
    if (!('children' in node)) return;
    node.children.forEach(visit);
    // A deletion stands wherever a highlight may.
    node.children = node.children.map((child): Nodes => {
      if (child.type !== 'highlight') return child;
      deletions.push({ number: deletions.length + 1, explicit: false, text: '' });
      return { type: 'clozeDeletion', index: deletions.length - 1, children: child.children };
    }) as typeof node.children;
  };
  visit(tree);
  const Text = { content: tree.children, text: source };
  return cardOf('', { kind: 'cloze', fields: { Text }, deletions, ...changes });
}

export function identified(card: Card, id = 'aaaaaaaaaaaaaaaa'): IdentifiedCard {
  return { card, id: id as CardId, guid: id, clozeNumbers: card.deletions.map(({ number }) => number) };
}

export function vaultOf(notes: Readonly<Record<string, string>>, attachments: readonly string[] = []): Vault {
  return {
    root: '/vault',
    name: 'Sockets',
    notes: Object.entries(notes).map(([path, source]) => noteOf(path, source)),
    attachments,
  };
}

function noteOf(path: string, source: string): Note {
  // The parts that a deck asks a note for.
  return {
    id: path,
    path,
    title: path.split('/').at(-1)?.replace('.md', '') ?? '',
    source,
    tree: markdown(source),
    links: [],
  } as unknown as Note;
}

export interface Gathered {
  readonly deck: Deck;
  /** Rule ids, in the order of the reports. */
  readonly rules: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export function gather(cards: readonly IdentifiedCard[], options: Partial<GatherOptions> = {}): Gathered {
  const { deck, diagnostics } = gatherDeck(cards, {
    vault: vaultOf({}),
    readAttachment: (path) => new TextEncoder().encode(path),
    ...options,
  });
  return { deck, diagnostics, rules: diagnostics.map(({ rule }) => rule) };
}

/** One field of the only note, by its name. */
export function fieldOf({ deck }: Gathered, name: string): string {
  const note = deck.notes[0];
  const type = deck.noteTypes.find(({ id }) => id === note?.noteType);
  return note?.fields[type?.fields.findIndex((field) => field.name === name) ?? -1] ?? '';
}
