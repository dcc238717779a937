import { signatures, type System } from '../../experiments/index.ts';
import type { QuizCardId } from '../quiz-card.ts';
import type { AcceptedAnswers, AnswerKey } from './answer-key.ts';
import { findAskedLines, type AskedLine } from './asked-line.ts';
import type { AskableExperiment } from './askable-experiment.ts';
import { randomFrom, shuffle } from './chance.ts';
import { fewestDistractors } from './choose-distractors.ts';
import { blocks, isSameValue, type LineValue, newDescriptor, valueInWords } from './line-result.ts';
import { isPlausible, tellsAnswer } from './plausible-result.ts';
import type { Question, QuestionForm } from './question.ts';
import { readAnswer } from './read-answers.ts';
import type { ResultPool } from './result-pool.ts';

export interface AskLineOptions {
  readonly pool: ResultPool;
  readonly system: System;
  readonly wrongPicks: readonly string[];
  readonly seed: string;
  readonly ripe: boolean;
}

/**
 * The questions that an experiment asks: its own `question:`, which its first asked line answers, and every further line
 * that is marked `=?`, `==?` or `:?`.
 *
 * @param itemOf names what is scheduled, by the number of the asked line from 1
 */
export function askExperiment(
  experiment: AskableExperiment,
  itemOf: (number: number) => QuizCardId,
  options: AskLineOptions,
): readonly Question[] {
  return findAskedLines(experiment.block, options.system).map((asked) =>
    askLine(experiment, asked, itemOf(asked.number), options),
  );
}

function askLine(
  { id, title, question, path, prose, sources, concepts, block }: AskableExperiment,
  asked: AskedLine,
  item: QuizCardId,
  options: AskLineOptions,
): Question {
  const isOwn = asked.number === 1 && question !== undefined && question !== '' && !tellsAnswer(question, asked.value);
  const comments = [
    ...new Set(block.lines.flatMap(({ comment }) => (comment === undefined || comment === '' ? [] : [comment]))),
  ];
  return {
    item,
    about: isOwn ? 'experiment' : 'line',
    path: isOwn ? [title] : [title, `line ${asked.line.span.line}`],
    before: asked.before,
    text: isOwn ? question : asked.wording,
    ...(isOwn && !asksForResult(question, asked) ? { wording: asked.wording } : {}),
    asked: asked.masked,
    form: chooseForm(asked, `${options.seed}\n${item}`, options),
    accepted: acceptedFor(asked.value, asked.reads.part === 'result'),
    expected: valueInWords(asked.value) + (asked.data === undefined ? '' : `, with ${asked.data}`),
    explanation: [prose, ...comments].filter((part) => part !== '').join('\n'),
    sources,
    place: {
      path,
      line: asked.line.span.line,
      column: asked.line.span.column,
      endLine: asked.line.span.line,
      endColumn: asked.line.span.endColumn,
    },
    concepts,
    experiment: { id, role: 'decides', reads: asked.reads },
  };
}

/** “… What does recv() return?” needs no other words for what is asked. */
function asksForResult(question: string, { topic }: AskedLine): boolean {
  return question.includes(`${topic}()`) && /\b(?:returns?|gives?|gets?|says?|errno)\b/iu.test(question);
}

function chooseForm(asked: AskedLine, seed: string, { pool, wrongPicks, ripe }: AskLineOptions): QuestionForm {
  const random = randomFrom(seed);
  const distractors = ripe ? [] : chooseResults(asked, pool, wrongPicks, random);
  if (distractors.length < fewestDistractors) return { kind: 'typed', expects: expectsOf(asked.value) };
  const values = shuffle([asked.value, ...distractors], random);
  return {
    kind: 'choice',
    options: values.map((value) => ({ value, text: valueInWords(value), isRight: value === asked.value })),
  };
}

function expectsOf(value: LineValue): 'an errno' | 'a number' | 'the words' {
  if (value.startsWith('-1 E')) return 'an errno';
  return /^-?\d+$/u.test(value) ? 'a number' : 'the words';
}

/** Wrong results: past wrong picks first, then what the same call gives in other experiments, likely ones sooner. */
function chooseResults(
  { value, anywhere, topic, before, masked, reads, line }: AskedLine,
  pool: ResultPool,
  wrongPicks: readonly string[],
  random: () => number,
): readonly LineValue[] {
  const isCall = line.kind === 'call' || line.kind === 'resume';
  const seen = { masked, before, isResult: isCall && reads.part === 'result' };
  const chosen: LineValue[] = [];
  const take = (candidate: LineValue): void => {
    if (chosen.length >= fewestDistractors) return;
    if ([value, ...anywhere, ...chosen].some((other) => isSameValue(other, candidate))) return;
    if (isPlausible(candidate, seen)) chosen.push(candidate);
  };
  const own = pool.byTopic.get(topic) ?? [];
  const known = new Set(own.map((one) => one.value));
  for (const pick of wrongPicks.toReversed()) if (known.has(pick)) take(pick);
  // Likely ones first, and at most two of the answer's own kind, so that a number does not stand alone among errors.
  const usual = shuffle(own.slice(0, 8), random);
  for (const one of usual.filter((other) => kindOf(other.value) === kindOf(value)).slice(0, 2)) take(one.value);
  for (const one of usual) take(one.value);
  for (const one of shuffle(own.slice(8), random)) take(one.value);
  // A rare call: what calls like it give, then the errors of any call.
  for (const like of likeTopics(topic))
    for (const one of shuffle(pool.byTopic.get(like) ?? [], random)) take(one.value);
  const errors = pool.errors.filter((one) => isPlausible(one.value, seen)).slice(0, 12);
  if (topic in signatures) for (const one of shuffle(errors, random)) take(one.value);
  return chosen.length < fewestDistractors ? [] : chosen;
}

const alike: readonly (readonly string[])[] = [
  ['recv', 'recvfrom', 'recvmsg', 'read', 'readv'],
  ['send', 'sendto', 'sendmsg', 'write', 'writev'],
  ['accept', 'accept4'],
];

function likeTopics(topic: string): readonly string[] {
  return alike.find((group) => group.includes(topic))?.filter((other) => other !== topic) ?? [];
}

function kindOf(value: LineValue): 'error' | 'number' | 'other' {
  if (value.startsWith('-1 ')) return 'error';
  return /^-?\d+$/u.test(value) ? 'number' : 'other';
}

/** Typed: `104`, `connection reset`, `it blocks`, `4`. */
function acceptedFor(value: LineValue, isResult: boolean): AcceptedAnswers {
  const own = readAnswer(value);
  const [, events] = /^1 \((POLL.*)\)$/u.exec(value) ?? [];
  const ready = events === undefined ? [] : ['1', events, `1, with ${events}`, `1 ${events}`];
  const words = [...ready, ...(wordsFor[value] ?? []), ...(isResult ? [] : (switchWords[value] ?? []))];
  return [own, ...words.map((text): AnswerKey => ({ kind: 'text', text }))];
}

/** An option's value where it switches something. */
const switchWords: Readonly<Record<string, readonly string[]>> = {
  0: ['no', 'off', 'false'],
  1: ['yes', 'on', 'true'],
};

const wordsFor: Readonly<Record<string, readonly string[]>> = {
  [blocks]: [
    ...['it blocks', 'block', 'it waits', 'waits', 'wait', 'it sleeps', 'sleeps', 'it does not return', 'hangs'],
    ...['<unfinished ...>', 'unfinished', 'it does not return: it waits', 'never returns', 'nothing'],
  ],
  [newDescriptor]: [
    'a new descriptor',
    'descriptor',
    'new descriptor',
    'a descriptor',
    'fd',
    'a file descriptor',
    'a new socket',
  ],
};
