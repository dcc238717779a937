import type { Transcript } from '../../experiments/index.ts';
import { judgeAnswer, type Judgement, type Question } from '../asking/index.ts';
import type { Outcome } from '../session.ts';
import { drawExplanation, drawOutcome } from './draw-outcome.ts';
import { relatedTo, wordUndecided } from './demonstrate.ts';
import type { QuizWorld } from './quiz-world.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { showRun } from './show-run.ts';

/** Prediction and confidence are locked: the experiment runs where it decides, and what turned out is shown. */
export async function observeAnswer(keeper: SessionKeeper, question: Question, world: QuizWorld): Promise<void> {
  const { current } = keeper.session();
  if (current === undefined) return;
  const { experiment } = question;
  const block = experiment?.role === 'decides' ? world.library().experiment(experiment.id) : undefined;
  if (block !== undefined) world.print('');
  const transcript = block === undefined ? undefined : await showRun(world, block);
  const answer = current.prediction ?? '';
  const judged = judgeAnswer(question, answer, transcript);
  const judgement = await settleNear(answer === '' ? withoutPrediction(judged) : judged, question, world);
  showOutcome(keeper, world, question, judgement);
  keeper.take({ kind: 'observe', outcome: outcomeOf(judgement, question, transcript), moment: world.moment() });
}

/** Nothing was predicted: there is nothing to judge. */
function withoutPrediction({ observed, undecided, disagrees, confirms }: Judgement): Judgement {
  return {
    judge: 'learner',
    ...(observed === undefined ? {} : { observed }),
    ...(undecided === undefined ? {} : { undecided }),
    ...(disagrees === undefined ? {} : { disagrees }),
    ...(confirms === undefined ? {} : { confirms }),
  };
}

/** One letter off: only the learner knows whether it was the finger or the head. */
async function settleNear(judgement: Judgement, question: Question, world: QuizWorld): Promise<Judgement> {
  if (judgement.near !== true) return judgement;
  const { near: _, ...rest } = judgement;
  const answer = await world.prompter.askKey({
    message: () => `? nearly: ${world.look.show(question.expected)}. A typing slip?  y yes  n no`,
    choices: [
      { key: 'y', label: 'yes' },
      { key: 'n', label: 'no' },
    ],
    answered: (key) => `? a typing slip: ${key === 'y' ? 'yes' : 'no'}`,
  });
  return { ...rest, judge: 'learner', correct: answer === 'y' };
}

export function outcomeOf(judgement: Judgement, question: Question, transcript: Transcript | undefined): Outcome {
  const { correct, judge, observed, undecided, disagrees } = judgement;
  const id = question.experiment?.id;
  if (undecided !== undefined && disagrees !== true && id !== undefined)
    return { kind: 'inconclusive', experiment: id, reason: undecided };
  return {
    kind: 'settled',
    judge,
    ...(correct === undefined ? {} : { correct }),
    ...(observed === undefined ? {} : { observed }),
    ...(transcript === undefined || id === undefined ? {} : { experiment: id, verdict: transcript.verdict }),
  };
}

/** Also when a session is resumed behind it: then from what the session remembers. */
export function showOutcome(keeper: SessionKeeper, world: QuizWorld, question: Question, judgement: Judgement): void {
  const { prediction, confidence } = keeper.session().current ?? {};
  const option =
    question.form.kind === 'choice' ? question.form.options.find(({ value }) => value === prediction) : undefined;
  const told = option?.text ?? prediction;
  const reveal = {
    question,
    judgement,
    ...(told === undefined || told === '' ? {} : { prediction: told }),
    ...(confidence === undefined ? {} : { confidence }),
  };
  const aside = wordUndecided(question, relatedTo(question, keeper, world));
  for (const line of drawOutcome(world.look, reveal)) world.print(line);
  for (const line of drawExplanation(world.look, question, aside)) world.print(line);
}

/** What the session remembers of a judgement. */
export function judgementOf(outcome: Outcome): Judgement {
  if (outcome.kind === 'inconclusive') return { judge: 'learner', undecided: outcome.reason };
  const { judge, correct, observed, verdict } = outcome;
  const confirms = verdict === 'supported' && observed === undefined;
  return {
    judge,
    ...(correct === undefined ? {} : { correct }),
    ...(observed === undefined ? {} : { observed }),
    ...(confirms ? { confirms: true } : {}),
    ...(verdict === 'refuted' ? { disagrees: true } : {}),
  };
}
