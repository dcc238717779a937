export {
  addDays,
  formatDay,
  momentAt,
  parseDay,
  startOfDay,
  studyDayAt,
  type Moment,
  type StudyDay,
} from './study-day.ts';
export { cardOf, predictionId, quizCardId, quizCardsOf, type QuizCard, type QuizCardId } from './quiz-card.ts';
export {
  chanceOf,
  confidences,
  grades,
  isConfidentMiss,
  proposeGrade,
  ratingOf,
  type Answered,
  type Confidence,
  type Grade,
  type Rating,
} from './grade.ts';
export {
  cardsOf,
  type AnkiReview,
  type AnswerRecord,
  type BuryRecord,
  type InconclusiveRecord,
  type JournalRecord,
  type RecordDraft,
  type ResetRecord,
  type Scheduled,
  type SuspendRecord,
  type UndoRecord,
} from './journal-record.ts';
export {
  elapsedDays,
  isCorrect,
  isDue,
  newCardState,
  type CardState,
  type Due,
  type LastAnswer,
  type Phase,
} from './card-state.ts';
export {
  applyRecord,
  emptyState,
  historyOf,
  lastAction,
  replayJournal,
  stateOf,
  type QuizState,
} from './replay-journal.ts';
export { listOffers, openScheduler, type Offer, type Scheduler } from './scheduler.ts';
export type { Memory, MemoryModel } from './memory.ts';
export {
  defaultSettings,
  defaultWeights,
  faultOfSettings,
  parseStep,
  type SchedulingSettings,
} from './scheduling-settings.ts';
export { JOURNAL_SCHEMA, parseJournal, printRecord, type ParsedJournal } from './journal-text.ts';
export {
  JournalFault,
  openJournal,
  readJournal,
  type Journal,
  type JournalFailure,
  type JournalOutcome,
  type OpenJournalOptions,
  type ReadJournalOutcome,
} from './journal.ts';
export type { LockHolder } from './lock.ts';
export { isMissed, selectQuizCards, type QuizFilter } from './select-quiz-cards.ts';
export { NEW_PER_DAY, planSession, type PlanCounts, type PlanOptions, type SessionPlan } from './plan-session.ts';
export { drawNumber } from './random.ts';
export {
  startSession,
  type Asked,
  type Outcome,
  type PastAction,
  type Session,
  type SessionEvent,
  type SessionStart,
  type SessionStep,
  type Stage,
  type Waiting,
} from './session.ts';
export { offersFor, proposalFor, takeEvent } from './take-event.ts';
export { loadSession, removeSession, saveSession } from './session-file.ts';
export { parseSession, printSession } from './session-text.ts';
export { resumeSession } from './resume-session.ts';
export { ankiScheduleOf, type AnkiReviewRow, type AnkiSchedule } from './anki-rows.ts';
export * from './asking/index.ts';
export * from './screens/index.ts';
export { recordsFromAnki, recordsToImport, type AnkiHistory } from './anki-import.ts';
export { calibrate, type Calibration, type CalibrationBucket } from './calibration.ts';
export { takeStatistics, type ConceptStanding, type Statistics } from './statistics.ts';
export { drawStatistics } from './draw-statistics.ts';
export { drawHistory } from './screens/draw-history.ts';
