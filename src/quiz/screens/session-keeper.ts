import type { Question } from '../asking/index.ts';
import { applyRecord, stateOf, type QuizState } from '../replay-journal.ts';
import type { Asked, Session, SessionEvent } from '../session.ts';
import { takeEvent } from '../take-event.ts';
import type { Progress } from './draw-question.ts';
import type { QuizWorld } from './quiz-world.ts';

/** A session under way: every event goes to the journal and to disk before anything more is shown. */
export interface SessionKeeper {
  readonly session: () => Session;
  readonly state: () => QuizState;
  /** Gives why the event was refused, if it was. */
  readonly take: (event: SessionEvent) => string | undefined;
  /** The question of now; undefined where the notes have none for it any more. */
  readonly question: () => Question | undefined;
  readonly progress: () => Progress;
}

export function keepSession(world: QuizWorld, begun: Session, replayed: QuizState): SessionKeeper {
  let session = begun;
  let state = replayed;
  world.save(session, state);
  return {
    session: () => session,
    state: () => state,
    take: (event) => {
      const step = takeEvent(session, state, event, world.scheduler);
      if (step.refused !== undefined) return step.refused;
      if (step.draft !== undefined) state = applyRecord(state, world.journal.append(step.draft), world.scheduler);
      session = step.session;
      world.save(session, state);
      return undefined;
    },
    question: () => {
      const { current, seed } = session;
      if (current === undefined) return undefined;
      const library = world.library();
      const asked = library.ask(current.card, stateOf(state, current.card), seed);
      // Until the answer is out, nothing shows which experiment bears on it.
      const isOpen = current.stage === 'predict' || current.stage === 'confide';
      return asked === undefined || isOpen ? asked : library.pair(asked);
    },
    progress: () => countProgress(session, state),
  };
}

function countProgress({ current, queue, waiting, shown }: Session, state: QuizState): Progress {
  let [due, learning, fresh] = [0, 0, 0];
  const count = (card: Asked['card']): void => {
    const { phase } = stateOf(state, card);
    if (phase === 'review') due += 1;
    else if (phase === 'new') fresh += 1;
    else learning += 1;
  };
  for (const card of queue) count(card);
  for (const { card } of waiting) count(card);
  if (current !== undefined) count(current.card);
  return { number: shown, of: shown + queue.length + waiting.length, due, learning, fresh };
}
