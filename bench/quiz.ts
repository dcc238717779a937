import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  addDays,
  defaultSettings,
  momentAt,
  openJournal,
  openScheduler,
  planSession,
  printRecord,
  quizCardId,
  replayJournal,
  startSession,
  studyDayAt,
  takeEvent,
  type JournalRecord,
  type QuizCard,
} from '../src/quiz/index.ts';
import { median, type Bench } from './measurement.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const CARDS = 10_000;
/** Seconds. */
const LIMIT = 1;

/** A session of 10,000 due cards, from the journal on disk to the first question; and one answer to the disk. */
export const measureQuiz: Bench = ({ quick, folder }) => {
  const state = path.join(folder, 'quiz-state');
  mkdirSync(state, { recursive: true });
  const today = studyDayAt(NOW);
  const ids = Array.from({ length: CARDS }, (_, index) => quizCardId(index.toString(36).padStart(16, '0')));
  const records = ids.flatMap((card, index): JournalRecord[] =>
    [40, 30, 20].map((ago, turn) => {
      const at = NOW - ago * 86_400_000 + index * 1000;
      const day = addDays(today, -ago);
      return {
        kind: 'answer',
        id: `b-${index}-${turn}`,
        at,
        day,
        card,
        grade: 'good',
        next: { phase: 'review', days: 10 },
        took: 4000,
      };
    }),
  );
  writeFileSync(path.join(state, 'journal.jsonl'), records.map(printRecord).join(''));
  const cards = ids.map((id, index): QuizCard => {
    const note = `note-${index % 400}.md`;
    return {
      id,
      siblings: id,
      kind: 'basic',
      note,
      place: { path: note, line: 1, column: 1 },
      concepts: [note],
      tags: [],
      experiments: [],
      hasExperiment: false,
    };
  });

  const starts: number[] = [];
  const answers: number[] = [];
  for (let round = 0; round < (quick ? 3 : 7); round += 1) {
    const begun = performance.now();
    const scheduler = openScheduler(defaultSettings);
    const opened = openJournal(state, { now: NOW, nonce: `r${round}` });
    if (opened.kind !== 'opened') throw new Error(opened.message);
    const known = replayJournal(opened.journal.records, scheduler);
    const moment = momentAt(NOW);
    const plan = planSession(cards, known, scheduler, { moment, seed: 1, studyOrder: new Map() });
    const session = startSession({ id: 's', moment, seed: 1, queue: plan.queue });
    const { session: first } = takeEvent(session, known, { kind: 'next', moment }, scheduler);
    starts.push(performance.now() - begun);
    if (first.queue.length !== CARDS - 1) throw new Error(`${first.queue.length} cards are due`);

    const answered = performance.now();
    const record = opened.journal.append({ kind: 'suspend', ...moment, cards: ids.slice(0, 1) });
    opened.journal.append({ kind: 'undo', ...moment, of: record.id });
    answers.push((performance.now() - answered) / 2);
    opened.journal.close();
  }
  const seconds = median(starts) / 1000;
  return Promise.resolve([
    {
      work: '10,000 due cards to the first question',
      ratio: seconds / LIMIT,
      against: 'a second',
      goal: { atMost: 1 },
      detail: `${(seconds * 1000).toFixed(0)} ms with a journal of ${records.length.toLocaleString('en')} answers`,
    },
    {
      work: 'an answer to the disk',
      ratio: median(answers) / 16,
      against: 'a frame of 16 ms',
      goal: { atMost: 1 },
      detail: `${median(answers).toFixed(1)} ms`,
    },
  ]);
};
