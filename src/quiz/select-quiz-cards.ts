import { newCardState, type CardState } from './card-state.ts';
import type { QuizCard } from './quiz-card.ts';
import type { QuizState } from './replay-journal.ts';

/** What a session is about; several values of one kind are alternatives, different kinds must all hold. */
export interface QuizFilter {
  /** Names of concepts: `TCP`, `tcp/TCP`, `tcp/TCP.md#States`. */
  readonly concepts?: readonly string[];
  /** With the tags below them. */
  readonly tags?: readonly string[];
  /** Paths of notes in the vault. */
  readonly notes?: readonly string[];
  readonly kinds?: readonly QuizCard['kind'][];
  readonly experimentsOnly?: boolean;
  /** Cards whose last answer was wrong. */
  readonly misses?: boolean;
}

export function selectQuizCards(cards: readonly QuizCard[], state: QuizState, filter: QuizFilter): readonly QuizCard[] {
  const tests: ((card: QuizCard) => boolean)[] = [];
  const { concepts = [], tags = [], notes = [], kinds = [] } = filter;
  if (concepts.length > 0) {
    const names = concepts.map(conceptKey);
    tests.push((card) => card.concepts.some((concept) => names.some((name) => isNamed(concept, name))));
  }
  if (tags.length > 0) {
    const keys = tags.map(tagKey);
    tests.push((card) =>
      card.tags.map(tagKey).some((tag) => keys.some((key) => tag === key || tag.startsWith(`${key}/`))),
    );
  }
  if (notes.length > 0) tests.push(({ note }) => notes.includes(note));
  if (kinds.length > 0) tests.push(({ kind }) => kinds.includes(kind));
  if (filter.experimentsOnly === true) tests.push(({ hasExperiment }) => hasExperiment);
  if (filter.misses === true) tests.push(({ id }) => isMissed(state.cards.get(id) ?? newCardState));
  return tests.length === 0 ? cards : cards.filter((card) => tests.every((test) => test(card)));
}

/** The last answer was wrong, or something wrong was once held for sure and is not put right yet. */
export function isMissed({ last, misconception }: CardState): boolean {
  return misconception || last?.correct === false;
}

function tagKey(tag: string): string {
  return tag.replace(/^#/, '').replaceAll('::', '/').toLowerCase();
}

function conceptKey(name: string): string {
  return name.toLowerCase().replace(/\.md$/, '');
}

/** `TCP` names the concepts `tcp/TCP.md`, `tcp/TCP.md#States` and `?TCP`. */
function isNamed(concept: string, name: string): boolean {
  const whole = concept.replace(/^\?/, '').toLowerCase();
  const note = whole.split('#')[0] ?? whole;
  const path = note.replace(/\.md$/, '');
  return [whole, path, path.slice(path.lastIndexOf('/') + 1)].includes(name);
}
