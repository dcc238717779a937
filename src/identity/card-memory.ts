import type { Nodes } from 'mdast';
import type { Card, CardField } from '../cards/index.ts';
import { gapContexts } from './gap-context.ts';
import type { LedgerRecord, RememberedDeletion } from './ledger-record.ts';
import { loneSurrogates, normaliseText, shortHash } from './normal-text.ts';

/** What a card looks like to identity: the part of a ledger record that the notes alone decide. */
export type CardMemory = Pick<
  LedgerRecord,
  | 'kind'
  | 'key'
  | 'answer'
  | 'note'
  | 'headings'
  | 'question'
  | 'reply'
  | 'code'
  | 'links'
  | 'concepts'
  | 'cell'
  | 'explicitId'
  | 'ankiNoteId'
>;

/** A cloze deletion as the note has it. */
export type Gap = Omit<RememberedDeletion, 'number'>;

const longestQuestion = 400;
const longestReply = 160;

export function rememberCard(card: Card): { readonly memory: CardMemory; readonly gaps: readonly Gap[] } {
  const front = questionSide(card);
  const question = normaliseText(front?.text ?? '');
  const reply = normaliseText(answerSide(card));
  const kind = card.foreign === undefined ? card.kind : `foreign:${card.foreign.name}`;
  const marks = marksIn(front?.content ?? []);
  const cell =
    card.cell === undefined
      ? undefined
      : { facet: normaliseText(card.cell.facet), concept: normaliseText(card.cell.concept) };
  const contexts = gapContexts(card.fields.Text?.content ?? []);
  const memory = {
    kind,
    key: questionKey(kind, question, marks.media, cell),
    answer: shortHash(reply),
    note: card.note,
    headings: card.headingPath.map(normaliseText),
    question: cut(question, longestQuestion),
    reply: cut(reply, longestReply),
    code: marks.code,
    links: marks.links,
    concepts: [...new Set(card.concepts.map(nameOfConcept))].filter((name) => name !== conceptName(card.note)).sort(),
    ...(cell === undefined ? {} : { cell }),
    ...(card.explicitId === undefined ? {} : { explicitId: card.explicitId }),
    ...(card.ankiNoteId === undefined ? {} : { ankiNoteId: card.ankiNoteId }),
  };
  const gaps = card.deletions.map((deletion, index) => ({
    text: cut(normaliseText(deletion.text), longestReply),
    context: contexts[index] ?? '',
  }));
  return { memory, gaps };
}

/** Hash of the question side: kind, text, pictures, and for a card out of a table its facet and concept. */
export function questionKey(
  kind: string,
  question: string,
  media: readonly string[],
  cell: { readonly facet: string; readonly concept: string } | undefined,
): string {
  return shortHash(JSON.stringify([kind, question, media, cell === undefined ? null : [cell.facet, cell.concept]]));
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(loneSurrogates, '');
}

function questionSide(card: Card): CardField | undefined {
  if (card.foreign !== undefined) return Object.values(card.foreign.fields)[0];
  return card.kind === 'cloze' ? card.fields.Text : card.fields.Front;
}

function answerSide(card: Card): string {
  if (card.foreign !== undefined) {
    return Object.values(card.foreign.fields)
      .slice(1)
      .map((field) => field.text)
      .join('\n');
  }
  if (card.kind === 'cloze') return card.deletions.map((deletion) => deletion.text).join('\n');
  return card.fields.Back?.text ?? '';
}

/** What plain text loses: words set as code, where links point, which pictures are shown. */
function marksIn(content: readonly Nodes[]): { code: string[]; links: string[]; media: string[] } {
  const code: string[] = [];
  const links: string[] = [];
  const media: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'inlineCode') code.push(node.value);
    else if (node.type === 'image') media.push(lastPart(node.url));
    else if (node.type === 'wikiLink') (node.embed ? media : links).push(linkTarget(node.target, node.headings));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const node of content) visit(node);
  return { code, links, media };
}

function linkTarget(target: string, headings: readonly string[]): string {
  return [conceptName(target), ...headings.map((heading) => heading.toLowerCase())].join('#');
}

/** A concept's name: its note's, and the heading's behind `#`. */
function nameOfConcept(concept: string): string {
  const [note = '', ...headings] = concept.replace(/^\?/, '').split('#');
  return linkTarget(note, headings);
}

/** The name by which a note is known, whatever its folder: last part of the path, without `.md`, lower case. */
export function conceptName(path: string): string {
  return lastPart(path.normalize('NFC')).replace(/\.md$/i, '').toLowerCase();
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
