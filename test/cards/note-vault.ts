import type { RootContent } from 'mdast';
import type { Card, CardSet, ExtractOptions } from '../../src/cards/index.ts';
import { extractCards } from '../../src/cards/index.ts';
import type { Vault } from '../../src/vault/index.ts';
import { parseNote } from '../../src/vault/parse-note.ts';
import { resolveLinks } from '../../src/vault/resolve.ts';
import { indexTargets } from '../../src/vault/targets.ts';

/** Notes as a vault, without a folder. */
export function vaultOf(files: Readonly<Record<string, string>>): Vault {
  const parsed = Object.entries(files).map(([path, text]) => parseNote(path, text).note);
  const index = indexTargets(parsed, []);
  const notes = parsed.map((note) => resolveLinks(index, note).note).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { root: '/vault', name: 'vault', notes, attachments: [] };
}

/** The cards written in one note. */
export function cardsIn(note: string, options: ExtractOptions = {}): CardSet {
  return extractCards(vaultOf({ 'a.md': note }), { derived: false, ...options });
}

/** `2-3 line: question => answer {hint: …}`; a cloze with its deletions as `[1 text|hint]`. */
export function inShort(card: Card): string {
  const { place, fields, kind, syntax } = card;
  const lines = place.endLine === place.line ? `${place.line}` : `${place.line}-${place.endLine ?? ''}`;
  const text =
    fields.Text === undefined
      ? `${fields.Front?.text ?? ''} => ${fields.Back?.text ?? ''}`.replaceAll('\n', ' / ')
      : showDeletions(fields.Text.content, card).trim();
  const more = [
    kind === 'basic' || kind === 'cloze' ? '' : kind,
    fields.Hint === undefined ? '' : `hint: ${fields.Hint.text}`,
    fields.Extra === undefined ? '' : `extra: ${fields.Extra.text}`,
    card.tags.length === 0 ? '' : `#${card.tags.join(' #')}`,
    card.explicitId === undefined ? '' : `id: ${card.explicitId}`,
    card.ankiNoteId === undefined ? '' : `Anki: ${card.ankiNoteId}`,
    card.accept.length === 0 ? '' : `accept: ${card.accept.join('; ')}`,
    card.experiments.length === 0 ? '' : `experiment: ${card.experiments.join('; ')}`,
    card.deck === undefined ? '' : `deck: ${card.deck}`,
  ].filter((part) => part !== '');
  return `${lines} ${syntax}: ${text}${more.length === 0 ? '' : ` {${more.join(', ')}}`}`;
}

function showDeletions(nodes: readonly RootContent[], card: Card): string {
  return nodes
    .map((node) => {
      if (node.type === 'clozeDeletion') {
        const number = card.deletions[node.index]?.number ?? '?';
        return `[${number} ${showDeletions(node.children, card)}${node.hint === undefined ? '' : `|${node.hint}`}]`;
      }
      if (node.type === 'wikiLink') return node.alias ?? node.target;
      if ('value' in node) return node.value.replaceAll('\n', ' ');
      return 'children' in node ? showDeletions(node.children, card) : '';
    })
    .join('');
}

/** Diagnostics as they are printed, without their message: `2:1 empty-front`. */
export function rulesIn({ diagnostics }: CardSet): string[] {
  return diagnostics.map(({ line, column, rule }) => `${line}:${column} ${rule}`);
}
