import type { Element, ElementContent, Properties } from 'hast';
import type { Blockquote, Code, Table, Text } from 'mdast';
import type { InlineMath, Math } from 'mdast-util-math';
import { defaultHandlers } from 'remark-rehype';
import type { Options } from 'remark-rehype';
import type { ClozeDeletionNode } from '../../cards/index.ts';
import { wikiLinkText } from '../../vault/index.ts';
import type { Highlight, WikiLink } from '../../vault/index.ts';
import { mediaKindOf } from '../media-file-type.ts';
import { highlightCode } from './highlight-code.ts';

/** Of remark-rehype: turns a markdown node into HTML, its children by `state.all`. */
type Handlers = NonNullable<Options['handlers']>;
type State = Parameters<typeof defaultHandlers.strong>[0];

/**
 * Our own elements, which `anki-text.ts` turns into Anki's notation once the sanitiser has passed them. A note can't
 * write one: `raw-html.ts` takes the prefix away.
 */
export const ownElements = { cloze: 'skr-cloze', math: 'skr-math', sound: 'skr-sound', wiki: 'skr-wiki' } as const;

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function withPlace<Made extends Element>(state: State, node: Parameters<State['patch']>[0], made: Made): Made {
  state.patch(node, made);
  return made;
}

/** `![[picture.png|200x100]]`: the alias is a size, in pixels; any other alias describes the picture. */
function wikiImage(node: WikiLink): Element {
  const size = /^(\d{1,4})(?:x(\d{1,4}))?$/.exec(node.alias ?? '');
  return element(
    'img',
    {
      src: node.target,
      alt: size === null ? (node.alias ?? '') : '',
      dataWiki: true,
      ...(size?.[1] === undefined ? {} : { width: Number(size[1]) }),
      ...(size?.[2] === undefined ? {} : { height: Number(size[2]) }),
    },
    [],
  );
}

function mathElement(state: State, node: InlineMath | Math): Element {
  const made = element(ownElements.math, { display: node.type === 'math' ? 'block' : 'inline' }, [
    { type: 'text', value: node.value },
  ]);
  return withPlace(state, node, made);
}

export const markdownHandlers: Handlers = {
  wikiLink(state: State, node: WikiLink) {
    if (node.embed && mediaKindOf(node.target) !== undefined) return withPlace(state, node, wikiImage(node));
    const properties = {
      target: node.target,
      fragment: node.blockId === undefined ? node.headings.join('#') : `^${node.blockId}`,
      embed: node.embed,
    };
    return withPlace(
      state,
      node,
      element(ownElements.wiki, properties, [{ type: 'text', value: wikiLinkText(node) || node.value }]),
    );
  },
  highlight: (state: State, node: Highlight) => withPlace(state, node, element('mark', {}, state.all(node))),
  comment: () => undefined,
  clozeDeletion(state: State, node: ClozeDeletionNode) {
    const properties = { index: node.index, ...(node.hint === undefined ? {} : { hint: node.hint }) };
    return withPlace(state, node, element(ownElements.cloze, properties, state.all(node)));
  },
  inlineMath: mathElement,
  math: mathElement,
  blockquote(state: State, node: Blockquote) {
    const callout = node.data?.callout;
    if (callout === undefined) return defaultHandlers.blockquote(state, node);
    const kind = callout.kind.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const title: ElementContent[] =
      callout.title.length > 0
        ? state.all({ type: 'paragraph', children: callout.title })
        : [{ type: 'text', value: kind.charAt(0).toUpperCase() + kind.slice(1) }];
    return withPlace(
      state,
      node,
      element('blockquote', { className: ['callout', `callout-${kind}`] }, [
        element('p', { className: ['callout-title'] }, title),
        ...state.all(node),
      ]),
    );
  },
  code(state: State, node: Code) {
    const language = /^[\w+#.-]+/.exec(node.lang ?? '')?.[0];
    const className = language === undefined ? ['hljs'] : ['hljs', `language-${language.toLowerCase()}`];
    const code = element('code', { className }, highlightCode(node.value, language));
    return withPlace(state, node, element('pre', {}, [code]));
  },
  // Wrapped, so that a table wider than a phone scrolls by itself.
  table: (state: State, node: Table) => element('div', { className: ['table'] }, [defaultHandlers.table(state, node)]),
};

/** The same, but a line end within a paragraph is shown as one: so Obsidian reads a note unless told to be strict. */
export const lineBreakHandlers: Handlers = {
  ...markdownHandlers,
  text(_state: State, node: Text) {
    const lines = node.value.split(/[ \t]*\n[ \t]*/);
    return lines.flatMap((value, index): ElementContent[] => [
      ...(index === 0 ? [] : [element('br', {}, [])]),
      { type: 'text', value },
    ]);
  },
};
