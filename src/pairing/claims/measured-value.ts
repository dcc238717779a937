import { failure, isErrno, success } from '../vocabulary/compare-values.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOf, type Token } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';

/** A value that is no name: a number, an errno, an order of steps. Tokens from `from` up to, not including, `to`. */
export interface MeasuredValue {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

const multiples: ReadonlyMap<string, number> = new Map([
  ['k', 1024],
  ['kb', 1024],
  ['kib', 1024],
  ['kilobyt', 1024],
  ['kibibyt', 1024],
  ['mb', 1024 ** 2],
  ['mib', 1024 ** 2],
  ['megabyt', 1024 ** 2],
]);

/** The facet's value among the tokens, where there is exactly one; two numbers or two errors leave it open. */
export function measuredValue(
  facet: FacetEntry,
  tokens: readonly Token[],
  lexicon: Lexicon,
): MeasuredValue | undefined {
  switch (facet.kind) {
    case 'number':
      return onlyOne(numbersIn(facet, tokens, lexicon));
    case 'errno':
      return onlyOne(errorsIn(tokens, lexicon));
    case 'sequence':
      return sequenceIn(facet, tokens);
    case 'one of':
    case 'yes/no':
      return undefined;
  }
}

function onlyOne(found: readonly MeasuredValue[]): MeasuredValue | undefined {
  const [first] = found;
  return found.every(({ value }) => value === first?.value) ? first : undefined;
}

function numbersIn(facet: FacetEntry, tokens: readonly Token[], { vocabulary }: Lexicon): readonly MeasuredValue[] {
  const unit = facet.unit === undefined ? undefined : keyOf(facet.unit);
  const spelled = new Map(vocabulary.grammar.numbers.map((word, index) => [word, index]));
  const [zero] = vocabulary.grammar.numbers;
  if (zero !== undefined && tokens.length <= 2) spelled.set('none', 0);
  return tokens.flatMap((token, index): MeasuredValue[] => {
    const digits = /^\d+(?:\.\d+)?$/u.test(token.text) ? Number(token.text) : spelled.get(token.text.toLowerCase());
    const next = tokens[index + 1];
    const multiple = multiples.get(next?.stem ?? '');
    const hasUnit = unit === undefined || multiple !== undefined || next?.stem === unit;
    // A bare number counts where it is the only thing said.
    if (digits === undefined || !(hasUnit || tokens.length <= 4)) return [];
    const end = multiple !== undefined || next?.stem === unit ? index + 2 : index + 1;
    return [{ value: String(digits * (multiple ?? 1)), from: index, to: end }];
  });
}

function errorsIn(tokens: readonly Token[], { vocabulary }: Lexicon): readonly MeasuredValue[] {
  return tokens.flatMap(({ text }, index): MeasuredValue[] =>
    isErrno(text) ? [{ value: canonicalError(text, vocabulary.grammar.sameErrors), from: index, to: index + 1 }] : [],
  );
}

/** "send() succeeds", "fails": an answer where an error is asked for, as long as no more is said. */
export function outcomeOfCall(tokens: readonly Token[], { vocabulary: { grammar } }: Lexicon): string | undefined {
  const words = tokens.filter(({ isWord }) => isWord);
  const ends = (phrase: string): boolean => {
    const stems = keyOf(phrase).split(' ');
    const last = words.slice(-stems.length).map(({ stem }) => stem);
    return stems.length <= words.length && stems.every((stem, index) => stem === last[index]);
  };
  const isDenied = words.some(({ text }) => grammar.negations.includes(text.toLowerCase()));
  if (isDenied || words.length > longestOutcome) return undefined;
  if (grammar.succeeding.some(ends)) return success;
  return grammar.failing.some(ends) ? failure : undefined;
}

/** More words hold circumstances, under which something else may happen. */
const longestOutcome = 4;

/** One name for an error that has two. */
export function canonicalError(name: string, same: readonly string[]): string {
  return same.find((pair) => pair.split(' ').includes(name))?.split(' ')[0] ?? name;
}

/** The facet's steps in the order in which the tokens name them. */
export function sequenceIn(facet: FacetEntry, tokens: readonly Token[]): MeasuredValue | undefined {
  const names = new Map(
    facet.values.flatMap(({ name, aliases }) => [name, ...aliases].map((alias) => [keyOf(alias), name] as const)),
  );
  const steps: { readonly name: string; readonly index: number }[] = [];
  for (const [index, { stem }] of tokens.entries()) {
    const name = names.get(stem);
    if (name !== undefined && !steps.some((step) => step.name === name)) steps.push({ name, index });
  }
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined || steps.length < 2) return undefined;
  return { value: steps.map(({ name }) => name).join('; '), from: first.index, to: last.index + 1 };
}
