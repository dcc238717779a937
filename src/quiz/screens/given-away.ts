import { cardOf, type QuizCardId } from '../quiz-card.ts';
import { stateOf, type QuizState } from '../replay-journal.ts';
import type { Session } from '../session.ts';
import type { StudyDay } from '../study-day.ts';

export interface SeenOfSession {
  readonly session: Session;
  readonly state: QuizState;
  readonly day: StudyDay;
}

/**
 * Whether the current question was as good as answered today: a card by a line of the experiment that decides it, or a
 * line by such a card. Which experiments decide a card is known only once it is looked for, so that a plan can't tell.
 */
export function isGivenAway(
  { session: { current, cram }, state, day }: SeenOfSession,
  tellingOf: (card: QuizCardId) => readonly string[],
): boolean {
  if (current === undefined || current.from === 'waiting' || cram) return false;
  const { phase } = stateOf(state, current.card);
  if (phase === 'learning' || phase === 'relearning') return false;
  const { lines, told } = seenOn(day, state);
  const line = experimentOf(current.card);
  if (line !== undefined) return told.has(line);
  return lines.size > 0 && tellingOf(current.card).some((experiment) => lines.has(experiment));
}

interface SeenToday {
  /** Experiments of which a line was asked. */
  readonly lines: ReadonlySet<string>;
  /** Experiments that have decided a card. One that a card names is passed over by plan already. */
  readonly told: ReadonlySet<string>;
}

function seenOn(today: StudyDay, { records }: QuizState): SeenToday {
  const lines = new Set<string>();
  const told = new Set<string>();
  const earlier = records.findLastIndex(({ day }) => day < today);
  for (const record of records.slice(earlier + 1)) {
    if (record.kind !== 'answer' || record.cram === true) continue;
    const line = experimentOf(record.card);
    if (line !== undefined) lines.add(line);
    else if (record.experiment !== undefined) told.add(record.experiment);
  }
  return { lines, told };
}

/** Of the line of an experiment; undefined for a card. */
function experimentOf(id: QuizCardId): string | undefined {
  return cardOf(id) === undefined ? id.replace(/:\d+$/u, '') : undefined;
}
