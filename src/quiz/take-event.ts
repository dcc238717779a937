import { highestGrade, isConfidentMiss, proposeGrade, ratingOf, type Grade } from './grade.ts';
import type { AnswerRecord, RecordDraft } from './journal-record.ts';
import { nextQuestion, withoutCards } from './next-question.ts';
import { lastAction, stateOf, type QuizState } from './replay-journal.ts';
import type { Offer, Scheduler } from './scheduler.ts';
import type { Asked, PastAction, Session, SessionEvent, SessionStep, Waiting } from './session.ts';
import { takeBack } from './take-back.ts';
import type { Moment } from './study-day.ts';

/** A confident miss comes back after this many other questions. */
const QUESTIONS_BETWEEN = 3;

/**
 * One event on a session. Pure: whoever drives it adds the draft to the journal, applies the record to the state
 * (`applyRecord`), and keeps the session.
 */
export function takeEvent(session: Session, state: QuizState, event: SessionEvent, scheduler: Scheduler): SessionStep {
  switch (event.kind) {
    case 'next':
      return { session: session.current === undefined ? nextQuestion(session, event.moment) : session };
    case 'finish': {
      const { current, ...rest } = session;
      return { session: { ...rest, finished: true } };
    }
    case 'undo':
      return takeBack(session, lastAction(state, session.id), event.moment);
    case 'drop':
      return drop(session, event);
    default:
      break;
  }
  const { current } = session;
  if (current === undefined) return refuse(session, 'no question is open');
  switch (event.kind) {
    case 'hint':
      return current.stage === 'predict'
        ? { session: { ...session, current: { ...current, hinted: true } } }
        : refuse(session, 'a hint comes before the prediction');
    case 'predict': {
      if (current.stage !== 'predict' && current.stage !== 'confide')
        return refuse(session, 'the prediction is locked');
      const { prediction, choices } = event;
      return {
        session: {
          ...session,
          current: { ...current, stage: 'confide', prediction, ...(choices === undefined ? {} : { choices }) },
        },
      };
    }
    case 'confide':
      if (current.stage !== 'confide') return refuse(session, 'there is no prediction to be sure of');
      return {
        session: {
          ...session,
          current: { ...current, stage: 'observe', confidence: event.confidence, lockedAt: event.moment.at },
        },
      };
    case 'reveal':
      if (current.stage !== 'predict' && current.stage !== 'confide')
        return refuse(session, 'the answer is out already');
      return { session: { ...session, current: { ...current, stage: 'observe', lockedAt: event.moment.at } } };
    case 'observe': {
      if (current.stage !== 'observe' && current.stage !== 'inconclusive')
        return refuse(session, 'nothing is observed before the prediction is locked');
      const { outcome, moment } = event;
      const seen: Asked = { ...current, outcome };
      return {
        session: {
          ...session,
          current:
            outcome.kind === 'inconclusive'
              ? { ...seen, stage: 'inconclusive' }
              : { ...seen, stage: 'grade', gradedFrom: moment },
        },
      };
    }
    case 'recall': {
      if (current.stage !== 'inconclusive') return refuse(session, 'the experiment has settled it');
      return { session: { ...session, current: { ...current, stage: 'grade', gradedFrom: event.moment } } };
    }
    case 'explain':
      return { session: { ...session, current: { ...current, why: event.why } } };
    case 'grade':
      return grade(session, current, state, event, scheduler);
    case 'skip':
      return skip(session, current, event.moment);
    case 'bury':
    case 'suspend':
    case 'reset':
      return setAside(session, current, event);
  }
}

function drop(session: Session, { cards, moment }: SessionEvent & { readonly kind: 'drop' }): SessionStep {
  const { session: rest } = withoutCards(session, cards);
  // The question that takes its place has its number.
  const isGone = rest.current === undefined && session.current !== undefined;
  return { session: goOn(isGone ? { ...rest, shown: rest.shown - 1 } : rest, moment) };
}

/** What the grades of the current question lead to; undefined before they can be given. */
export function offersFor(
  { current }: Session,
  state: QuizState,
  scheduler: Scheduler,
): Readonly<Record<Grade, Offer>> | undefined {
  if (current?.gradedFrom === undefined) return undefined;
  return scheduler.offer(stateOf(state, current.card), current.gradedFrom);
}

/** The grade that the outcome of the current question proposes; undefined where the learner alone can tell. */
export function proposalFor({ current }: Session): Grade | undefined {
  const { outcome, confidence, hinted } = current ?? {};
  if (outcome?.kind !== 'settled' || outcome.correct === undefined) return undefined;
  return proposeGrade({ correct: outcome.correct, confidence, hinted });
}

/** The best grade that the learner may give without a reason; undefined where nothing is proposed. */
export function highestFor(session: Session): Grade | undefined {
  const proposed = proposalFor(session);
  const { confidence, lockedAt, askedAt } = session.current ?? {};
  if (proposed === undefined || lockedAt === undefined || askedAt === undefined) return proposed;
  return highestGrade(proposed, confidence, lockedAt - askedAt);
}

function grade(
  session: Session,
  current: Asked,
  state: QuizState,
  event: SessionEvent & { readonly kind: 'grade' },
  scheduler: Scheduler,
): SessionStep {
  if (current.stage !== 'grade' || current.gradedFrom === undefined)
    return refuse(session, 'the answer is not out yet');
  const proposed = proposalFor(session);
  const { grade: chosen, override } = event;
  const highest = highestFor(session);
  const reason = (override ?? '').trim();
  if (highest !== undefined && ratingOf(chosen) > ratingOf(highest) && reason === '')
    return refuse(session, 'a measured answer is graded up only with a reason');
  const before = stateOf(state, current.card);
  // The clock may stand before the card's last answer; the order of its answers must not turn round.
  const last = before.last;
  const held = last !== undefined && last.at > current.gradedFrom.at;
  const moment: Moment = held ? { at: last.at, day: last.day } : current.gradedFrom;
  const { next } = scheduler.offer(before, moment)[chosen];
  const draft = answerDraft(session, current, {
    grade: chosen,
    next,
    moment,
    ...(held ? { clock: current.gradedFrom.at } : {}),
    ...(proposed === undefined || proposed === chosen ? {} : { proposed }),
    ...(proposed !== undefined && ratingOf(chosen) > ratingOf(proposed) && reason !== '' ? { override: reason } : {}),
  });
  const waiting = comesBack(session, draft, event.moment);
  return {
    draft,
    session: goOn(
      { ...leave(session, current), waiting: waiting === undefined ? session.waiting : [...session.waiting, waiting] },
      event.moment,
    ),
  };
}

type AnswerDraft = RecordDraft & { readonly kind: 'answer' };

function answerDraft(
  { id, cram }: Session,
  current: Asked,
  graded: Pick<AnswerRecord, 'grade' | 'next' | 'clock' | 'proposed' | 'override'> & { readonly moment: Moment },
): AnswerDraft {
  const { moment, ...chosen } = graded;
  const { outcome, prediction, confidence, choices, why } = current;
  const settled = outcome?.kind === 'settled' ? outcome : undefined;
  return {
    kind: 'answer',
    ...moment,
    session: id,
    card: current.card,
    ...chosen,
    took: Math.max(0, (current.lockedAt ?? current.gradedFrom?.at ?? current.askedAt) - current.askedAt),
    ...(settled?.correct === undefined ? {} : { correct: settled.correct }),
    ...(settled === undefined ? {} : { judge: settled.judge }),
    ...(prediction === undefined ? {} : { prediction }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(choices === undefined ? {} : { choices }),
    ...(settled?.observed === undefined ? {} : { observed: settled.observed }),
    ...(outcome?.experiment === undefined ? {} : { experiment: outcome.experiment }),
    ...(settled?.verdict === undefined ? {} : { verdict: settled.verdict }),
    ...(current.hinted ? { hinted: true } : {}),
    ...(why === undefined || why.trim() === '' ? {} : { why }),
    ...(cram ? { cram } : {}),
  };
}

/** Whether and when a card that was just answered is asked again in this session. */
function comesBack(session: Session, draft: AnswerDraft, { at }: Moment): Waiting | undefined {
  const { card, next, confidence, grade: chosen } = draft;
  const missed = isConfidentMiss({ correct: draft.correct ?? chosen !== 'again', confidence });
  const afterShown = session.shown + QUESTIONS_BETWEEN;
  if (session.cram) return chosen === 'again' ? { card, readyAt: at, afterShown } : undefined;
  if (next.phase === 'review' || next.day !== undefined) return undefined;
  return { card, readyAt: at + next.seconds * 1000, ...(missed ? { afterShown } : {}) };
}

function skip(session: Session, current: Asked, moment: Moment): SessionStep {
  const { outcome } = current;
  if (outcome?.kind !== 'inconclusive') {
    const { current: _left, ...rest } = session;
    // It keeps no number: it is counted when it is asked.
    return { session: goOn({ ...rest, queue: [...session.queue, current.card], shown: rest.shown - 1 }, moment) };
  }
  return {
    session: goOn(leave(session, current), moment),
    draft: {
      kind: 'inconclusive',
      ...moment,
      session: session.id,
      card: current.card,
      experiment: outcome.experiment,
      reason: outcome.reason,
      ...(current.prediction === undefined ? {} : { prediction: current.prediction }),
    },
  };
}

function setAside(
  session: Session,
  current: Asked,
  event: SessionEvent & { readonly kind: 'bury' | 'suspend' | 'reset' },
): SessionStep {
  const { kind, cards, moment } = event;
  if (cards.length === 0) return refuse(session, 'no card is named');
  const { session: rest, removed } = withoutCards(session, cards);
  const past: PastAction = { asked: current, waiting: session.waiting, removed, shown: session.shown };
  const base = { ...moment, session: session.id, cards };
  return {
    session: goOn({ ...rest, past: [...session.past, slim(past)] }, moment),
    draft: kind === 'bury' ? { kind, ...base, until: event.until } : { kind, ...base },
  };
}

/** The session without its current question, which undo can bring back. */
function leave(session: Session, current: Asked): Session {
  const { current: _left, ...rest } = session;
  const action: PastAction = { asked: current, waiting: session.waiting, removed: [], shown: session.shown };
  return { ...rest, past: [...session.past, slim(action)] };
}

function slim(action: PastAction): PastAction {
  return { ...action, asked: { card: action.asked.card, from: action.asked.from } };
}

function goOn(session: Session, moment: Moment): Session {
  return session.current === undefined ? nextQuestion(session, moment) : session;
}

function refuse(session: Session, refused: string): SessionStep {
  return { session, refused };
}
