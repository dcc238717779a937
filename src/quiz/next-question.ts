import type { QuizCardId } from './quiz-card.ts';
import type { PastAction, Session, Waiting } from './session.ts';
import type { Moment } from './study-day.ts';

/** When nothing else is left, a card is asked up to this much before its step is over, as in Anki. Milliseconds. */
const LEARN_AHEAD = 20 * 60_000;

/** The session with its next question: what has come back, else the queue, else what comes back soon. Finished where there is none. */
export function nextQuestion(session: Session, { at }: Moment): Session {
  const { current, ...rest } = session;
  if (session.finished) return rest;
  const timeIsUp = session.endsAt !== undefined && at >= session.endsAt;
  if (timeIsUp) return { ...rest, finished: true };
  const back = soonest(session.waiting.filter((waiting) => isBack(waiting, session.shown, at)));
  if (back !== undefined) return ask(rest, back.card, 'waiting', at);
  const [head] = session.queue;
  if (head !== undefined) return ask(rest, head, 'queue', at);
  const ahead = soonest(session.waiting.filter(({ readyAt }) => readyAt <= at + LEARN_AHEAD));
  if (ahead !== undefined) return ask(rest, ahead.card, 'waiting', at);
  return { ...rest, finished: true };
}

/** A session without some cards, and where in the queue they stood. */
export function withoutCards(
  session: Session,
  cards: readonly QuizCardId[],
): { readonly session: Session; readonly removed: PastAction['removed'] } {
  const gone = new Set(cards);
  const removed = session.queue.flatMap((card, index) => (gone.has(card) ? [{ card, index }] : []));
  const { current, ...rest } = session;
  return {
    removed,
    session: {
      ...rest,
      ...(current === undefined || gone.has(current.card) ? {} : { current }),
      queue: removed.length === 0 ? session.queue : session.queue.filter((card) => !gone.has(card)),
      waiting: session.waiting.filter(({ card }) => !gone.has(card)),
    },
  };
}

export function ask(session: Session, card: QuizCardId, from: 'queue' | 'waiting', at: number): Session {
  return {
    ...session,
    queue: from === 'queue' ? session.queue.slice(1) : session.queue,
    waiting: from === 'waiting' ? session.waiting.filter((waiting) => waiting.card !== card) : session.waiting,
    current: { card, from, stage: 'predict', askedAt: at, hinted: false },
    shown: session.shown + 1,
  };
}

function isBack({ readyAt, afterShown }: Waiting, shown: number, at: number): boolean {
  return afterShown === undefined ? readyAt <= at : shown >= afterShown;
}

function soonest(waiting: readonly Waiting[]): Waiting | undefined {
  return waiting.reduce<Waiting | undefined>(
    (first, one) => (first === undefined || one.readyAt < first.readyAt ? one : first),
    undefined,
  );
}
