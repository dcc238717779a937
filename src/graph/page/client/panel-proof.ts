import { learningWords, verdictWords } from './appearance.ts';
import { count, element, fromHtml, part } from './element.ts';
import type { ConceptNode, MapModel } from './map-model.ts';
import type { CardData, ExperimentData } from './page-data.ts';

/*
 * What the panel shows besides the note: cards with their answers folded, experiments with their ladders, claims with
 * their verdicts. Ladders are put into the page when they are unfolded, for there may be many.
 */

const verdictMarks = ['✕', '≈', '?', '✓', '–', '', ''] as const;

export function verdictBadge(verdict: number | undefined): HTMLElement | undefined {
  if (verdict === undefined || verdict < 0) return undefined;
  const word = verdictWords[verdict] ?? '';
  return element('span', { class: `badge verdict-${verdict}` }, `${verdictMarks[verdict] ?? ''} ${word}`.trim());
}

function learningBadge(state: number | undefined): HTMLElement | undefined {
  if (state === undefined || state < 0) return undefined;
  return element('span', { class: `badge learning-${state}` }, learningWords[state] ?? '');
}

export function cardsSection({ data }: MapModel, node: ConceptNode): HTMLElement | undefined {
  const cards = data.cards.filter(({ of }) => of.includes(node.index));
  const omitted = data.omittedCards[node.index] ?? 0;
  if (cards.length + omitted === 0) return undefined;
  const own = cards.filter(({ home }) => home === node.index);
  const others = cards.filter(({ home }) => home !== node.index);
  const fold = (card: CardData): HTMLElement => cardFold(card, data.experiments);
  return element(
    'section',
    { class: 'cards' },
    element('h3', {}, count(cards.length + omitted, 'card')),
    ...(own.length > 0 ? own : others).map(fold),
    own.length > 0 ? moreOf(others, (number) => `${count(number, 'card')} of other notes`, fold) : undefined,
    omitted === 0
      ? undefined
      : element(
          'p',
          { class: 'quiet' },
          `${count(omitted, 'more card')} would make this page too large; sockrates cards lists them.`,
        ),
  );
}

/** A long rest, made when it is unfolded. */
function moreOf<Item>(
  items: readonly Item[],
  words: (number: number) => string,
  make: (item: Item) => HTMLElement,
): HTMLElement | undefined {
  if (items.length === 0) return undefined;
  const more = element('details', { class: 'more' }, element('summary', {}, words(items.length)));
  more.addEventListener('toggle', () => {
    if (more.open && more.childElementCount === 1) more.append(...items.map(make));
  });
  return more;
}

function cardFold(card: CardData, experiments: readonly ExperimentData[]): HTMLElement {
  const question = element('div', { class: 'question' });
  question.append(fromHtml(card.question));
  // A summary that holds a link would have two things to press in one.
  for (const link of question.querySelectorAll('a')) link.replaceWith(...link.childNodes);
  const answer = element('div', { class: 'prose answer' });
  answer.append(fromHtml(card.answer));
  const deciding = card.experiments.flatMap((at) => experiments[at] ?? []);
  return element(
    'details',
    { class: 'fold' },
    element(
      'summary',
      {},
      element('div', { class: 'prose' }, question),
      verdictBadge(card.verdict),
      learningBadge(card.learning),
    ),
    answer,
    ...deciding.map((experiment) => experimentFold(experiment)),
  );
}

export function experimentsSection({ data }: MapModel, node: ConceptNode): HTMLElement | undefined {
  const found = data.experiments.filter(({ of }) => of.includes(node.index));
  if (found.length === 0) return undefined;
  const alone = node.kind === 'experiment' && found.length === 1;
  return element(
    'section',
    { class: 'experiments' },
    element('h3', {}, count(found.length, 'experiment')),
    ...found.slice(0, fewExperiments).map((experiment) => experimentFold(experiment, alone)),
    moreOf(
      found.slice(fewExperiments),
      (number) => count(number, 'more experiment'),
      (experiment) => experimentFold(experiment),
    ),
  );
}

/** Shown before "more". */
const fewExperiments = 8;

function experimentFold(experiment: ExperimentData, open = false): HTMLElement {
  const inside = element('div', { class: 'inside' });
  const fold = element(
    'details',
    { class: 'fold experiment' },
    element(
      'summary',
      {},
      element('span', {}, experiment.question === '' ? experiment.id : experiment.question),
      verdictBadge(experiment.verdict),
    ),
    inside,
  );
  const fill = (): void => {
    if (!fold.open || inside.childElementCount > 0) return;
    inside.append(...experimentParts(experiment));
  };
  fold.addEventListener('toggle', fill);
  if (open) {
    fold.open = true;
    fill();
  }
  return fold;
}

function experimentParts({ id, question, text, ladder, log, reason }: ExperimentData): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (reason !== undefined) parts.push(element('p', { class: 'quiet' }, reason));
  if (ladder !== undefined) {
    const drawn = element('div', {
      class: 'ladder',
      tabindex: '0',
      role: 'group',
      'aria-label': 'What the kernel did',
    });
    drawn.append(fromHtml(ladder));
    parts.push(drawn, enlargeButton(ladder, question === '' ? id : question));
  } else if (log !== undefined) parts.push(scrollable('What the kernel did', log));
  if (text !== '') {
    const block = scrollable('The experiment', text);
    parts.push(
      ladder === undefined && log === undefined
        ? block
        : element('details', {}, element('summary', {}, 'As the note has it'), block),
    );
  }
  parts.push(element('p', { class: 'command' }, element('code', {}, `sockrates run ${id}`)));
  return parts;
}

/** A ladder of several lanes is wider than the panel: it may have the whole screen. */
function enlargeButton(ladder: string, title: string): HTMLElement {
  const button = element('button', { type: 'button', class: 'enlarge' }, 'Enlarge');
  button.addEventListener('click', () => {
    part('large-title', HTMLElement).textContent = title;
    part('large-body', HTMLElement).replaceChildren(fromHtml(ladder));
    part('large', HTMLDialogElement).showModal();
  });
  return button;
}

function scrollable(label: string, text: string): HTMLElement {
  return element('pre', { tabindex: '0', role: 'group', 'aria-label': label }, text);
}

export function claimsSection({ data }: MapModel, node: ConceptNode): HTMLElement | undefined {
  const claims = data.claims.filter(({ of, verdict }) => of === node.index && verdict <= 4);
  if (claims.length === 0) return undefined;
  const sorted = claims.toSorted((a, b) => a.verdict - b.verdict);
  const tally = verdictWords.flatMap((word, at) => {
    const { length } = claims.filter(({ verdict }) => verdict === at);
    return length === 0 ? [] : [`${length} ${word}`];
  });
  return element(
    'details',
    { class: 'claims' },
    element('summary', {}, `${count(claims.length, 'claim')} put to the kernel: ${tally.join(', ')}`),
    element(
      'ul',
      {},
      ...sorted.map(({ text, verdict, reason }) =>
        element(
          'li',
          {},
          verdictBadge(verdict),
          ` ${text}`,
          reason === undefined ? undefined : element('small', {}, reason),
        ),
      ),
    ),
  );
}
