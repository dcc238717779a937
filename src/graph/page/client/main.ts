import { element, part } from './element.ts';
import { listenToGestures } from './gestures.ts';
import { showFilters } from './filters.ts';
import { showLegend } from './legend.ts';
import { showList } from './list-view.ts';
import { listenToKeys } from './map-keys.ts';
import { readModel, type ConceptNode } from './map-model.ts';
import { openMapView } from './map-view.ts';
import type { PageData, PageEdgeType, PageNodeKind } from './page-data.ts';
import { findNode, sayConcept, showPanel } from './panel.ts';
import { openStore, type ColourBy, type PageState } from './page-state.ts';
import { listenToSearch } from './search-box.ts';
import { openTheme } from './theme.ts';

/** Shown from the beginning: the concepts and what decides about them. The rest waits in the filters. */
const quietKinds: readonly PageNodeKind[] = ['section', 'card', 'tag', 'attachment', 'external'];
const quietTypes: readonly PageEdgeType[] = ['part-of', 'tests', 'tagged'];

function start(): void {
  // The page's own data, written by pack-page.ts.
  const data = JSON.parse(part('data', HTMLElement).textContent) as PageData;
  const model = readModel(data);
  const { theme, onChange: onTheme, usePaper } = openTheme();
  const store = openStore(model, firstState(data));
  const view = openMapView(store, theme);
  const choose = (node: ConceptNode): void => {
    store.change({ selected: node });
    if (store.state.view === 'map' && store.state.focusDepth === undefined) view.frame(node);
    history.replaceState(null, '', `#${encodeURIComponent(node.id)}`);
  };
  const openPanel = (): void => part('panel-title', HTMLElement).focus();
  const drawPanel = showPanel(store, theme, (node) => {
    choose(node);
    openPanel();
  });
  const drawLegend = showLegend(store, theme);
  const drawFilters = showFilters(store, theme);
  const list = showList(store, theme, (node) => {
    choose(node);
    openPanel();
  });
  listenToSearch(store, (node) => {
    choose(node);
    openPanel();
  });
  listenToGestures(store, view);
  listenToKeys(store, view, {
    openPanel: () => {
      if (store.state.selected !== undefined) openPanel();
    },
    toggleFocus,
    showHelp: () => part('help', HTMLDialogElement).showModal(),
    walk,
  });
  listenToControls();
  listenToPrint();
  onTheme(() => {
    drawLegend();
    drawFilters();
    drawPanel();
    list.draw();
    view.redraw();
  });
  store.onChange((before) => {
    const { state } = store;
    if (before.view !== state.view) showView();
    if (before.selected !== state.selected)
      part('said', HTMLElement).textContent = state.selected === undefined ? '' : sayConcept(model, state.selected);
    if (
      before.focusDepth !== state.focusDepth ||
      (state.focusDepth !== undefined && before.selected !== state.selected)
    )
      view.fit(store.shown.nodes);
  });
  part('legend', HTMLDetailsElement).open = innerWidth >= 720;
  showView();
  const named = findNode(model, location.hash);
  if (named !== undefined) choose(named);
  window.addEventListener('hashchange', () => {
    const node = findNode(model, location.hash);
    if (node !== undefined && node !== store.state.selected) choose(node);
  });

  function toggleFocus(): void {
    if (store.state.selected === undefined) return;
    const depth = Number(part('depth', HTMLSelectElement).value);
    store.change({ focusDepth: store.state.focusDepth === undefined ? depth : undefined, view: store.state.view });
  }

  /** Along the study order, from the selected concept or from its beginning. */
  function walk(steps: 1 | -1): void {
    const { order } = model;
    const at = store.state.selected === undefined ? -1 : order.indexOf(store.state.selected);
    const next = order[at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + steps))];
    if (next !== undefined) choose(next);
  }

  function listenToControls(): void {
    const press = (id: string, action: () => void): void =>
      part(id, HTMLButtonElement).addEventListener('click', action);
    press('zoom-in', () => view.zoom(1.4));
    press('zoom-out', () => view.zoom(1 / 1.4));
    press('zoom-fit', () => view.fit());
    press('view-map', () => store.change({ view: 'map' }));
    press('view-list', () => store.change({ view: 'list' }));
    press('panel-close', () => {
      store.change({ selected: undefined });
      if (store.state.view === 'map') view.canvas.focus();
    });
    press('focus', toggleFocus);
    press('step-back', () => walk(-1));
    press('step-on', () => walk(1));
    press('help-open', () => part('help', HTMLDialogElement).showModal());
    press('large-close', () => part('large', HTMLDialogElement).close());
    press('help-close', () => part('help', HTMLDialogElement).close());
    const depth = part('depth', HTMLSelectElement);
    depth.addEventListener('change', () => store.change({ focusDepth: Number(depth.value) }));
    const colour = part('colour', HTMLSelectElement);
    colour.replaceChildren(...colourChoices(data).map(([value, label]) => element('option', { value }, label)));
    colour.value = store.state.colourBy;
    // The values are those of colourChoices.
    colour.addEventListener('change', () => store.change({ colourBy: colour.value as ColourBy }));
    const filters = part('filters', HTMLDetailsElement);
    document.addEventListener('pointerdown', (event) => {
      if (event.target instanceof Node && !filters.contains(event.target)) filters.open = false;
    });
    filters.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !filters.open) return;
      filters.open = false;
      filters.querySelector('summary')?.focus();
      event.stopPropagation();
    });
  }

  function showView(): void {
    const isList = store.state.view === 'list';
    document.body.classList.toggle('as-list', isList);
    part('view-map', HTMLButtonElement).setAttribute('aria-pressed', String(!isList));
    part('view-list', HTMLButtonElement).setAttribute('aria-pressed', String(isList));
    if (isList) list.draw();
  }

  function listenToPrint(): void {
    window.addEventListener('beforeprint', () => {
      usePaper(true);
      list.finish();
      view.drawForPrint();
    });
    window.addEventListener('afterprint', () => {
      usePaper(false);
      view.drawForScreen();
    });
  }
}

function firstState(data: PageData): PageState {
  const [colour] = colourChoices(data);
  return {
    view: 'map',
    colourBy: colour?.[0] ?? 'kind',
    selected: undefined,
    focusDepth: undefined,
    hiddenKinds: new Set(quietKinds),
    hiddenTypes: new Set(quietTypes),
  };
}

function colourChoices({ topics, hasVerdicts, hasLearning }: PageData): (readonly [ColourBy, string])[] {
  return [
    ...(topics.filter((topic) => topic !== '').length > 1 ? [['topic', 'folder'] as const] : []),
    ['kind', 'kind'],
    ...(hasVerdicts ? [['verdict', 'verdict'] as const] : []),
    ...(hasLearning ? [['learning', 'learning'] as const] : []),
  ];
}

start();
