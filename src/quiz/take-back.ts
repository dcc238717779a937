import { cardsOf, type JournalRecord } from './journal-record.ts';
import type { Session, SessionStep } from './session.ts';
import type { Moment } from './study-day.ts';

/**
 * Takes the latest action back: its card is asked again, and everything stands where it stood. Before the session's own
 * first action it goes on through those of earlier ones.
 */
export function takeBack(session: Session, action: JournalRecord | undefined, moment: Moment): SessionStep {
  if (action === undefined) return { session, refused: 'there is nothing to undo' };
  const draft = { kind: 'undo', ...moment, session: session.id, of: action.id } as const;
  const past = action.session === session.id ? session.past.at(-1) : undefined;
  const { current, ...rest } = session;
  const queue =
    current === undefined || current.card === past?.asked.card || (current.from === 'waiting' && past !== undefined)
      ? session.queue
      : [current.card, ...session.queue];
  if (past === undefined) {
    const [card] = cardsOf(action);
    if (card === undefined) return { session, draft };
    return { draft, session: { ...rest, queue: queue.filter((one) => one !== card), ...askAgain(card, moment) } };
  }
  const restored = past.removed.reduce((list, { card, index }) => list.toSpliced(index, 0, card), [...queue]);
  // A skip may have moved a card from the waiting ones to the queue since.
  const isElsewhere = new Set([past.asked.card, ...past.waiting.map(({ card }) => card)]);
  return {
    draft,
    session: {
      ...rest,
      queue: restored.filter((card) => !isElsewhere.has(card)),
      waiting: past.waiting,
      past: session.past.slice(0, -1),
      shown: past.shown,
      finished: false,
      current: { ...past.asked, stage: 'predict', askedAt: moment.at, hinted: false },
    },
  };
}

function askAgain(card: Session['queue'][number], { at }: Moment): Pick<Session, 'current' | 'finished'> {
  return { current: { card, from: 'queue', stage: 'predict', askedAt: at, hinted: false }, finished: false };
}
