import type { Paragraph, PhrasingContent, RootContent } from 'mdast';
import type { Card, CardField, CardKind } from '../../src/cards/index.ts';
import type { ConceptId, NoteId } from '../../src/vault/index.ts';

export interface CardSketch {
  readonly note?: string;
  readonly line?: number;
  /** `[[target|text]]` becomes a link, `` `x` `` code, and for a cloze `==x==` and `{{c2::x}}` deletions. */
  readonly question: string;
  readonly answer?: string;
  readonly kind?: CardKind;
  readonly headings?: readonly string[];
  readonly concepts?: readonly string[];
  readonly cell?: { readonly facet: string; readonly concept: string };
  readonly id?: string;
  readonly ankiNoteId?: number;
  readonly deck?: string;
  readonly tags?: readonly string[];
}

/** A card as `extractCards` gives it, from a short text. */
export function makeCard(sketch: CardSketch): Card {
  const kind = sketch.kind ?? 'basic';
  const note = sketch.note ?? 'tcp/Listen.md';
  const deletions: { number: number; explicit: boolean; text: string }[] = [];
  const question = makeField(sketch.question, kind === 'cloze' ? deletions : undefined);
  return {
    note: note as NoteId,
    noteTitle: note.replace(/^.*\/|\.md$/g, ''),
    place: { path: note, line: sketch.line ?? 1, column: 1 },
    syntax: kind === 'cloze' ? 'cloze' : 'line',
    kind,
    fields: kind === 'cloze' ? { Text: question } : { Front: question, Back: makeField(sketch.answer ?? 'an answer') },
    ...(sketch.deck === undefined ? {} : { deck: sketch.deck }),
    tags: sketch.tags ?? [],
    headingPath: sketch.headings ?? [],
    concepts: [note, ...(sketch.concepts ?? [])].map((concept) => concept as ConceptId),
    ...(sketch.cell === undefined ? {} : { cell: sketch.cell }),
    ...(sketch.id === undefined ? {} : { explicitId: sketch.id }),
    ...(sketch.ankiNoteId === undefined ? {} : { ankiNoteId: sketch.ankiNoteId }),
    accept: [],
    experiments: [],
    sources: [],
    deletions,
  };
}

function makeField(text: string, deletions?: { number: number; explicit: boolean; text: string }[]): CardField {
  const children: PhrasingContent[] = [];
  let plain = '';
  let last = 0;
  const add = (node: PhrasingContent, shown: string): void => {
    children.push(node);
    plain += shown;
  };
  const pattern = /\[\[([^\]|#]+)(?:#([^\]|]+))?(?:\|([^\]]+))?\]\]|`([^`]+)`|==([^=]+)==|\{\{c(\d+)::([^}]+)\}\}/g;
  for (const match of text.matchAll(pattern)) {
    const [whole, target, heading, alias, code, marked, number, numbered] = match;
    const before = text.slice(last, match.index);
    if (before !== '') add({ type: 'text', value: before }, before);
    last = match.index + whole.length;
    const gap = marked ?? numbered;
    if (target !== undefined) {
      const headings = heading === undefined ? [] : [heading];
      const shown = alias ?? target;
      add(
        {
          type: 'wikiLink',
          value: whole.slice(2, -2),
          embed: false,
          target,
          headings,
          ...(alias === undefined ? {} : { alias }),
        },
        shown,
      );
    } else if (code !== undefined) {
      add({ type: 'inlineCode', value: code }, code);
    } else if (gap !== undefined && deletions !== undefined) {
      add({ type: 'clozeDeletion', index: deletions.length, children: [{ type: 'text', value: gap }] }, gap);
      const explicit = number !== undefined;
      deletions.push({ number: explicit ? Number(number) : deletions.length + 1, explicit, text: gap });
    } else {
      add({ type: 'text', value: whole }, whole);
    }
  }
  const rest = text.slice(last);
  if (rest !== '') add({ type: 'text', value: rest }, rest);
  const paragraph: Paragraph = { type: 'paragraph', children };
  return { content: [paragraph] satisfies RootContent[], text: plain };
}
