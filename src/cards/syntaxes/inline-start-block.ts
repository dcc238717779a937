import type { Paragraph, PhrasingContent } from 'mdast';
import { cutContent, paragraphOf, rangeOf } from '../content.ts';
import { maskSource } from '../masked-text.ts';
import { kindOfStock } from '../note-types.ts';
import type { KnownNoteType } from '../note-types.ts';
import type { NoteReading } from '../note-reading.ts';
import { ankiIdOf, fieldsOfStock, reportMissingField, reportUnknownType, tagsOfWords } from './block-fields.ts';

const block = /(?<!\S)STARTI[ \t]+\[([^\]\r\n]*)\]([^\r\n]*?)[ \t]ENDI(?!\S)/gu;

/** `STARTI [Basic] question Back: answer Tags: a b ENDI`: any number on a line, in lists too, never in code. */
export function readInlineStartBlocks(reading: NoteReading): void {
  const { lines } = reading;
  if (!lines.source.includes('STARTI')) return;
  for (const { block: paragraph } of reading.flow.paragraphs) {
    const [start, end] = rangeOf(paragraph);
    if (!lines.source.slice(start, end).includes('STARTI')) continue;
    const masked = maskSource(paragraph.children, lines.source, start, end);
    const found = [...masked.matchAll(block)].filter(
      (match) => !reading.isClaimed(lines.pointAt(start + match.index).line),
    );
    reportUnclosed(
      masked.replace(block, (text) => ' '.repeat(text.length)),
      start,
      reading,
    );
    for (const match of found) {
      const from = start + match.index;
      const { line } = lines.pointAt(from);
      reading.claim(line, line);
      const to = from + match[0].length;
      const inside = to - ' ENDI'.length - (match[2] ?? '').length;
      readInlineBlock(
        paragraph,
        masked,
        start,
        { from, to, typeName: match[1] ?? '', inside, end: to - ' ENDI'.length },
        reading,
      );
    }
  }
}

interface InlineBlock {
  readonly from: number;
  readonly to: number;
  readonly typeName: string;
  /** Offsets between the note type and ENDI. */
  readonly inside: number;
  readonly end: number;
}

function readInlineBlock(
  paragraph: Paragraph,
  masked: string,
  base: number,
  { from, to, typeName, inside, end }: InlineBlock,
  reading: NoteReading,
): void {
  const { lines } = reading;
  const line = lines.pointAt(from).line;
  const type = reading.noteTypes.find(typeName);
  if (type === undefined) {
    reportUnknownType(lines.placeAt(from, to), typeName.trim(), { firstLine: line, lastLine: line }, reading);
    return;
  }
  const raw = lines.source.slice(inside, end);
  const id = /(?:<!--[ \t]*ID:[ \t]*\d+[ \t]*-->|(?<=\s)ID:[ \t]*\d+)[ \t]*$/u.exec(raw);
  const fieldsEnd = id === null ? end : inside + id.index;
  const words = /(?<!\S)Tags:(?=\s|$)([^]*)$/u.exec(masked.slice(inside - base, fieldsEnd - base));
  const tags = words === null ? [] : tagsOfWords(words[1] ?? '');
  const textEnd = words === null ? fieldsEnd : inside + words.index;
  const fields = readFields(paragraph, masked, base, inside, textEnd, type, reading);
  const ankiNoteId = id === null ? undefined : ankiIdOf(id[0]);
  const shared = {
    syntax: 'inline-start-block',
    start: from,
    end: to,
    attributes: [],
    tags,
    ...(ankiNoteId === undefined ? {} : { ankiNoteId }),
  } as const;
  const contentOf = (name: string) => paragraphOf(fields.get(name) ?? []);
  if (type.stock === undefined) {
    const { name, fields: names, cloze } = type.declaration;
    const [question = '', ...others] = names;
    reading.drafts.push({
      ...shared,
      kind: cloze ? 'cloze' : 'basic',
      foreign: { name, fields: Object.fromEntries(names.map((field) => [field, contentOf(field)])) },
      ...(cloze
        ? { text: contentOf(question), curly: true }
        : { front: contentOf(question), back: others.flatMap(contentOf) }),
    });
    return;
  }
  const { question, answer, extra, addReverse } = fieldsOfStock(
    type,
    new Map([...fields].map(([name, nodes]) => [name, paragraphOf(nodes)])),
  );
  if (type.stock === 'Cloze') reading.drafts.push({ ...shared, kind: 'cloze', text: question, extra, curly: true });
  else if (answer === undefined)
    reportMissingField(lines.placeAt(from, to), raw, { firstLine: line, lastLine: line }, type, reading);
  else reading.drafts.push({ ...shared, kind: kindOfStock(type.stock, addReverse), front: question, back: answer });
}

/** Whole words `Name:` begin fields. */
function readFields(
  paragraph: Paragraph,
  masked: string,
  base: number,
  from: number,
  to: number,
  type: KnownNoteType,
  { lines }: NoteReading,
): ReadonlyMap<string, readonly PhrasingContent[]> {
  const names = type.declaration.fields;
  const starts = names
    .flatMap((name) => {
      const text = masked.slice(from - base, to - base);
      const at = ` ${text} `.indexOf(` ${name}: `);
      return at === -1 ? [] : [{ name, start: from + at, textStart: from + at + name.length + 1 }];
    })
    .sort((a, b) => a.start - b.start);
  const first = { name: names[0] ?? '', start: from, textStart: from };
  const sections = starts[0]?.start === from ? starts : [first, ...starts];
  const fields = new Map<string, readonly PhrasingContent[]>();
  sections.forEach(({ name, textStart }, index) => {
    const end = sections[index + 1]?.start ?? to;
    const content = cutContent(paragraph.children, Math.min(textStart, end), end, lines);
    if (content.length > 0 || !fields.has(name)) fields.set(name, [...(fields.get(name) ?? []), ...content]);
  });
  return fields;
}

function reportUnclosed(masked: string, start: number, reading: NoteReading): void {
  const { lines } = reading;
  for (const match of masked.matchAll(/(?<!\S)STARTI(?=[ \t]+\[)/gu)) {
    const from = start + match.index;
    const { line } = lines.pointAt(from);
    if (reading.isClaimed(line)) continue;
    reading.report(
      'unclosed-inline-block',
      lines.placeAt(from, from + 6),
      'This STARTI has no ENDI on its line: close the block by the word ENDI.',
      ['ENDI'],
    );
    reading.decide(
      line,
      line,
      'faulty-card',
      'This line opens a STARTI block that no ENDI on the line closes, so there is no card.',
    );
  }
}
