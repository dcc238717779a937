import type { Transcript } from '../../experiments/index.ts';
import { compareAnswer } from './compare-answer.ts';
import { isSameValue, newDescriptor, observedValue, valueInWords } from './line-result.ts';
import type { Question } from './question.ts';
import { readAnswer } from './read-answers.ts';

/** What is known about an answer once everything has been seen. */
export interface Judgement {
  /** Absent where only the learner can tell. */
  readonly correct?: boolean;
  /** Who says so; `learner` where nobody else can. */
  readonly judge: 'kernel' | 'note' | 'learner';
  /** The letters are nearly those of the answer: whether it was a slip is asked. */
  readonly near?: boolean;
  /** What the kernel answered, in the words of an option. */
  readonly observed?: string;
  /** Of a list: what was not given, and what is too much. */
  readonly missing?: readonly string[];
  readonly extra?: readonly string[];
  /** The kernel refutes what the note says. */
  readonly disagrees?: true;
  /** The experiment was to decide and did not: nothing is graded. */
  readonly undecided?: string;
}

/** Judges an answer by the note, and where an experiment has run, by what the kernel did. */
export function judgeAnswer(question: Question, answer: string, transcript?: Transcript): Judgement {
  const byNote = judgeByNote(question, answer);
  if (question.experiment?.role !== 'decides' || transcript === undefined) return byNote;
  const { verdict, reason } = transcript;
  if (verdict === 'inconclusive' || verdict === 'not-testable-here')
    return { ...byNote, judge: 'learner', undecided: reason ?? verdict.replaceAll('-', ' ') };
  const line = transcript.transcript.find((one) => one.line === question.experiment?.reads?.line);
  const part = question.experiment.reads?.part ?? 'result';
  const seen = part === 'result' ? line?.result : line?.args[part];
  const bindsName = question.form.kind === 'choice' && question.expected === valueInWords(newDescriptor);
  const observed = seen === undefined || seen === '' ? undefined : observedValue(seen, bindsName);
  if (line?.status === 'unseen' || line?.status === 'not-reached')
    return {
      ...byNote,
      judge: 'learner',
      ...(verdict === 'refuted' ? { disagrees: true } : {}),
      undecided: line.reason ?? reason ?? 'the line was not reached',
    };
  const told = observed === undefined ? {} : { observed: valueInWords(observed) };
  if (verdict === 'supported' || line?.status === 'as-claimed') {
    const decided = byNote.correct !== undefined || byNote.near === true;
    const late = verdict === 'refuted' && question.about === 'card';
    if (!late) return { ...byNote, judge: decided ? 'kernel' : 'learner', ...told };
  }
  return judgeByKernel(question, answer, observed, told, byNote);
}

function judgeByNote({ form, accepted, expected }: Question, answer: string): Judgement {
  if (form.kind === 'recall') return { judge: 'learner' };
  if (form.kind === 'choice') {
    const chosen = form.options.find(({ value }) => value === answer);
    if (chosen === undefined) return fromComparison(compareAnswer(answer, accepted));
    const right = chosen.text === expected || chosen.value === expected;
    return { judge: 'note', correct: right };
  }
  return fromComparison(compareAnswer(answer, accepted));
}

function fromComparison(comparison: ReturnType<typeof compareAnswer>): Judgement {
  if (comparison.outcome === 'right') return { judge: 'note', correct: true };
  if (comparison.outcome === 'near') return { judge: 'note', near: true };
  const { missing, extra } = comparison;
  return {
    judge: 'note',
    correct: false,
    ...(missing.length === 0 ? {} : { missing }),
    ...(extra.length === 0 ? {} : { extra }),
  };
}

/** The note is refuted: right is what the kernel did, where that can be compared with what was answered. */
function judgeByKernel(
  { about, form }: Question,
  answer: string,
  observed: string | undefined,
  told: Pick<Judgement, 'observed'>,
  byNote: Judgement,
): Judgement {
  if (observed === undefined || form.kind === 'recall')
    return { judge: 'learner', disagrees: true, ...told, undecided: 'the kernel contradicts the note' };
  const correct = isSameValue(observed, answer) || compareAnswer(answer, [readAnswer(observed)]).outcome === 'right';
  // A card's answer in words can't be told from what a line returned; only a name or number can.
  if (about === 'card' && !correct && byNote.correct !== true && readAnswer(answer).kind === 'text')
    return { judge: 'learner', disagrees: true, ...told, undecided: 'the kernel contradicts the note' };
  return { judge: 'kernel', correct, disagrees: true, ...told };
}
