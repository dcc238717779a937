import type { Transcript, TranscriptLine } from '../../experiments/index.ts';
import { compareAnswer } from './compare-answer.ts';
import { isSameValue, observedValue, outputValue, valueInWords } from './line-result.ts';
import type { ObservedPart, Question } from './question.ts';
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
  /** The experiment supports the card's claim, by more than one value could tell. */
  readonly confirms?: true;
  /** The kernel refutes what the note says. */
  readonly disagrees?: true;
  /** The experiment was to decide and did not: nothing is graded. */
  readonly undecided?: string;
}

/** Judges an answer by the note, and where an experiment has run, by what the kernel did. */
export function judgeAnswer(question: Question, answer: string, transcript?: Transcript): Judgement {
  const byNote = judgeByNote(question, answer);
  const { experiment, about } = question;
  if (experiment?.role !== 'decides' || transcript === undefined) return byNote;
  const { verdict, reason } = transcript;
  if (verdict === 'inconclusive' || verdict === 'not-testable-here')
    return undecidedBy(byNote, reason ?? verdict.replaceAll('-', ' '));
  const line = transcript.transcript.find((one) => one.line === experiment.reads?.line);
  const observed = line === undefined ? undefined : observedPart(line, experiment.reads);
  const told = observed === undefined ? {} : { observed: valueInWords(observed) };
  if (about === 'card' && verdict === 'supported') {
    const isAnswer = observed !== undefined && compareAnswer(observed, question.accepted).outcome === 'right';
    return { ...confirmed(byNote, answer, undefined), ...(isAnswer ? told : { confirms: true }) };
  }
  if (verdict === 'supported' || (about !== 'card' && line?.status === 'as-claimed'))
    return { ...confirmed(byNote, answer, observed), ...told };
  if (line?.status === 'differs') return judgeByKernel(question, answer, observed, told);
  return { ...undecidedBy(byNote, line?.reason ?? reason ?? 'the line was not reached'), ...told, disagrees: true };
}

function observedPart(line: TranscriptLine, reads: ObservedPart | undefined): string | undefined {
  const seen = reads === undefined || reads.part === 'result' ? line.result : line.args[reads.part];
  if (seen === undefined || seen === '' || line.status === 'not-reached' || line.status === 'unseen') return undefined;
  const isOutput = reads !== undefined && reads.part !== 'result';
  return isOutput ? outputValue(seen) : observedValue(seen, reads?.bindsName ?? false);
}

function undecidedBy(byNote: Judgement, why: string): Judgement {
  const { correct: _, ...rest } = byNote;
  return { ...rest, judge: 'learner', undecided: why };
}

/** The kernel does what the note says. A number that only the kernel knows counts as right too. */
function confirmed(byNote: Judgement, answer: string, observed: string | undefined): Judgement {
  if (byNote.judge === 'learner') return byNote;
  if (byNote.correct === false && observed !== undefined && isObserved(answer, observed))
    return { judge: 'kernel', correct: true };
  return { ...byNote, judge: 'kernel' };
}

function isObserved(answer: string, observed: string): boolean {
  return isSameValue(observed, answer) || compareAnswer(answer, [readAnswer(observed)]).outcome === 'right';
}

function judgeByNote({ form, accepted }: Question, answer: string): Judgement {
  if (form.kind === 'recall') return { judge: 'learner' };
  const chosen =
    form.kind === 'choice' ? form.options.find(({ value, text }) => value === answer || text === answer) : undefined;
  if (chosen === undefined) return fromComparison(compareAnswer(answer, accepted));
  return { judge: 'note', correct: chosen.isRight };
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
): Judgement {
  const undecided: Judgement = {
    judge: 'learner',
    disagrees: true,
    ...told,
    undecided: 'the kernel contradicts the note',
  };
  if (observed === undefined || form.kind === 'recall') return undecided;
  const correct = isObserved(answer, observed);
  // An answer in words can't be told from what a line returned; a name or a number can.
  if (about === 'card' && !correct && readAnswer(answer).kind === 'text') return undecided;
  return { judge: 'kernel', correct, disagrees: true, ...told };
}
