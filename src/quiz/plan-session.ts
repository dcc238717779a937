import { isDue, newCardState, type CardState } from './card-state.ts';
import { interleave } from './interleave.ts';
import type { QuizCard, QuizCardId } from './quiz-card.ts';
import { drawNumber } from './random.ts';
import type { QuizState } from './replay-journal.ts';
import type { Scheduler } from './scheduler.ts';
import { selectQuizCards, type QuizFilter } from './select-quiz-cards.ts';
import type { Waiting } from './session.ts';
import type { Moment } from './study-day.ts';

export interface PlanOptions {
  readonly moment: Moment;
  /** Decides between cards that are equally urgent. */
  readonly seed: number;
  /** Concepts by their place in the study order, from 0; new cards of others come last, in the order of the notes. */
  readonly studyOrder: ReadonlyMap<string, number>;
  /** New cards a day, those begun already today included. Default 10. */
  readonly newPerDay?: number;
  /** Questions at most, repeats not counted. */
  readonly max?: number;
  readonly filter?: QuizFilter;
  /** All that the filter leaves, due or not, without scheduling. */
  readonly cram?: boolean;
}

/** What a session asks, and what it passes over. */
export interface SessionPlan {
  /** Due cards, then new ones. */
  readonly queue: readonly QuizCardId[];
  /** In the middle of their steps, and back today. */
  readonly waiting: readonly Waiting[];
  readonly counts: PlanCounts;
  /** How many concepts the queue mixes. */
  readonly concepts: number;
}

export interface PlanCounts {
  /** In review, and due by today. */
  readonly due: number;
  /** In learning or relearning, and back today. */
  readonly learning: number;
  /** New cards that today's share lets in. */
  readonly new: number;
  /** Passed over today because another question of the same card is asked. */
  readonly siblings: number;
  /** Put off by the learner. */
  readonly buried: number;
  readonly suspended: number;
}

/** New cards a day, where nobody says otherwise. */
export const NEW_PER_DAY = 10;

interface Candidate {
  readonly card: QuizCard;
  readonly state: CardState;
}

/** What to ask now, in which order. Pure: the same cards, state and options plan the same session. */
export function planSession(
  cards: readonly QuizCard[],
  state: QuizState,
  scheduler: Scheduler,
  options: PlanOptions,
): SessionPlan {
  const { moment, seed, filter = {}, cram = false } = options;
  const candidates = selectQuizCards(cards, state, filter).map((card): Candidate => ({
    card,
    state: state.cards.get(card.id) ?? newCardState,
  }));
  const awake = candidates.filter(({ state: { suspended } }) => !suspended);
  const open = cram
    ? awake
    : awake.filter(({ state: { buriedUntil } }) => buriedUntil === undefined || buriedUntil <= moment.day);
  const held = { buried: awake.length - open.length, suspended: candidates.length - awake.length };

  if (cram) {
    const queue = limit(mix(shuffle(open, seed)), options.max);
    return finish(queue, [], { due: 0, learning: 0, new: 0, siblings: 0, ...held });
  }
  const all = filter.misses === true;
  const learning = open.filter(({ state: one }) => isLearning(one) && (all || isBackToday(one, moment)));
  const due = byUrgency(
    open.filter(({ state: one }) => one.phase === 'review' && (all || isToday(one, moment))),
    scheduler,
    options,
  );
  const begun = countBegun(state, moment);
  const fresh = inStudyOrder(
    open.filter(({ state: { phase } }) => phase === 'new'),
    options.studyOrder,
  );

  // One question of a card a day: those in the middle of their steps first, then due, then new ones.
  const asked = openDay();
  for (const card of cards) if (state.cards.get(card.id)?.reviewed?.day === moment.day) asked.take(card);
  for (const { card } of learning) asked.take(card);
  const isFirst = ({ card }: Candidate): boolean => {
    if (asked.hasSibling(card)) return false;
    asked.take(card);
    return true;
  };
  const freshDue = due.filter(isFirst);
  const share = Math.max(0, (options.newPerDay ?? NEW_PER_DAY) - begun);
  const freshNew: Candidate[] = [];
  let siblings = due.length - freshDue.length;
  for (const candidate of fresh) {
    if (freshNew.length >= share) break;
    if (isFirst(candidate)) freshNew.push(candidate);
    else siblings += 1;
  }

  const back = learning.filter(({ state: one }) => one.due === undefined || isDue(one.due, moment));
  const later = learning.filter((candidate) => !back.includes(candidate));
  const queue = limit([...mix([...back, ...freshDue]), ...mix(freshNew)], options.max);
  return finish(queue, later, {
    due: freshDue.length,
    learning: learning.length,
    new: freshNew.length,
    siblings,
    ...held,
  });
}

function finish(queue: readonly Candidate[], later: readonly Candidate[], counts: PlanCounts): SessionPlan {
  return {
    queue: queue.map(({ card }) => card.id),
    waiting: later.flatMap(({ card, state: { due } }) =>
      due !== undefined && 'at' in due ? [{ card: card.id, readyAt: due.at }] : [],
    ),
    counts,
    concepts: new Set(queue.map(({ card }) => mainConcept(card))).size,
  };
}

function isLearning({ phase }: CardState): boolean {
  return phase === 'learning' || phase === 'relearning';
}

/** A step that is over within a few hours is part of today, also where it is not over yet. */
function isBackToday({ due }: CardState, moment: Moment): boolean {
  return due !== undefined && isDue(due, moment, LATER_TODAY);
}

/** Due, or something wrong was held for sure on an earlier day: that is asked about on the next one. */
function isToday({ due, misconception, last }: CardState, moment: Moment): boolean {
  if (due !== undefined && isDue(due, moment)) return true;
  return misconception && last !== undefined && last.day < moment.day;
}

/** Milliseconds. */
const LATER_TODAY = 3 * 3_600_000;

/** Open misconceptions first, then what is most likely forgotten. */
function byUrgency(due: readonly Candidate[], scheduler: Scheduler, { moment, seed }: PlanOptions): Candidate[] {
  const ranked = due.map((candidate) => ({
    candidate,
    recall: scheduler.retrievability(candidate.state, moment) ?? 0,
    chance: drawNumber(seed, candidate.card.id),
  }));
  ranked.sort(
    (a, b) =>
      Number(b.candidate.state.misconception) - Number(a.candidate.state.misconception) ||
      a.recall - b.recall ||
      a.chance - b.chance,
  );
  return ranked.map(({ candidate }) => candidate);
}

/** As the concepts build on each other; within a note from top to bottom. */
function inStudyOrder(fresh: readonly Candidate[], order: ReadonlyMap<string, number>): Candidate[] {
  const positionOf = ({ concepts, note }: QuizCard): number =>
    order.get(note) ?? Math.min(...concepts.map((concept) => order.get(concept) ?? Infinity));
  return fresh
    .map((candidate, index) => ({ candidate, index, position: positionOf(candidate.card) }))
    .sort((a, b) => (a.position === b.position ? 0 : a.position - b.position) || a.index - b.index)
    .map(({ candidate }) => candidate);
}

function countBegun({ cards }: QuizState, { day }: Moment): number {
  let begun = 0;
  for (const { introduced } of cards.values()) if (introduced === day) begun += 1;
  return begun;
}

interface AskedOfDay {
  readonly take: (card: QuizCard) => void;
  /** Another question of the same card or experiment is among them, or one whose experiment tells the answer. */
  readonly hasSibling: (card: QuizCard) => boolean;
}

function openDay(): AskedOfDay {
  const taken = new Map<string, QuizCardId>();
  const told = new Set<string>();
  return {
    take: ({ id, siblings, experiments }) => {
      if (!taken.has(siblings)) taken.set(siblings, id);
      for (const experiment of experiments) told.add(experiment);
    },
    hasSibling: ({ id, siblings, experiments }) => {
      const other = taken.get(siblings);
      return (other !== undefined && other !== id) || told.has(siblings) || experiments.some((one) => taken.has(one));
    },
  };
}

function mix(candidates: readonly Candidate[]): Candidate[] {
  return interleave(candidates, ({ card }) => mainConcept(card));
}

function mainConcept({ concepts, note }: QuizCard): string {
  return concepts[0] ?? note;
}

function shuffle(candidates: readonly Candidate[], seed: number): Candidate[] {
  return candidates
    .map((candidate) => ({ candidate, chance: drawNumber(seed, candidate.card.id) }))
    .sort((a, b) => a.chance - b.chance)
    .map(({ candidate }) => candidate);
}

function limit<Item>(items: readonly Item[], max: number | undefined): readonly Item[] {
  return max === undefined ? items : items.slice(0, max);
}
