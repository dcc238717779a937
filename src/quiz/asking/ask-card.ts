import type { RootContent } from 'mdast';
import type { Card, CardField } from '../../cards/index.ts';
import type { IdentifiedCard } from '../../identity/index.ts';
import { plainText } from '../../vault/index.ts';
import type { QuizCardId } from '../quiz-card.ts';
import type { AcceptedAnswers } from './answer-key.ts';
import type { AnswerPool } from './answer-pool.ts';
import { randomFrom, shuffle } from './chance.ts';
import { chooseDistractors } from './choose-distractors.ts';
import type { PairedExperiment, Question, QuestionForm } from './question.ts';
import { optionText, readAnswers, shapeOf } from './read-answers.ts';

export interface AskCardOptions {
  readonly pool: AnswerPool;
  readonly wrongPicks: readonly string[];
  /** Errors that another system gives where this one gives the error; empty for what is no error. */
  readonly alternativesOf: (errno: string) => readonly string[];
  readonly distanceTo: (concept: string) => number;
  /** Decides which distractors are taken and in which order the options stand: the session's seed and the number of the review. */
  readonly seed: string;
  /** The learner knows it well: it is typed, not picked. */
  readonly ripe: boolean;
  readonly experiment?: PairedExperiment;
  /** Of the card's note. */
  readonly sources: readonly string[];
}

/**
 * One question of a card.
 *
 * @param item what is scheduled
 * @param ord which question: 0, or 1 for a reversed card's other direction; of a cloze card the deletion's number less 1
 */
export function askCard(identified: IdentifiedCard, item: QuizCardId, ord: number, options: AskCardOptions): Question {
  const { card } = identified;
  const { question, answer } = sidesOf(identified, ord);
  const accepted = readAnswers(answer, ord === 0 || card.kind === 'cloze' ? card.accept : []);
  const hint = card.fields.Hint?.text;
  return {
    item,
    about: 'card',
    path: [card.noteTitle, ...card.headingPath.filter((title, index) => index > 0 || title !== card.noteTitle)],
    before: [],
    text: question,
    form: chooseForm(card, question, answer, accepted, { ...options, item }),
    accepted,
    expected: answer.text === '' ? describeContent(answer.content) : answer.text,
    ...(hint === undefined || hint === '' ? {} : { hint }),
    explanation: card.fields.Extra?.text ?? '',
    sources: options.sources,
    place: card.place,
    concepts: card.concepts,
    ...(options.experiment === undefined ? {} : { experiment: options.experiment }),
  };
}

const turned = '(asked the other way round: what is this the answer to?)';

interface Sides {
  readonly question: string;
  readonly answer: CardField;
}

const nothing: CardField = { content: [], text: '' };

function sidesOf(identified: IdentifiedCard, ord: number): Sides {
  const { card } = identified;
  const fields = card.foreign === undefined ? undefined : Object.values(card.foreign.fields);
  if (card.kind === 'cloze') return clozeSides(identified, card.fields.Text ?? fields?.[0] ?? nothing, ord + 1);
  const front = card.fields.Front ?? fields?.[0] ?? nothing;
  const back = card.fields.Back ?? fields?.[1] ?? nothing;
  const [question, answer] = card.kind === 'basic-and-reversed' && ord === 1 ? [back, front] : [front, back];
  const text = question.text === '' ? describeContent(question.content) : question.text;
  // An answer alone does not say what it is asked for.
  const isTurned = question === back && !/\?\s*$/u.test(text);
  return { question: isTurned ? `${text}\n${turned}` : text, answer };
}

/** The text with one number's deletions blanked out; what they hid, in order. */
function clozeSides({ card, clozeNumbers }: IdentifiedCard, { content, text }: CardField, number: number): Sides {
  const hidden = new Set(card.deletions.flatMap((_, index) => (clozeNumbers[index] === number ? [index] : [])));
  const answers = card.deletions.filter((_, index) => hidden.has(index)).map((deletion) => deletion.text);
  const question = plainText(content.map((node) => blankOut(node, hidden))).trim();
  const answer = answers.length === 1 ? (answers[0] ?? '') : answers.join(' → ');
  return {
    question: question === '' ? text : question,
    answer: { content: [{ type: 'paragraph', children: [{ type: 'text', value: answer }] }], text: answer },
  };
}

function blankOut(node: RootContent, hidden: ReadonlySet<number>): RootContent {
  if (node.type === 'clozeDeletion' && hidden.has(node.index))
    return { type: 'text', value: `[${node.hint ?? '...'}]` };
  if (!('children' in node)) return node;
  // Blanking out puts text where phrasing stood, so each node keeps children that it may have.
  return { ...node, children: node.children.map((child) => blankOut(child, hidden)) } as RootContent;
}

/** A side without text: pictures and formulas, which a terminal does not show. */
function describeContent(content: readonly RootContent[]): string {
  const names = new Set<string>();
  const visit = (nodes: readonly RootContent[]): void => {
    for (const node of nodes) {
      if (node.type === 'image') names.add(`a picture, ${node.url}`);
      else if (node.type === 'wikiLink' && node.embed) names.add(`a picture, ${node.target}`);
      else if ('children' in node) visit(node.children);
    }
  };
  visit(content);
  return names.size === 0 ? '(nothing that a terminal can show)' : `(${[...names].join('; ')})`;
}

function chooseForm(
  card: Card,
  question: string,
  answer: CardField,
  accepted: AcceptedAnswers,
  options: AskCardOptions & { readonly item: string },
): QuestionForm {
  const [own] = accepted;
  const shape = shapeOf(own, answer.text);
  const typed = typedForm(shape, own.kind);
  if (card.kind === 'type-in') return typed;
  if (card.kind === 'cloze') return answer.text.split(/\s+/u).length <= 5 ? typed : { kind: 'recall' };
  if (shape === 'list') return typed;
  const isClosed = shape === 'errno' || shape === 'number' || shape === 'constant' || shape === 'call';
  if (options.ripe) return isClosed ? typed : { kind: 'recall' };
  const random = randomFrom(`${options.seed}\n${options.item}`);
  const alternatives = own.kind === 'errno' ? options.alternativesOf(own.name) : [];
  const request = { ...options, card, question, answer: answer.text, accepted, shape, alternatives, random };
  const distractors = chooseDistractors(request);
  if (distractors.length === 0) return isClosed ? typed : { kind: 'recall' };
  const right = optionText(own, answer.text);
  const texts = shuffle([right, ...distractors], random);
  return { kind: 'choice', options: texts.map((text) => ({ value: text, text, isRight: text === right })) };
}

function typedForm(shape: string, kind: string): QuestionForm {
  if (kind === 'set') return { kind: 'typed', expects: 'all of them' };
  if (kind === 'steps') return { kind: 'typed', expects: 'the steps' };
  if (shape === 'errno') return { kind: 'typed', expects: 'an errno' };
  return { kind: 'typed', expects: shape === 'number' ? 'a number' : 'the words' };
}
