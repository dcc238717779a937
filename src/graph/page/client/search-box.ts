import { kindWords } from './appearance.ts';
import { element, part } from './element.ts';
import { nodeKinds } from './page-data.ts';
import type { ConceptNode } from './map-model.ts';
import type { Store } from './page-state.ts';
import { searchConcepts } from './search.ts';

/** The search field and its list (WAI-ARIA's combobox with a listbox). */
export function listenToSearch(store: Store, choose: (node: ConceptNode) => void): void {
  const field = part('search', HTMLInputElement);
  const list = part('found', HTMLElement);
  let found: readonly ConceptNode[] = [];
  let active = -1;

  const mark = (index: number): void => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === index)));
    const option = list.children[index];
    if (option === undefined) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }
  };
  const show = (open: boolean): void => {
    list.hidden = !open;
    field.setAttribute('aria-expanded', String(open));
    if (!open) mark(-1);
  };
  const look = (): void => {
    found = searchConcepts(store.model.nodes, field.value, 12);
    list.replaceChildren(...found.map(optionOf));
    if (found.length === 0 && field.value.trim() !== '')
      list.append(
        element(
          'div',
          { class: 'nothing', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' },
          'Nothing is called that.',
        ),
      );
    show(field.value.trim() !== '');
    if (found.length > 0) mark(0);
  };
  const take = (node: ConceptNode | undefined): void => {
    if (node === undefined) return;
    field.value = '';
    show(false);
    choose(node);
  };

  field.addEventListener('input', look);
  field.addEventListener('focus', () => {
    if (field.value !== '') look();
  });
  field.addEventListener('blur', () => show(false));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (found.length > 0) mark((active + step + found.length) % found.length);
    } else if (event.key === 'Enter') take(found[active]);
    else if (event.key === 'Escape') {
      if (field.value === '') field.blur();
      field.value = '';
      show(false);
    } else return;
    event.preventDefault();
  });
  // Before the field loses the focus, and the list goes.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (option !== null) take(found[[...list.children].indexOf(option)]);
  });
}

function optionOf(node: ConceptNode, index: number): HTMLElement {
  const kind = kindWords[nodeKinds.indexOf(node.kind)]?.[0] ?? node.kind;
  return element(
    'div',
    { role: 'option', id: `found-${index}`, 'aria-selected': 'false' },
    element('bdi', {}, node.title.trim() === '' ? '(no title)' : node.title),
    element('small', {}, kind),
  );
}
