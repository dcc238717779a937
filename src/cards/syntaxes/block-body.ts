import type { RootContent } from 'mdast';
import { attributesBelow } from '../attributes-below.ts';
import { endOfLine, textOfLine } from '../attributes.ts';
import { kindOfStock } from '../note-types.ts';
import type { KnownNoteType } from '../note-types.ts';
import type { NoteReading } from '../note-reading.ts';
import { ankiIdOf, fieldsOfStock, reportMissingField, reportUnknownType, tagsOfWords } from './block-fields.ts';
import { FenceWatch } from './fence-watch.ts';

/** Reads what stands between START and END: the note type, its fields, tags and id. */
export function readBlockBody(first: number, last: number, reading: NoteReading): void {
  const tail = readTail(first, last, reading);
  if (tail.deleted) {
    noteDeletion(first, last, tail.ankiNoteId, reading);
    return;
  }
  const typeLine = firstFullLine(first + 1, last, reading);
  const typeName = typeLine === undefined ? '' : textOfLine(typeLine, reading.lines).trim();
  const type = reading.noteTypes.find(typeName);
  if (typeLine === undefined || type === undefined) {
    const line = typeLine ?? first;
    const { lines } = reading;
    const place = lines.placeAt(lines.offsetOfLine(line), endOfLine(line, lines));
    reportUnknownType(place, typeName, { firstLine: first, lastLine: last }, reading);
    return;
  }
  const fields = readFields(typeLine + 1, tail.bodyEnd, type, reading);
  const shared = {
    syntax: 'start-block',
    start: reading.lines.offsetOfLine(first),
    end: endOfLine(last, reading.lines),
    attributes: attributesBelow(last, reading),
    tags: tail.tags,
    ...(tail.ankiNoteId === undefined ? {} : { ankiNoteId: tail.ankiNoteId }),
  } as const;
  if (type.stock === undefined) {
    const { name, cloze, fields: names } = type.declaration;
    const [question = '', ...others] = names;
    const front = fields.get(question) ?? [];
    reading.drafts.push({
      ...shared,
      kind: cloze ? 'cloze' : 'basic',
      foreign: { name, fields: Object.fromEntries(names.map((field) => [field, fields.get(field) ?? []])) },
      ...(cloze ? { text: front, curly: true } : { front, back: others.flatMap((field) => fields.get(field) ?? []) }),
    });
    return;
  }
  const { question, answer, extra, addReverse } = fieldsOfStock(type, fields);
  if (type.stock === 'Cloze') {
    reading.drafts.push({ ...shared, kind: 'cloze', text: question, extra, curly: true });
    return;
  }
  if (answer === undefined) {
    const { lines } = reading;
    const start = lines.offsetOfLine(first);
    const place = lines.placeAt(start, endOfLine(first, lines));
    const block = lines.source.slice(start, endOfLine(last, lines));
    reportMissingField(place, block, { firstLine: first, lastLine: last }, type, reading);
    return;
  }
  reading.drafts.push({ ...shared, kind: kindOfStock(type.stock, addReverse), front: question, back: answer });
}

function firstFullLine(from: number, before: number, { lines }: NoteReading): number | undefined {
  for (let line = from; line < before; line += 1) if (textOfLine(line, lines).trim() !== '') return line;
  return undefined;
}

interface BlockTail {
  /** The line behind the last one of the fields. */
  readonly bodyEnd: number;
  readonly tags: readonly string[];
  readonly ankiNoteId?: number;
  readonly deleted: boolean;
}

/** From the end upwards: the id, `DELETE` above it, and the tags, in either order. */
function readTail(first: number, last: number, { lines }: NoteReading): BlockTail {
  let bodyEnd = last;
  let tags: string[] | undefined;
  let ankiNoteId: number | undefined;
  let deleted = false;
  for (let line = last - 1; line > first; line -= 1) {
    const text = textOfLine(line, lines).trimEnd();
    const id = ankiIdOf(text);
    const words = /^Tags:(?: (.*))?$/u.exec(text);
    if (id !== undefined && ankiNoteId === undefined) ankiNoteId = id;
    else if (words !== null && tags === undefined) tags = tagsOfWords(words[1] ?? '');
    else if (text === 'DELETE' && ankiNoteId !== undefined) deleted = true;
    else if (text !== '') break;
    bodyEnd = line;
  }
  return { bodyEnd, tags: tags ?? [], deleted, ...(ankiNoteId === undefined ? {} : { ankiNoteId }) };
}

/** Text before any name is the first field's; a line `Name: …` begins the field of that name, or goes on with it. */
function readFields(
  from: number,
  before: number,
  type: KnownNoteType,
  reading: NoteReading,
): ReadonlyMap<string, readonly RootContent[]> {
  const { lines } = reading;
  const names = type.declaration.fields;
  const segments: { field: string; named: boolean; start: number; end: number }[] = [];
  const fence = new FenceWatch();
  let current = { field: names[0] ?? '', named: false, start: lines.offsetOfLine(from), end: lines.offsetOfLine(from) };
  for (let line = from; line < before; line += 1) {
    const text = textOfLine(line, lines);
    const name = fence.isInside(text) ? undefined : names.find((field) => text.startsWith(`${field}:`));
    if (name !== undefined) {
      segments.push(current);
      const rest = text.slice(name.length + 1);
      const start = lines.offsetOfLine(line) + text.length - rest.trimStart().length;
      current = { field: name, named: true, start, end: start };
    }
    current = { ...current, end: endOfLine(line, lines) };
  }
  segments.push(current);
  const fields = new Map<string, readonly RootContent[]>();
  for (const { field, named, start, end } of segments) {
    if (!named && lines.source.slice(start, end).trim() === '') continue;
    fields.set(field, [...(fields.get(field) ?? []), ...reading.parseSlice(start, Math.max(start, end))]);
  }
  return fields;
}

function noteDeletion(first: number, last: number, ankiNoteId: number | undefined, reading: NoteReading): void {
  const { lines, note } = reading;
  if (ankiNoteId === undefined) return;
  const place = lines.placeAt(lines.offsetOfLine(first), endOfLine(last, lines));
  reading.deleted.push({ note: note.id, place, ankiNoteId });
  reading.decide(
    first,
    last,
    'deleted',
    `DELETE leaves out this block, which is note ${ankiNoteId} in Anki; the export lists it as gone.`,
  );
}
