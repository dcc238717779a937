import type { Definition, FootnoteDefinition, RootContent } from 'mdast';
import type { Diagnostic, Place } from '../diagnostic.ts';
import { indexLines, parseMarkdownSlice } from '../vault/index.ts';
import type { LineIndex, Note } from '../vault/index.ts';
import type { CardDraft } from './card-draft.ts';
import type { Card } from './card.ts';
import type { Decision, DecisionReason, DeletedCard, LineRange } from './card-set.ts';
import { rangeOf, visitContent } from './content.ts';
import { endOfLine } from './attributes.ts';
import { countFrontMatterLines } from './front-matter-lines.ts';
import { gatherFlow } from './flow.ts';
import type { NoteFlow } from './flow.ts';
import type { NoteTypes } from './note-types.ts';
import { report } from './rules.ts';
import type { CardRule } from './rules.ts';

/** What is known about one note while its syntaxes are read one after the other: the earlier claim lines first. */
export class NoteReading {
  readonly note: Note;
  readonly lines: LineIndex;
  readonly noteTypes: NoteTypes;
  /** What all cards of the note share. */
  readonly shared: { deck?: string; tags: string[] } = { tags: [] };
  /** What the syntaxes found, in their order. */
  readonly drafts: CardDraft[] = [];
  readonly cards: Card[] = [];
  readonly rejected: Card[] = [];
  readonly deleted: DeletedCard[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly decisions: Decision[] = [];
  readonly definitions = new Map<string, Definition>();
  readonly footnotes = new Map<string, FootnoteDefinition>();
  /** How many lines the front matter takes, its fences included; 0 without one. */
  readonly frontMatterLines: number;
  /** The note's blocks without what START blocks hold: those are read for themselves. */
  blocks: readonly RootContent[];
  readonly #claimed: Uint8Array;
  /** For each line that is covered the line on which what covers it begins, else 0. */
  readonly #covered: Uint32Array;
  #flow: NoteFlow | undefined;

  constructor(note: Note, noteTypes: NoteTypes) {
    this.note = note;
    this.noteTypes = noteTypes;
    this.lines = indexLines(note.path, note.source);
    this.blocks = note.tree.children;
    this.#claimed = new Uint8Array(this.lines.lineCount + 2);
    this.#covered = new Uint32Array(this.lines.lineCount + 2);
    this.frontMatterLines = countFrontMatterLines(note);
    visitContent(note.tree.children, (node) => {
      if (node.type === 'definition') this.definitions.set(node.identifier, node);
      else if (node.type === 'footnoteDefinition') this.footnotes.set(node.identifier, node);
    });
    this.#coverAll();
  }

  get flow(): NoteFlow {
    return (this.#flow ??= gatherFlow(this.blocks));
  }

  replaceBlocks(blocks: readonly RootContent[]): void {
    this.blocks = blocks;
    this.#flow = undefined;
    this.#coverAll();
  }

  /** Markdown between two offsets, parsed for itself; links by reference and footnotes find the note's definitions. */
  parseSlice(start: number, end: number): RootContent[] {
    const { source } = this.lines;
    const slice = source.slice(start, end);
    if (slice.trim() === '') return [];
    const plain = this.#plainParagraph(slice, start);
    if (plain !== undefined) return [plain];
    const used = slice.includes('[') ? [...this.definitions.values(), ...this.footnotes.values()] : [];
    const references = used.map((node) => source.slice(...rangeOf(node))).join('\n\n');
    return parseMarkdownSlice(this.lines, start, end, references);
  }

  /** Whether a line stands in code, math, HTML or a comment, where nothing is a card. */
  isCovered(line: number): boolean {
    return this.coveredSince(line) > 0;
  }

  /** The line on which the code, comment or front matter begins that a line stands in; 0 for none. */
  coveredSince(line: number): number {
    return this.#covered[line] ?? 0;
  }

  claim(firstLine: number, lastLine: number): void {
    this.#claimed.fill(1, firstLine, lastLine + 1);
  }

  isClaimed(firstLine: number, lastLine = firstLine): boolean {
    return this.#claimed.subarray(firstLine, lastLine + 1).includes(1);
  }

  get claims(): LineRange[] {
    const ranges: LineRange[] = [];
    for (let line = 1; line <= this.lines.lineCount; line += 1) {
      if (this.#claimed[line] !== 1) continue;
      const firstLine = line;
      while (this.#claimed[line + 1] === 1) line += 1;
      ranges.push({ firstLine, lastLine: line });
    }
    return ranges;
  }

  report(rule: CardRule, place: Place, message: string, expected?: readonly string[]): void {
    this.diagnostics.push(report(rule, place, message, expected));
  }

  decide(firstLine: number, lastLine: number, reason: DecisionReason, sentence: string): void {
    this.decisions.push({ note: this.note.id, path: this.note.path, firstLine, lastLine, reason, sentence });
  }

  /** One line of plain words is the most frequent field of all, and needs no parser. */
  #plainParagraph(slice: string, start: number): RootContent | undefined {
    const text = slice.trim();
    if (!/^[A-Za-z][A-Za-z0-9 ,;()?'"-]*\.?$/u.test(text) || text.includes('  ')) return undefined;
    const from = start + slice.indexOf(text);
    const position = { start: this.lines.pointAt(from), end: this.lines.pointAt(from + text.length) };
    return { type: 'paragraph', position, children: [{ type: 'text', value: text, position }] };
  }

  #coverAll(): void {
    this.#covered.fill(0).fill(1, 1, this.frontMatterLines + 1);
    visitContent(this.blocks, (node) => {
      if (coverTypes.has(node.type)) this.#cover(node);
    });
  }

  /** A line counts only where nothing but white space and quote marks stand beside the node. */
  #cover(node: RootContent): void {
    const [start, end] = rangeOf(node);
    const first = this.lines.pointAt(start).line;
    const last = this.lines.pointAt(end).line;
    const alone =
      this.lines.source
        .slice(this.lines.offsetOfLine(first), start)
        .trim()
        .replace(/^[>\s]+$/u, '') === '';
    const nothingBehind = this.lines.source.slice(end, endOfLine(last, this.lines)).trim() === '';
    const from = alone && (nothingBehind || first < last) ? first : first + 1;
    this.#covered.fill(first, from, nothingBehind ? last + 1 : last);
  }
}

const coverTypes: ReadonlySet<string> = new Set(['code', 'math', 'html', 'comment']);
