import { isFieldEmpty } from '../html/render-field.ts';
import { clozeOnly, revealCloze } from './cloze-text.ts';

/*
 * Anki's template language (Anki: template.rs, template_filters.rs): fields are pasted in as they are, conditionals ask
 * whether a field holds anything, filters are applied from the field outwards.
 */

type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly filters: readonly string[] }
  | { readonly kind: 'section'; readonly name: string; readonly negated: boolean; readonly children: TemplateNode[] };

export interface TemplateView {
  readonly side: 'question' | 'answer';
  /** Index of the card: the cloze number less 1. */
  readonly ord: number;
  /** The rendered question, for `{{FrontSide}}`. */
  readonly frontSide?: string;
}

export interface RenderedTemplate {
  readonly html: string;
  /** Whether a field that holds something was shown; Anki makes a card only then. */
  readonly showsField: boolean;
}

/** Renders a template as Anki would. A field that isn't there, or a section that isn't closed, is shown as it is written. */
export function renderTemplate(
  template: string,
  fields: Readonly<Record<string, string>>,
  view: TemplateView = { side: 'question', ord: 0 },
): RenderedTemplate {
  const state = { fields, view, showsField: false };
  return { html: renderNodes(parseTemplate(template), state), showsField: state.showsField };
}

interface RenderState {
  readonly fields: Readonly<Record<string, string>>;
  readonly view: TemplateView;
  showsField: boolean;
}

/** A deck has few templates and many cards. */
const parsed = new Map<string, readonly TemplateNode[]>();

function parseTemplate(template: string): readonly TemplateNode[] {
  const known = parsed.get(template) ?? readTemplate(template);
  parsed.set(template, known);
  return known;
}

function readTemplate(template: string): TemplateNode[] {
  const top: TemplateNode[] = [];
  const open: { name: string; children: TemplateNode[] }[] = [{ name: '', children: top }];
  // A comment is text, whatever it holds.
  for (const [token, tag] of template.matchAll(/<!--.*?-->|\{\{(.*?)\}\}|(?:(?!<!--|\{\{).)+|./gs)) {
    const current = open.at(-1)?.children ?? top;
    const written = tag?.trim();
    const sign = written?.charAt(0) ?? '';
    const name = written?.slice(1).trim() ?? '';
    if (written === undefined) current.push({ kind: 'text', text: token });
    else if (sign === '#' || sign === '^') {
      const children: TemplateNode[] = [];
      current.push({ kind: 'section', name, negated: sign === '^', children });
      open.push({ name, children });
    } else if (sign === '/') {
      if (open.length > 1 && open.at(-1)?.name === name) open.pop();
      else current.push({ kind: 'text', text: token });
    } else {
      const parts = written.split(':');
      current.push({
        kind: 'field',
        name: parts.pop()?.trim() ?? '',
        filters: parts.map((part) => part.trim()).reverse(),
      });
    }
  }
  return top;
}

function renderNodes(nodes: readonly TemplateNode[], state: RenderState): string {
  return nodes.map((node) => renderNode(node, state)).join('');
}

function renderNode(node: TemplateNode, state: RenderState): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'section':
      return holdsSomething(node.name, state) === node.negated ? '' : renderNodes(node.children, state);
    case 'field': {
      if (node.name === 'FrontSide') return state.view.frontSide ?? '';
      const value = state.fields[node.name];
      if (value === undefined) return `{${node.name}}`;
      if (!isFieldEmpty(value)) state.showsField = true;
      return node.filters.reduce((html, filter) => applyFilter(filter, html, node, state.view), value);
    }
  }
}

/** `{{#c2}}` is true on the second card of a cloze note. */
function holdsSomething(name: string, { fields, view }: RenderState): boolean {
  const cloze = /^c(\d+)$/.exec(name);
  if (cloze !== null && fields[name] === undefined) return Number(cloze[1]) === view.ord + 1;
  return !isFieldEmpty(fields[name] ?? '');
}

function applyFilter(
  filter: string,
  html: string,
  { name, filters }: { readonly name: string; readonly filters: readonly string[] },
  view: TemplateView,
): string {
  switch (filter) {
    case 'text':
      return stripTags(html);
    case 'cloze':
      // `type:cloze:` asks for the text of the deletion alone.
      return filters.includes('type') ? clozeOnly(html, view.ord) : revealCloze(html, view.ord, view.side);
    case 'cloze-only':
      return clozeOnly(html, view.ord);
    case 'hint':
      return isFieldEmpty(html) ? '' : `<details class="hint"><summary>${name}</summary>${html}</details>`;
    case 'type':
      if (view.side === 'question') return '<input type="text" id="typeans" aria-label="Your answer" disabled>';
      return `<code id="typeans"><span class="typeGood">${stripTags(html)}</span></code>`;
    default:
      return html;
  }
}

function stripTags(html: string): string {
  return html.replace(/<!--.*?-->|<[^>]*>/gs, '').trim();
}
