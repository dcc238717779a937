import vm from 'node:vm';
import { distance } from 'fastest-levenshtein';
import type { AnswerKey } from './answer-key.ts';
import { isErrnoName, isSameErrno, readErrno } from './errno-names.ts';
import { normalText } from './normal-text.ts';
import { isSameNumber, readNumber } from './number-answer.ts';
import { splitSet, splitSteps } from './read-answers.ts';

/** What a typed answer is worth, without a guess at what was meant. */
export type Comparison =
  | { readonly outcome: 'right' }
  /** One or two letters off: the learner is asked whether it was a slip. */
  | { readonly outcome: 'near' }
  | { readonly outcome: 'wrong'; readonly missing: readonly string[]; readonly extra: readonly string[] };

const wrong: Comparison = { outcome: 'wrong', missing: [], extra: [] };

/** A pattern of a stranger's note may backtrack for ever: it gets this long. */
const patternMs = 50;

/** Compares what was typed with every accepted answer; the best result counts. */
export function compareAnswer(typed: string, accepted: readonly AnswerKey[]): Comparison {
  if (normalText(typed) === '') return wrong;
  const results = accepted.map((key) => compareWith(typed, key));
  return (
    results.find(({ outcome }) => outcome === 'right') ??
    results.find(({ outcome }) => outcome === 'near') ??
    results[0] ??
    wrong
  );
}

function compareWith(typed: string, key: AnswerKey): Comparison {
  switch (key.kind) {
    case 'errno': {
      const named = readErrno(typed);
      return named !== undefined && isSameErrno(named, key.name) ? { outcome: 'right' } : wrong;
    }
    case 'number': {
      const number = readNumber(typed);
      return number !== undefined && isSameNumber(number, key) ? { outcome: 'right' } : wrong;
    }
    case 'pattern':
      return matches(typed.trim(), key.source, key.flags) ? { outcome: 'right' } : wrong;
    case 'text':
      return compareText(typed, key.text);
    case 'set':
      return compareItems(splitSet(typed), key.items, false);
    case 'steps':
      return compareItems(splitSteps(typed), key.items, true);
  }
}

function compareText(typed: string, expected: string): Comparison {
  const [given, wanted] = [normalText(typed), normalText(expected)];
  if (given === wanted) return { outcome: 'right' };
  // Names that differ in a letter are other names.
  if (isName(expected) || isName(typed) || /\d/u.test(given + wanted)) return wrong;
  const allowed = wanted.length > 8 ? 2 : wanted.length > 3 ? 1 : 0;
  return isSwap(given, wanted) || distance(given, wanted) <= allowed ? { outcome: 'near' } : wrong;
}

/** Two neighbouring letters changed places. */
function isSwap(given: string, wanted: string): boolean {
  if (given.length !== wanted.length || given.length < 4) return false;
  const at = Array.from({ length: given.length }).findIndex((_, index) => given[index] !== wanted[index]);
  const swapped = `${wanted.slice(0, at)}${wanted[at + 1] ?? ''}${wanted[at] ?? ''}${wanted.slice(at + 2)}`;
  return at >= 0 && given === swapped;
}

function isName(text: string): boolean {
  return /^[A-Z0-9_]{3,}$/u.test(text.trim()) || isErrnoName(text.trim().toUpperCase());
}

function compareItems(typed: readonly string[], items: readonly AnswerKey[], ordered: boolean): Comparison {
  const left = [...typed];
  const missing: string[] = [];
  let isNear = false;
  for (const [index, item] of items.entries()) {
    const candidates = ordered ? [typed[index] ?? ''] : left;
    const results = candidates.map((text) => ({ text, outcome: compareWith(text, item).outcome }));
    const found =
      results.find(({ outcome }) => outcome === 'right') ?? results.find(({ outcome }) => outcome === 'near');
    if (found === undefined || found.text === '') missing.push(keyText(item));
    else {
      isNear ||= found.outcome === 'near';
      left.splice(left.indexOf(found.text), 1);
    }
  }
  if (missing.length === 0 && left.length === 0) return { outcome: isNear ? 'near' : 'right' };
  return { outcome: 'wrong', missing, extra: left };
}

/** An answer as a learner may write it. */
export function keyText(key: AnswerKey): string {
  switch (key.kind) {
    case 'errno':
      return key.name;
    case 'number':
      return `${key.value / key.scale}`;
    case 'text':
      return key.text;
    case 'pattern':
      return `/${key.source}/${key.flags}`;
    case 'set':
      return key.items.map(keyText).join(', ');
    case 'steps':
      return key.items.map(keyText).join(' → ');
  }
}

function matches(text: string, source: string, flags: string): boolean {
  const context = vm.createContext({
    text: text.slice(0, 500),
    source,
    flags: flags.includes('i') ? flags : `${flags}i`,
  });
  try {
    return vm.runInContext('new RegExp(`^(?:${source})$`, flags).test(text)', context, { timeout: patternMs }) === true;
  } catch {
    return false;
  }
}
