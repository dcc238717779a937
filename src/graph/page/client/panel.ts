import { edgeWords, kindWords, lookOf } from './appearance.ts';
import { count, element, fromHtml, part } from './element.ts';
import {
  directDependants,
  directPrerequisites,
  neighbours,
  type ConceptEdge,
  type ConceptNode,
  type MapModel,
} from './map-model.ts';
import { nodeSign } from './node-sign.ts';
import { nodeKinds } from './page-data.ts';
import { cardsSection, claimsSection, experimentsSection } from './panel-proof.ts';
import type { Store } from './page-state.ts';

/** Links shown before "more". */
const fewLinks = 14;

/** The panel beside the map: everything about the selected concept. */
export function showPanel(
  store: Store,
  theme: () => 'light' | 'dark',
  choose: (node: ConceptNode) => void,
): () => void {
  const panel = part('panel', HTMLElement);
  const body = part('panel-body', HTMLElement);
  const draw = (): void => {
    const { selected } = store.state;
    document.body.classList.toggle('panel-open', selected !== undefined);
    panel.hidden = selected === undefined;
    if (selected === undefined) {
      body.replaceChildren();
      return;
    }
    body.replaceChildren(...describe(store, selected, theme(), choose));
    body.scrollTop = 0;
    drawFocus();
  };
  const drawFocus = (): void => {
    const { focusDepth } = store.state;
    part('focus', HTMLButtonElement).setAttribute('aria-pressed', String(focusDepth !== undefined));
    part('depth', HTMLSelectElement).value = String(focusDepth ?? 99);
  };
  store.onChange((before) => {
    if (before.selected !== store.state.selected) draw();
    else drawFocus();
  });
  // Links within notes lead to concepts; their address is the concept's id.
  body.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link === null) return;
    event.preventDefault();
    const node = findNode(store.model, link.getAttribute('href') ?? '');
    if (node !== undefined) choose(node);
  });
  return draw;
}

/** The concept of an address within the page; of a section that is not on the map, its note. */
export function findNode({ byId }: MapModel, hash: string): ConceptNode | undefined {
  let id: string;
  try {
    id = decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return undefined;
  }
  return (
    byId.get(id) ??
    byId.get(id.slice(0, id.lastIndexOf('#'))) ??
    byId.get(`experiment:${id.replace(/^experiments\//, '').replace(/\.md$/, '')}`)
  );
}

function describe(
  { model }: Store,
  node: ConceptNode,
  theme: 'light' | 'dark',
  choose: (node: ConceptNode) => void,
): (HTMLElement | DocumentFragment)[] {
  const chip = (other: ConceptNode): HTMLElement => conceptChip(other, model, theme, choose);
  const parts: (HTMLElement | DocumentFragment | undefined)[] = [
    element(
      'h2',
      { id: 'panel-title', tabindex: '-1' },
      element('bdi', {}, node.title.trim() === '' ? '(no title)' : node.title),
    ),
    factsLine(model, node),
    node.kind === 'note' ? element('p', { class: 'facts' }, element('bdi', {}, node.id)) : undefined,
    relations('Needs first', directPrerequisites(model, node), chip),
    relations('Leads to', directDependants(model, node), chip),
    relations(
      'Not to be confused with',
      neighbours(model, node, ({ type }) => type === 'contrasts'),
      chip,
    ),
    noteSection(model, node),
    claimsSection(model, node),
    cardsSection(model, node),
    experimentsSection(model, node),
    linksSection(model, node, chip),
  ];
  return parts.flatMap((each) => each ?? []);
}

function factsLine(model: MapModel, node: ConceptNode): HTMLElement {
  const kind = kindWords[nodeKinds.indexOf(node.kind)]?.[0] ?? node.kind;
  const facts = [
    kind,
    ...(node.step >= 0 ? [`step ${node.step + 1} of ${model.order.length}`] : []),
    ...(node.aliases.length > 0 ? [`also: ${node.aliases.join(', ')}`] : []),
  ];
  return element('p', { class: 'facts' }, element('bdi', {}, facts.join(' · ')));
}

function relations(
  title: string,
  nodes: readonly ConceptNode[],
  chip: (node: ConceptNode) => HTMLElement,
): HTMLElement | undefined {
  if (nodes.length === 0) return undefined;
  const sorted = nodes.toSorted((a, b) => a.step - b.step || a.index - b.index);
  return element(
    'div',
    { class: 'relation' },
    element('h3', {}, title),
    element('ul', { class: 'chips' }, ...sorted.map((node) => element('li', {}, chip(node)))),
  );
}

export function conceptChip(
  node: ConceptNode,
  model: MapModel,
  theme: 'light' | 'dark',
  choose: (node: ConceptNode) => void,
): HTMLElement {
  const by = node.kind === 'note' ? 'topic' : 'kind';
  const look = lookOf(node, by, theme, model.data.topics);
  const made = element(
    'button',
    { type: 'button', class: 'chip' },
    nodeSign(node.kind, look, theme),
    element('bdi', {}, node.label),
  );
  made.addEventListener('click', () => choose(node));
  return made;
}

function noteSection({ data }: MapModel, node: ConceptNode): HTMLElement | undefined {
  const html = data.texts[node.index];
  if (node.kind === 'unresolved')
    return element(
      'p',
      { class: 'quiet' },
      'Nobody has written this note yet. The links below show where it is wanted.',
    );
  if (html === undefined || html === '') return undefined;
  const text = element('div', { class: 'prose note' });
  text.append(fromHtml(html));
  // The panel's own heading says it already.
  const [first] = text.children;
  if (first?.tagName === 'H1' && first.textContent.trim() === node.title.trim()) first.remove();
  return text;
}

function linksSection(
  model: MapModel,
  node: ConceptNode,
  chip: (node: ConceptNode) => HTMLElement,
): HTMLElement | undefined {
  const told = new Set(['requires', 'contrasts']);
  const groups = new Map<string, ConceptNode[]>();
  for (const edge of model.edgesOf.get(node) ?? []) {
    if (told.has(edge.type)) continue;
    const title = relationWords(edge, node);
    const other = edge.source === node ? edge.target : edge.source;
    const group = groups.get(title) ?? [];
    if (!group.includes(other)) group.push(other);
    groups.set(title, group);
  }
  if (groups.size === 0) return undefined;
  const total = [...groups.values()].reduce((sum, { length }) => sum + length, 0);
  return element(
    'details',
    { class: 'links', ...(total <= fewLinks ? { open: true as const } : {}) },
    element('summary', {}, `All ${count(total, 'relation')}`),
    ...[...groups].map(([title, nodes]) =>
      element(
        'div',
        { class: 'relation' },
        element('h4', {}, title),
        element('ul', { class: 'chips' }, ...nodes.map((other) => element('li', {}, chip(other)))),
      ),
    ),
  );
}

function relationWords({ type, source }: ConceptEdge, node: ConceptNode): string {
  const out = source === node;
  switch (type) {
    case 'links':
      return out ? 'Links to' : 'Linked from';
    case 'embeds':
      return out ? 'Shows' : 'Shown in';
    case 'part-of':
      return out ? 'Part of' : 'Holds';
    case 'tests':
      return out ? 'Asks about' : 'Asked about by';
    case 'decides':
      return out ? 'Decides about' : 'Decided by';
    case 'tagged':
      return out ? 'Tags' : 'Tagged';
    case 'requires':
    case 'contrasts':
      return edgeWords[type];
  }
}

/** For those who hear the page: what was selected, in one line. */
export function sayConcept(model: MapModel, node: ConceptNode): string {
  const kind = kindWords[nodeKinds.indexOf(node.kind)]?.[0] ?? node.kind;
  const needs = directPrerequisites(model, node).length;
  const leads = directDependants(model, node).length;
  const step = node.step >= 0 ? `, step ${node.step + 1} of ${model.order.length}` : '';
  return `${node.label}, ${kind}${step}. Needs ${needs} first, leads to ${leads}.`;
}
