import type { PhrasingContent } from 'mdast';
import type { WikiLink } from '../../vault/index.ts';

/**
 * A run of inline markdown and its plain text. Offsets of the text cut the markdown too, so that an answer keeps its
 * code, links and emphasis while the rules read words.
 */
export interface Phrase {
  readonly nodes: readonly PhrasingContent[];
  readonly text: string;
}

/** Inline nodes as a phrase: line breaks become spaces, what nobody sees (comments, HTML, footnote marks) is left out. */
export function phraseOf(nodes: readonly PhrasingContent[]): Phrase {
  const shown = nodes.flatMap(showNode);
  return { nodes: shown, text: shown.map(textOf).join('') };
}

export function textPhrase(text: string): Phrase {
  return { nodes: text === '' ? [] : [{ type: 'text', value: text }], text };
}

export function joinPhrases(...parts: readonly (Phrase | string)[]): Phrase {
  const phrases = parts.map((part) => (typeof part === 'string' ? textPhrase(part) : part));
  return { nodes: phrases.flatMap(({ nodes }) => nodes), text: phrases.map(({ text }) => text).join('') };
}

/** The part from one offset of the text to another. A node that can't be cut (code, a link to a note) stays whole. */
export function slicePhrase(phrase: Phrase, from: number, to = phrase.text.length): Phrase {
  const nodes = sliceNodes(phrase.nodes, from, to);
  return { nodes, text: nodes.map(textOf).join('') };
}

/** Without white space at its ends, and without a closing full stop, comma, colon or semicolon. */
export function trimPhrase(phrase: Phrase): Phrase {
  const from = phrase.text.length - phrase.text.trimStart().length;
  const to = phrase.text.replace(/[\s.,;:]+$/u, '').length;
  return to <= from ? textPhrase('') : slicePhrase(phrase, from, to);
}

/** Without strong, emphasis and highlights: for names, where they mean nothing. */
export function plainPhrase(phrase: Phrase): Phrase {
  const unwrap = (node: PhrasingContent): readonly PhrasingContent[] =>
    node.type === 'strong' || node.type === 'emphasis' || node.type === 'highlight'
      ? node.children.flatMap(unwrap)
      : [node];
  return phraseOf(phrase.nodes.flatMap(unwrap));
}

/** Cuts a phrase into sentences. `e.g.`, `i.e.`, `vs.` and the like end none, nor does a full stop inside code. */
export function splitSentences(phrase: Phrase): readonly Phrase[] {
  const sentences: Phrase[] = [];
  const starts = atomStarts(phrase.nodes);
  let start = 0;
  for (const match of phrase.text.matchAll(/[.!?]["”’)]*\s+(?=\S)/gu)) {
    const end = match.index + match[0].length;
    const opens = starts.has(end) || /^[\p{Lu}\p{N}"“`([_]|^[a-z_]+\(/u.test(phrase.text.slice(end, end + 20));
    if (!opens || abbreviation.test(phrase.text.slice(start, match.index + 1))) continue;
    sentences.push(slicePhrase(phrase, start, end));
    start = end;
  }
  sentences.push(slicePhrase(phrase, start));
  return sentences.filter(({ text }) => text.trim() !== '');
}

const abbreviation = /(?:^|[\s(])(?:e\.?g|i\.e|vs|cf|etc|approx|resp|no|fig|sec|p|\d)\.$/iu;

/** Offsets at which code or a link begins: a sentence may open with one, whatever its case. */
function atomStarts(nodes: readonly PhrasingContent[]): ReadonlySet<number> {
  const starts = new Set<number>();
  let offset = 0;
  for (const node of nodes) {
    if (node.type === 'inlineCode' || node.type === 'wikiLink' || node.type === 'strong') starts.add(offset);
    offset += textOf(node).length;
  }
  return starts;
}

function showNode(node: PhrasingContent): readonly PhrasingContent[] {
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: node.value.replace(/[\n\t]/g, ' ') }];
    case 'break':
      return [{ type: 'text', value: ' ' }];
    case 'comment':
    case 'html':
    case 'footnoteReference':
    case 'image':
    case 'imageReference':
      return [];
    case 'wikiLink':
      return node.embed ? [] : [node];
    default:
      return 'children' in node ? [{ ...node, children: node.children.flatMap(showNode) }] : [node]; // the same node with its shown children
  }
}

function textOf(node: PhrasingContent): string {
  if (node.type === 'wikiLink') return linkText(node);
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node ? node.value : '';
}

/** What a reader sees of a wiki link: its alias, else its last part. */
export function linkText(link: WikiLink): string {
  return link.alias ?? link.headings.at(-1) ?? link.target.slice(link.target.lastIndexOf('/') + 1);
}

function sliceNodes(nodes: readonly PhrasingContent[], from: number, to: number): PhrasingContent[] {
  const kept: PhrasingContent[] = [];
  let offset = 0;
  for (const node of nodes) {
    const length = textOf(node).length;
    const [start, end] = [Math.max(from - offset, 0), Math.min(to - offset, length)];
    offset += length;
    if (end <= start) continue;
    if (start === 0 && end === length) kept.push(node);
    else if (node.type === 'text') kept.push({ type: 'text', value: node.value.slice(start, end) });
    else if (node.type !== 'wikiLink' && 'children' in node)
      kept.push({ ...node, children: sliceNodes(node.children, start, end) }); // the same node with fewer children
    else kept.push(node);
  }
  return kept;
}

/** The text with the inside of code and math blanked out, for finding punctuation that is not part of them. */
export function maskCode({ nodes }: Phrase): string {
  const mask = (node: PhrasingContent): string => {
    if (node.type === 'inlineCode' || node.type === 'inlineMath') return 'x'.repeat(textOf(node).length);
    return node.type !== 'wikiLink' && 'children' in node ? node.children.map(mask).join('') : textOf(node);
  };
  return nodes.map(mask).join('');
}
