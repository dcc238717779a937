import type { Nodes, RootContent } from 'mdast';
import { sectionAt } from '../../vault/index.ts';
import type { LineIndex, Note } from '../../vault/index.ts';
import { textOfLine } from '../attributes.ts';
import { rangeOf } from '../content.ts';
import { countFrontMatterLines } from '../front-matter-lines.ts';

/** What stands on a line that is no card and that no syntax looked at. */
export type LineReason =
  | 'no-such-line'
  | 'front-matter'
  | 'empty-line'
  | 'code'
  | 'experiment'
  | 'math'
  | 'comment'
  | 'html'
  | 'table'
  | 'heading'
  | 'callout'
  | 'quote'
  | 'definition'
  | 'footnote'
  | 'rule'
  | 'list-item'
  | 'prose';

export interface LineDescription {
  readonly reason: LineReason;
  readonly sentence: string;
}

const howTo = 'Write `question :: answer` on one line, `Q:` and `A:` on two, or tag a heading #card.';

export function describeLine(line: number, note: Note, lines: LineIndex): LineDescription {
  if (line < 1 || line > lines.lineCount || !Number.isInteger(line)) {
    const sentence = `The note has ${lines.lineCount} ${lines.lineCount === 1 ? 'line' : 'lines'}, so there is no line ${line}.`;
    return { reason: 'no-such-line', sentence };
  }
  if (line <= countFrontMatterLines(note)) return describeFrontMatter(line, lines);
  const around = blocksAround(line, note, lines);
  const block = around.at(-1);
  if (block !== undefined && opaque.has(block.type)) return describeOpaque(block, line, note);
  if (textOfLine(line, lines).replace(/^[\s>]+/u, '') === '') {
    return { reason: 'empty-line', sentence: 'This line is empty, and no card goes on over it.' };
  }
  return describeText(block, around, line, note, lines);
}

function describeFrontMatter(line: number, lines: LineIndex): LineDescription {
  const key = /^([\w-]+)[ \t]*:/u.exec(textOfLine(line, lines))?.[1];
  const effect =
    key === undefined ? undefined : { deck: 'names the deck of', tags: 'tags', cards: 'says whether there are' }[key];
  return {
    reason: 'front-matter',
    sentence:
      effect === undefined
        ? 'This line is front matter, which holds no cards.'
        : `This line is front matter: it ${effect} ${key === 'cards' ? 'cards in' : 'the cards of'} this note.`,
  };
}

/** The blocks that a line stands in, outermost first. */
function blocksAround(line: number, note: Note, lines: LineIndex): RootContent[] {
  const around: RootContent[] = [];
  let children: readonly RootContent[] = note.tree.children;
  for (;;) {
    const block = children.find((node) => isOn(node, line, lines));
    if (block === undefined) return around;
    around.push(block);
    if (!('children' in block) || block.type === 'paragraph' || block.type === 'heading') return around;
    children = block.children;
  }
}

function isOn(node: Nodes, line: number, lines: LineIndex): boolean {
  const [start, end] = rangeOf(node);
  return lines.pointAt(start).line <= line && line <= lines.pointAt(Math.max(start, end)).line;
}

const opaque: ReadonlySet<string> = new Set(['code', 'math', 'html', 'comment', 'definition', 'thematicBreak', 'yaml']);

function describeOpaque(block: RootContent, line: number, note: Note): LineDescription {
  if (block.type === 'code') {
    const sock = note.sockBlocks.find(({ place }) => place.line <= line && line <= (place.endLine ?? place.line));
    if (sock !== undefined) {
      return {
        reason: 'experiment',
        sentence: `This line belongs to the experiment ${sock.id}; an experiment is no card.`,
      };
    }
    const language = block.lang === null || block.lang === undefined ? '' : ` (${block.lang})`;
    return { reason: 'code', sentence: `This line is code${language}, in which nothing makes a card.` };
  }
  if (block.type === 'math') return { reason: 'math', sentence: 'This line is math, in which nothing makes a card.' };
  if (block.type === 'definition') return { reason: 'definition', sentence: 'This line gives the address of a link.' };
  if (block.type === 'thematicBreak') return { reason: 'rule', sentence: 'This line is a rule between two parts.' };
  const text = block.type === 'html' || block.type === 'comment' ? block.value : '';
  if (block.type === 'html' && !text.startsWith('<!--')) {
    return { reason: 'html', sentence: 'This line is HTML, in which nothing makes a card.' };
  }
  const commands = /no-card/iu.test(text)
    ? 'This comment rejects the card below it.'
    : text.includes('lint-disable')
      ? 'This comment silences rules of lint for the card below it.'
      : 'This line is a comment: cards inside do not exist.';
  return { reason: 'comment', sentence: commands };
}

function describeText(
  block: RootContent | undefined,
  around: readonly RootContent[],
  line: number,
  note: Note,
  lines: LineIndex,
): LineDescription {
  const text = textOfLine(line, lines);
  const colons = text.includes('::');
  if (around.some(({ type }) => type === 'table')) {
    const more = colons ? ', and `::` in a cell parts nothing' : '';
    return { reason: 'table', sentence: `This line is a row of a table: cells are never cards by themselves${more}.` };
  }
  if (around.some(({ type }) => type === 'footnoteDefinition')) {
    return {
      reason: 'footnote',
      sentence: 'This line is a footnote: a card that refers to it shows it as extra text.',
    };
  }
  if (block?.type === 'heading') {
    const more = colons ? ' `::` parts no heading.' : '';
    return { reason: 'heading', sentence: `This heading has no #card, so its section is no answer.${more}` };
  }
  const callout = around
    .map((node) => (node.type === 'blockquote' ? node.data?.callout : undefined))
    .find((one) => one !== undefined);
  if (callout !== undefined) {
    const sentence = `This line is in a callout of the kind “${callout.kind}”; only [!card] makes one a card.`;
    return { reason: 'callout', sentence };
  }
  const section = sectionAt(note.sections, line)?.title;
  const under = section === undefined || section === '' ? '' : ` under “${section}”`;
  const what = around.some(({ type }) => type === 'listItem')
    ? ({ reason: 'list-item', name: 'a list item' } as const)
    : around.some(({ type }) => type === 'blockquote')
      ? ({ reason: 'quote', name: 'a quote' } as const)
      : ({ reason: 'prose', name: 'prose' } as const);
  const why = colons
    ? 'Its colons stand in code, math, a link or markup, or behind a backslash, where they part nothing.'
    : `It holds no card syntax. ${howTo}`;
  return { reason: what.reason, sentence: `This line is ${what.name}${under}. ${why}` };
}
