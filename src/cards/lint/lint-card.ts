import type { RootContent } from 'mdast';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Card } from '../card.ts';
import { someNode, visitContent } from '../content.ts';
import { report } from './card-rules.ts';
import type { LintRule } from './card-rules.ts';
import { lintCloze } from './lint-cloze.ts';
import { lintQuestion } from './lint-question.ts';
import { countSentences, proseOf, wordsOf } from './words.ts';

/** What one rule has to say about a card. */
export interface Finding {
  readonly rule: LintRule;
  readonly message: string;
}

/** Holds one card against the rules that need no other card. */
export function lintCard(card: Card): Diagnostic[] {
  const findings = card.kind === 'cloze' ? [...lintCloze(card)] : [...lintQuestion(card), ...lintAnswer(card)];
  return findings.map(({ rule, message }) => report(rule, card.place, message));
}

function* lintAnswer(card: Card): Generator<Finding> {
  const content = card.fields.Back?.content ?? [];
  const text = proseOf(content);
  const words = wordsOf(text).length;
  const sentences = countSentences(text);
  const items = countItems(content);
  if (words > 25 || sentences > 2) {
    const size = words > 25 ? `${words} words` : `${sentences} sentences`;
    const split = card.syntax === 'start-block' ? ', or let --split-long make small cards of its parts' : '';
    yield { rule: 'long-answer', message: `The answer has ${size}: ask for one fact a card${split}.` };
  } else if (items > 3) {
    yield {
      rule: 'list-answer',
      message: `The answer lists ${items} things: leave each out of a cloze text, or give each a card.`,
    };
  }
  const code = countCodeLines(content);
  if (code > 6) {
    yield { rule: 'long-code', message: `The answer has ${code} lines of code: ask for the line that matters.` };
  }
  yield* lintTyped(card);
  yield* lintNumbers(card);
}

/** Items of the longest list. */
function countItems(content: readonly RootContent[]): number {
  let items = 0;
  visitContent(content, (node) => {
    if (node.type === 'list') items = Math.max(items, node.children.length);
  });
  return items;
}

function countCodeLines(content: readonly RootContent[]): number {
  let lines = 0;
  visitContent(content, (node) => {
    if (node.type === 'code') lines += node.value.split('\n').length;
  });
  return lines;
}

function* lintTyped(card: Card): Generator<Finding> {
  const answer = card.fields.Back?.text ?? '';
  if (card.kind !== 'type-in' || card.accept.length > 0 || !/[()/]|\sor\s/u.test(answer)) return;
  yield {
    rule: 'typed-without-accept',
    message:
      'The answer is typed and could be written in several ways: list them on a line `accept:: …` below the card.',
  };
}

const systems = /\b(?:linux|bsd|freebsd|openbsd|macos|darwin|windows|posix|solaris|kernel)\b/iu;
const differs = /\b(?:errno|backlog|somaxconn|(?:send|receive|socket) buffer|buffer size|default size|ephemeral)\b/iu;
const namesItsUnit =
  /\b(?:port|ports|how many|number|version|errno|code|count|bytes?|bits?|octets?|seconds?|milliseconds?|ms|family|value|returns?|result|constant|layer|rfc|year|size|length|times?|protocol|class|type|order|signal|flag|mask|id)\b/iu;

function* lintNumbers(card: Card): Generator<Finding> {
  const question = card.fields.Front?.text ?? '';
  const answer = card.fields.Back?.text ?? '';
  if (!/^[~≈<>≤≥]?\s*\d[\d.,_]*$/u.test(answer)) return;
  const tags = [...card.tags, ...card.headingPath, card.noteTitle].join(' ');
  if (differs.test(question) && !systems.test(`${question} ${tags}`)) {
    yield {
      rule: 'platform-dependent',
      message: 'This number differs between systems: name the one that is meant in the question.',
    };
  } else if (!namesItsUnit.test(question) && !hasExperiment(card)) {
    yield { rule: 'bare-number', message: 'The answer is a number without a unit: write what it counts.' };
  }
}

function hasExperiment(card: Card): boolean {
  return card.experiments.length > 0 || someNode(card.fields.Back?.content ?? [], ({ type }) => type === 'inlineMath');
}
