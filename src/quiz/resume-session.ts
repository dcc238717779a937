import { withoutCards } from './next-question.ts';
import type { AnswerRecord } from './journal-record.ts';
import type { QuizCardId } from './quiz-card.ts';
import { stateOf, type QuizState } from './replay-journal.ts';
import type { Session } from './session.ts';

/**
 * A saved session as it can go on: without cards that are gone from the notes or set aside since, and without a current
 * question that the journal has an answer to (the crash came after the answer was saved).
 */
export function resumeSession(saved: Session, state: QuizState, isKnown: (card: QuizCardId) => boolean): Session {
  const { current } = saved;
  const named = [
    ...saved.queue,
    ...saved.waiting.map(({ card }) => card),
    ...(current === undefined ? [] : [current.card]),
  ];
  const gone = named.filter((card) => !isKnown(card) || stateOf(state, card).suspended);
  const { session } = withoutCards(saved, gone);
  const answer = answerAhead(session, state);
  if (session.current === undefined || answer === undefined) return session;
  const { current: answered, waiting, past, shown, ...rest } = session;
  const { card, from } = answered;
  const { next, at } = answer;
  const back = next.phase === 'review' || next.day !== undefined ? [] : [{ card, readyAt: at + next.seconds * 1000 }];
  return {
    ...rest,
    shown,
    waiting: [...waiting, ...back],
    past: [...past, { asked: { card, from }, waiting, removed: [], shown }],
  };
}

/** The answer to the current question, where the journal has it. Record and file are written in turn, so the file is one behind at most. */
function answerAhead({ id, current, past }: Session, { records }: QuizState): AnswerRecord | undefined {
  const own = records.filter(({ session }) => session === id);
  const last = own.at(-1);
  return own.length > past.length && last?.kind === 'answer' && last.card === current?.card ? last : undefined;
}
