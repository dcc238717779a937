import { kindWords, lookOf } from './appearance.ts';
import { count, element, part } from './element.ts';
import { directPrerequisites, type ConceptNode } from './map-model.ts';
import { nodeSign } from './node-sign.ts';
import { nodeKinds } from './page-data.ts';
import { verdictBadge } from './panel-proof.ts';
import type { Store } from './page-state.ts';

/** Rows made in one go: no task may hold the page up. */
const batchLength = 120;

interface Group {
  readonly title: string;
  readonly nodes: readonly ConceptNode[];
}

export interface ListView {
  draw(): void;
  /** Makes all rows at once, for paper. */
  finish(): void;
}

/** Everything that the map shows as lists, in the order in which it is best learned. */
export function showList(store: Store, theme: () => 'light' | 'dark', choose: (node: ConceptNode) => void): ListView {
  const place = part('list', HTMLElement);
  let rest: (() => void)[] = [];
  let timer = 0;
  let stale = true;

  const work = (most: number): void => {
    for (const make of rest.splice(0, most)) make();
    if (rest.length > 0) timer = window.setTimeout(() => work(batchLength), 0);
  };
  const prepare = (): void => {
    clearTimeout(timer);
    stale = false;
    const groups = groupNodes(store);
    rest = [];
    place.replaceChildren();
    for (const { title, nodes } of groups) {
      const list = element('ol');
      rest.push(() =>
        place.append(
          element('section', {}, element('h2', {}, title, element('small', {}, String(nodes.length))), list),
        ),
      );
      for (const node of nodes) rest.push(() => list.append(rowOf(store, node, theme(), choose)));
    }
  };
  const draw = (): void => {
    if (store.state.view !== 'list') {
      stale = true;
      return;
    }
    prepare();
    work(batchLength);
  };
  const mark = (): void => {
    place.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const { selected } = store.state;
    if (selected !== undefined)
      place.querySelector(`[data-node="${selected.index}"]`)?.setAttribute('aria-current', 'true');
  };
  store.onChange((before) => {
    const { view, hiddenKinds, hiddenTypes, focusDepth, selected } = store.state;
    const other =
      before.hiddenKinds !== hiddenKinds ||
      before.hiddenTypes !== hiddenTypes ||
      before.focusDepth !== focusDepth ||
      (focusDepth !== undefined && before.selected !== selected) ||
      before.colourBy !== store.state.colourBy;
    if (other) stale = true;
    if (view === 'list' && stale) draw();
    mark();
  });
  return {
    draw,
    finish() {
      if (stale) prepare();
      clearTimeout(timer);
      for (const make of rest.splice(0)) make();
      stale = store.state.view !== 'list';
    },
  };
}

/** Concepts by how much has to be known before them; everything else by its kind. */
function groupNodes({ shown }: Store): Group[] {
  const concepts = shown.nodes.filter(({ step }) => step >= 0).sort((a, b) => a.stage - b.stage || a.step - b.step);
  const stages = [...new Set(concepts.map(({ stage }) => stage))];
  const learned = stages.map((stage): Group => ({
    title:
      stages.length === 1
        ? 'In study order'
        : stage === 0
          ? 'Start here: needs nothing first'
          : `After ${count(stage, 'step')}`,
    nodes: concepts.filter((node) => node.stage === stage),
  }));
  const others = nodeKinds.flatMap((kind, at): Group[] => {
    const nodes = shown.nodes.filter((node) => node.kind === kind && node.step < 0);
    const words = kindWords[at]?.[1] ?? kind;
    return nodes.length === 0 ? [] : [{ title: words.charAt(0).toUpperCase() + words.slice(1), nodes }];
  });
  return [...learned, ...others];
}

function rowOf(
  store: Store,
  node: ConceptNode,
  theme: 'light' | 'dark',
  choose: (node: ConceptNode) => void,
): HTMLElement {
  const { model, state } = store;
  const look = lookOf(node, state.colourBy, theme, model.data.topics);
  const needs = directPrerequisites(model, node).map(({ label }) => label);
  const press = element(
    'button',
    { type: 'button', 'data-node': String(node.index) },
    nodeSign(node.kind, look, theme),
    element('bdi', {}, node.title.trim() === '' ? '(no title)' : node.title),
  );
  if (node === state.selected) press.setAttribute('aria-current', 'true');
  press.addEventListener('click', () => choose(node));
  const facts = [needs.length === 0 ? '' : `needs ${needs.join(', ')}`].filter((fact) => fact !== '');
  return element(
    'li',
    {},
    press,
    verdictBadge(node.verdict),
    facts.length === 0 ? undefined : element('small', {}, element('bdi', {}, facts.join(' · '))),
  );
}
