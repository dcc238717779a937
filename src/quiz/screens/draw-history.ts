import { isCorrect } from '../card-state.ts';
import type { JournalRecord } from '../journal-record.ts';
import type { StudyDay } from '../study-day.ts';
import type { Look } from './look.ts';
import { foldText } from './text-lines.ts';
import { shortInterval, wordDay } from './word-interval.ts';

/** Every record of a card, oldest first, a line each. */
export function drawHistory(look: Look, records: readonly JournalRecord[], today: StudyDay): readonly string[] {
  const lines = records.map((record) => `${wordDay(record.day, today)}  ${wordRecord(record)}`);
  const margin = look.plain ? '' : '   ';
  return [
    '',
    ...(lines.length === 0 ? ['Not answered yet.'] : lines).flatMap((line) => foldText(look, line, margin, 8)),
    '',
  ];
}

function wordRecord(record: JournalRecord): string {
  switch (record.kind) {
    case 'answer': {
      const { grade, prediction, confidence, observed, judge } = record;
      const right = isCorrect(record) ? 'right' : 'wrong';
      const said = prediction === undefined || prediction === '' ? '' : `, “${prediction}”`;
      const sure = confidence === undefined ? '' : ` (${confidence})`;
      const seen = observed === undefined ? '' : `, the kernel: ${observed}`;
      const by = judge === 'learner' ? ' by your own judgement' : '';
      return `${right}${by}${said}${sure}${seen}: ${grade}, then ${shortInterval(record.next)}`;
    }
    case 'inconclusive':
      return `the experiment ${record.experiment} settled nothing: ${record.reason}`;
    case 'bury':
      return 'buried';
    case 'suspend':
    case 'unsuspend':
      return `${record.kind}ed`;
    case 'reset':
      return 'begun anew';
    case 'undo':
      return 'an undo';
  }
}
