import type { System } from '../../experiments/index.ts';
import type { Pairing } from '../../pairing/index.ts';
import { type AskedLine, findAskedLines } from './asked-line.ts';
import type { AskableExperiment } from './askable-experiment.ts';
import { compareAnswer } from './compare-answer.ts';
import type { PairedExperiment, Question } from './question.ts';

/**
 * Gives a card's question the experiment that bears on it most. It decides where pairing says so, and where the card's
 * own experiment asks for the very error that the card does.
 */
export function pairQuestion(
  question: Question,
  pairings: readonly Pairing[],
  find: (id: string) => AskableExperiment | undefined,
  system: System,
): Question {
  for (const { experiment: id, strength, reason } of pairings) {
    const experiment = find(id);
    if (experiment === undefined || strength === 'related') continue;
    const asked = findAskedLines(experiment.block, system);
    const same = asked.find(({ value }) => isSameError(question, value));
    const reads = (same ?? asked[0])?.reads;
    const paired: PairedExperiment = {
      id,
      role: strength === 'decides' || same !== undefined ? 'decides' : 'shows',
      ...(reads === undefined ? {} : { reads }),
      reason,
    };
    return { ...question, experiment: paired };
  }
  return question;
}

function isSameError({ accepted }: Question, value: AskedLine['value']): boolean {
  return accepted[0].kind === 'errno' && compareAnswer(value, [accepted[0]]).outcome === 'right';
}
