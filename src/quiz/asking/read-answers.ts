import type { CardField } from '../../cards/index.ts';
import { plainText } from '../../vault/index.ts';
import type { AcceptedAnswers, AnswerKey, AnswerShape } from './answer-key.ts';
import { errnoNamesIn } from './errno-names.ts';
import { readNumber } from './number-answer.ts';

/** Longer lists are recalled, not typed. */
const mostItems = 7;

/** What counts as right for an answer that a note writes, and for each answer that it accepts besides. */
export function readAnswers(answer: CardField, accept: readonly string[]): AcceptedAnswers {
  const own = readList(answer) ?? readAnswer(answer.text);
  const further = errnoAlternatives(answer.text).slice(1);
  return [own, ...further, ...accept.map(readAccepted)];
}

/** One answer in words: an error, a number, or the text itself. */
export function readAnswer(text: string): AnswerKey {
  const [errno] = errnoAlternatives(text);
  return errno ?? readNumber(text) ?? { kind: 'text', text: text.trim() };
}

/** `EAGAIN`, `-1 with ENOENT`, `EAGAIN or EWOULDBLOCK`: errors, and few words besides. */
function errnoAlternatives(text: string): readonly AnswerKey[] {
  const names = errnoNamesIn(text);
  const rest = text
    .replace(/\bE[A-Z0-9]{2,}\b/gu, ' ')
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim();
  const isPlain = rest === '' || rest.split(' ').every((word) => fillers.has(word.toLowerCase()));
  return isPlain ? names.map((name): AnswerKey => ({ kind: 'errno', name })) : [];
}

const fillers: ReadonlySet<string> = new Set([
  '-1',
  'with',
  'errno',
  'or',
  'the',
  'error',
  'it',
  'fails',
  'returns',
  'an',
]);

function readAccepted(text: string): AnswerKey {
  const pattern = /^\/(.+)\/([a-z]*)$/u.exec(text);
  if (pattern === null) return readAnswer(text);
  const [, source = '', flags = ''] = pattern;
  try {
    new RegExp(source, flags);
    return { kind: 'pattern', source, flags };
  } catch {
    return { kind: 'text', text };
  }
}

/** A markdown list of short items, or `SHUT_RD, SHUT_WR`: to be given item by item. */
function readList({ content, text }: CardField): AnswerKey | undefined {
  const [only, ...others] = content;
  if (only?.type === 'list' && others.length === 0) {
    const items = only.children.map((item) => plainText(item).trim());
    if (items.length < 2 || items.length > mostItems || !items.every(isShort)) return undefined;
    // “UDP: none” is a row of a comparison, not an item.
    if (items.some((item) => item.includes(': '))) return undefined;
    return { kind: only.ordered === true ? 'steps' : 'set', items: items.map(readAnswer) };
  }
  const arrows = text.split(/\s*(?:→|->|⇒)\s*/u);
  if (arrows.length >= 2 && arrows.length <= mostItems && arrows.every(isShort))
    return { kind: 'steps', items: arrows.map(readAnswer) };
  const items = splitSet(text.replace(/\.$/u, ''));
  return items.length >= 2 && items.length <= mostItems && items.every(isTerm)
    ? { kind: 'set', items: items.map(readAnswer) }
    : undefined;
}

/** At commas, semicolons, `and`; not within numbers such as `65,507`. */
export function splitSet(text: string): readonly string[] {
  return text
    .split(/\s*(?:;|,(?!\d{3}\b)|\n)\s*(?:and\s+)?|\s+(?:and|&)\s+/u)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `a → b → c`, or the same with commas, numbers or line ends between. */
export function splitSteps(text: string): readonly string[] {
  const parts = text.split(/\s*(?:→|->|⇒|>)\s*/u);
  const items = parts.length > 1 ? parts : splitSet(text);
  return items.map((item) => item.replace(/^\d+[.)]\s+/u, '').trim()).filter((item) => item !== '');
}

function isShort(text: string): boolean {
  return text !== '' && text.split(/\s+/u).length <= 4;
}

/** A word that can only be one thing: `SHUT_RD`, `accept4()`, `EAGAIN`. */
function isTerm(text: string): boolean {
  return /^[`"]?(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|E[A-Z0-9]{2,}|[a-z_][a-z0-9_]*\(\))[`"]?$/u.test(text);
}

/** An answer as an option shows it: all of a kind look alike, so that form gives nothing away. */
export function optionText(key: AnswerKey, text: string): string {
  if (key.kind === 'errno') return key.name;
  return text
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/\.$/u, '')
    .replace(/^`([^`]*)`$/u, '$1');
}

export function shapeOf(key: AnswerKey, text: string): AnswerShape {
  if (key.kind === 'errno' || key.kind === 'number') return key.kind;
  if (key.kind === 'set' || key.kind === 'steps') return 'list';
  const bare = text
    .trim()
    .replace(/\.$/u, '')
    .replace(/^[`"'](.*)[`"']$/u, '$1');
  if (/^[a-z_][a-z0-9_]*\(\)$/u.test(bare)) return 'call';
  if (/^(?:[A-Za-z]+\.)?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u.test(bare)) return 'constant';
  return bare.split(/\s+/u).length <= 6 && bare.length <= 48 ? 'phrase' : 'prose';
}
