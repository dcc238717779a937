import type { Code, List, ListItem, Paragraph, PhrasingContent, RootContent, Table } from 'mdast';
import type { Note } from '../../vault/index.ts';
import type { ClaimedConcept } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOfTokens, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import { type InlineText, type LinkNames, readInline } from './read-inline.ts';
import { conceptsOfName, noSetting, type Setting, withOuter } from './setting.ts';

/** A piece of a note that may hold claims, and what it is about. */
export type Block =
  | { readonly kind: 'table'; readonly node: Table; readonly setting: Setting }
  | { readonly kind: 'code'; readonly node: Code; readonly setting: Setting }
  | { readonly kind: 'steps'; readonly steps: readonly InlineText[]; readonly setting: Setting }
  | { readonly kind: 'heading'; readonly text: InlineText; readonly setting: Setting }
  | {
      readonly kind: 'text';
      readonly text: InlineText;
      readonly setting: Setting;
      readonly isItem: boolean;
      /** A list below it goes on where it stops: its items, as text. */
      readonly below: readonly InlineText[];
    };

interface Level {
  readonly depth: number;
  readonly setting: Setting;
}

/** A bold line under a heading counts as a heading below every real one. */
const boldLineDepth = 7;
/** Deeper lists are hostile or generated. */
const deepestList = 12;

/** The blocks of a note in their order, each with what its headings and the items above it are about. */
export function readBlocks(note: Note, lexicon: Lexicon, links: LinkNames): readonly Block[] {
  const blocks: Block[] = [];
  const title = { ...noSetting, concepts: conceptsOfTitle(note.title, lexicon) };
  let levels: readonly Level[] = [{ depth: 0, setting: title }];
  const current = (): Setting => levels.at(-1)?.setting ?? title;

  const enter = (depth: number, text: InlineText): void => {
    const above = levels.filter((level) => level.depth < depth);
    const outer = above.at(-1)?.setting ?? title;
    levels = [...above, { depth, setting: settingUnder(text.tokens, outer, lexicon) }];
    blocks.push({ kind: 'heading', text, setting: outer });
  };

  const visit = (nodes: readonly RootContent[]): void => {
    for (const [index, node] of nodes.entries()) {
      const next = nodes[index + 1];
      switch (node.type) {
        case 'heading':
          enter(node.depth, readInline(node.children, links));
          break;
        case 'paragraph': {
          const bold = boldLine(node);
          if (bold !== undefined) enter(boldLineDepth, readInline(bold, links));
          else blocks.push(paragraphBlock(node, next, current()));
          break;
        }
        case 'table':
          blocks.push({ kind: 'table', node, setting: current() });
          break;
        case 'code':
          blocks.push({ kind: 'code', node, setting: current() });
          break;
        case 'list': {
          const before = nodes[index - 1];
          const lead = before?.type === 'paragraph' ? readInline(before.children, links) : undefined;
          visitList(node, lead === undefined ? current() : settingAfter(lead, current(), lexicon), 0);
          break;
        }
        case 'blockquote':
          if (node.data?.callout !== undefined) visit(node.children);
          break;
        default:
          break;
      }
    }
  };

  const paragraphBlock = (node: Paragraph, next: RootContent | undefined, setting: Setting): Block => ({
    kind: 'text',
    text: readInline(node.children, links),
    setting,
    isItem: false,
    below: next?.type === 'list' ? itemsOf(next) : [],
  });

  const visitList = (list: List, setting: Setting, depth: number): void => {
    if (depth > deepestList) return;
    if (list.ordered === true) blocks.push({ kind: 'steps', steps: itemsOf(list), setting });
    for (const item of list.children) {
      const [first, ...rest] = item.children;
      const text = first?.type === 'paragraph' ? readInline(first.children, links) : undefined;
      const nested = rest.filter((child) => child.type === 'list');
      if (text !== undefined)
        blocks.push({ kind: 'text', text, setting, isItem: true, below: nested.flatMap(itemsOf) });
      const inner = text === undefined || nested.length === 0 ? setting : settingOfItem(text, setting, lexicon);
      for (const child of item.children)
        if (child.type === 'list') visitList(child, inner, depth + 1);
        else if (child.type === 'table') blocks.push({ kind: 'table', node: child, setting: inner });
        else if (child.type === 'paragraph' && child !== first)
          blocks.push({
            kind: 'text',
            text: readInline(child.children, links),
            setting: inner,
            isItem: true,
            below: [],
          });
    }
  };

  const itemsOf = (list: List): readonly InlineText[] =>
    list.children.flatMap((item: ListItem) => {
      const [first] = item.children;
      return first?.type === 'paragraph' ? [readInline(first.children, links)] : [];
    });

  visit(note.tree.children);
  return blocks;
}

function conceptsOfTitle(title: string, lexicon: Lexicon): Setting['concepts'] {
  const name = lexicon.conceptNamed(title);
  return name === undefined ? [] : [{ name, written: title, resolvedBy: 'heading' }];
}

/** A heading that names nothing ("Characteristics") leaves its section about what the one above is about. */
function settingUnder(tokens: readonly Token[], outer: Setting, lexicon: Lexicon): Setting {
  const concepts = conceptsOfName(tokens, lexicon, 'heading');
  const reason = lexicon.notEmpirical.get(keyOfTokens(tokens)) ?? outer.notEmpirical;
  const denied = lexicon
    .matchMarks(tokens)
    .some(({ meaning }) => meaning.kind === 'grammar' && meaning.role === 'notAsserted');
  return {
    concepts: withOuter(concepts, outer.concepts, lexicon),
    each: [],
    facets: facetsOfHeading(tokens, lexicon),
    isAsserted: outer.isAsserted && !denied,
    ...(reason === undefined ? {} : { notEmpirical: reason }),
  };
}

/** "Ordering", and of a question what it asks about. */
function facetsOfHeading(tokens: readonly Token[], lexicon: Lexicon): readonly FacetEntry[] {
  const asked = lexicon
    .matchPhrases(tokens)
    .flatMap(({ meaning }) => (meaning.kind === 'facet' ? [meaning.facet] : []));
  return [...new Set([...lexicon.facetsLabelled(keyOfTokens(tokens)), ...asked])];
}

/** A list goes on with the sentence in front of it: "A socket has a domain, which determines". */
function settingAfter({ tokens }: InlineText, outer: Setting, lexicon: Lexicon): Setting {
  if (/^[.!?]$/u.test(tokens.at(-1)?.stem ?? '')) return outer;
  const last = tokens.findLastIndex(({ stem }) => /^[.!?]$/u.test(stem));
  const named = lexicon.mentions(tokens.slice(last + 1)).toReversed();
  const concepts = named.map(({ concept, isLink }): ClaimedConcept => ({
    name: concept,
    written: concept,
    resolvedBy: isLink ? 'link' : 'heading',
  }));
  return { ...outer, concepts: [...outer.concepts, ...concepts] };
}

/** An item that is a name, or that says of which things its own items are said. */
function settingOfItem(text: InlineText, outer: Setting, lexicon: Lexicon): Setting {
  const words = text.tokens.filter(({ isWord }) => isWord).length;
  const mentions = lexicon.mentions(text.tokens);
  const covered = mentions.reduce((sum, { from, to }) => sum + to - from, 0);
  if (mentions.length > 0 && words - covered <= 3) return settingUnder(text.tokens, outer, lexicon);
  const joined = mentions.filter((mention, index) => {
    const [before, after] = [mentions[index - 1], mentions[index + 1]];
    const isJoined = (a: number, b: number): boolean =>
      text.tokens.slice(a, b).every(({ text: word }) => /^(?:and|or|,|&|\/|the|for|in|both)$/iu.test(word));
    return (
      (before !== undefined && isJoined(before.to, mention.from)) ||
      (after !== undefined && isJoined(mention.to, after.from))
    );
  });
  const reason = lexicon.notEmpirical.get(keyOfTokens(text.tokens)) ?? outer.notEmpirical;
  return {
    ...outer,
    ...(reason === undefined ? {} : { notEmpirical: reason }),
    each: joined.map(({ concept, isLink }) => ({
      name: concept,
      written: concept,
      resolvedBy: isLink ? 'link' : 'heading',
    })),
  };
}

/** The content of a paragraph that is only bold, emoji and a colon aside: it acts as a heading. */
function boldLine({ children }: Paragraph): readonly PhrasingContent[] | undefined {
  const strong = children.filter(({ type }) => type === 'strong');
  const [only] = strong;
  if (strong.length !== 1 || only?.type !== 'strong') return undefined;
  const decorative = children.every(
    (child) => child === only || (child.type === 'text' && !/[\p{L}\p{N}]/u.test(child.value)),
  );
  return decorative ? only.children : undefined;
}
