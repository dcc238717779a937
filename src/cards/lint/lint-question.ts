import type { Card } from '../card.ts';
import type { Finding } from './lint-card.ts';
import { contentWords, wordsOf } from './words.ts';

const yesNoOpening =
  /^(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|must|may|true or false)\b/iu;
const yesNoAnswer = /^(?:yes|no|true|false|never|always|correct|wrong)\b/iu;
const vagueOpening =
  /^(?:what about|tell me about|talk about|describe|discuss|explain|elaborate|thoughts on|notes on|what do you know about|what is known about)\b/iu;
const bound =
  /\b(?:why|how|when|difference|in (?:one|two|three|a|\d)|which|what happens|step|cause|reason|role of)\b/iu;
const genericTitle =
  /^(?:overview|introduction|intro|summary|notes?|definitions?|examples?|details?|basics|background|conclusion|misc|todo|general)[?.:]?$/iu;
const bareContrast = /^[^?:]+\s(?:vs\.?|versus)\s[^?:]+$/iu;
const opensWithPronoun =
  /^(?:it|its|they|them|their|this|these|those|the (?:above|former|latter|following|previous))\b/iu;
const asksAboutPronoun =
  /^(?:what|how|why|when|where|which|who)(?:\s+\w+)?\s+(?:is|are|was|were|does|do|did|can|could|will|would|must|should|has|have)\s+(?:it|this|they|these|those)(?=\s*\?|\s+(?:do|mean|work|return|happen|used|called|look|have|be|need|differ|matter)\b)/iu;

/** Holds the question of a card that is no cloze against the rules. */
export function* lintQuestion(card: Card): Generator<Finding> {
  const question = (card.fields.Front?.text ?? '').trim();
  const answer = (card.fields.Back?.text ?? '').trim();
  if (
    (question.match(/\?/gu) ?? []).length > 1 ||
    /\S\s+and (?:what|how|why|when|where|which|who)\b/iu.test(question)
  ) {
    yield { rule: 'two-questions', message: 'This card asks two things: make two cards of it.' };
  }
  if (yesNoOpening.test(question) && yesNoAnswer.test(answer) && card.experiments.length === 0) {
    yield {
      rule: 'yes-no-question',
      message:
        'A yes or no is guessed half the time: ask for the value or the outcome, or name an experiment that shows it.',
    };
  }
  if (isVague(question)) {
    yield { rule: 'vague-question', message: 'This asks for anything: say which property, step or outcome is meant.' };
  }
  if (leaks(question, answer)) {
    yield { rule: 'leaking-question', message: 'The question holds most words of its answer: reword one of the two.' };
  }
  if (opensWithPronoun.test(question) || asksAboutPronoun.test(question)) {
    yield {
      rule: 'dangling-pronoun',
      message: 'On its card the question stands alone: name what “it” or “this” means.',
    };
  }
}

function isVague(question: string): boolean {
  if (genericTitle.test(question) || bareContrast.test(question)) return true;
  return vagueOpening.test(question) && !bound.test(question) && wordsOf(question).length < 8;
}

/** From 60 % of the answer's words on; a choice between two has them both in its question. */
function leaks(question: string, answer: string): boolean {
  const words = contentWords(answer);
  if (words.length < 2 || /\b(?:or|vs|versus)\b/iu.test(question)) return false;
  const asked = new Set(contentWords(question));
  return words.filter((word) => asked.has(word)).length / words.length >= 0.6;
}
