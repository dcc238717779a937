import { type Token, tokenize } from './token.ts';

/**
 * A compiled phrase. In the vocabulary it is written as words: `in order`. Each word stands for all its forms;
 * `a|b` is either, `word?` may be missing, `<class>` is any word (or words) of that class, `...` up to five words in
 * between. ` + ` parts terms that stand in one clause in any order; a term with `!` in front must not stand there.
 */
export interface CompiledPhrase<Meaning> {
  readonly meaning: Meaning;
  readonly terms: readonly Term[];
  readonly barred: readonly Term[];
  readonly source: string;
}

/** Words that follow each other. */
export interface Term {
  readonly id: number;
  readonly elements: readonly Element[];
}

interface Element {
  /** Any of these word sequences, by stem; empty for a gap. */
  readonly choices: readonly (readonly string[])[];
  readonly isOptional: boolean;
  readonly isGap: boolean;
}

/** A term found in a text: tokens from `from` up to, not including, `to`. */
export interface TermMatch {
  readonly term: Term;
  readonly from: number;
  readonly to: number;
}

const longestGap = 5;

/** Terms of all phrases, found together in one pass over a text. */
export class TermIndex {
  readonly #byFirst = new Map<string, Term[]>();
  readonly #known = new Map<string, Term>();
  readonly #words: ReadonlyMap<string, readonly string[]>;

  constructor(words: ReadonlyMap<string, readonly string[]>) {
    this.#words = words;
  }

  /** Undefined where nothing is left to look for. */
  compile<Meaning>(source: string, meaning: Meaning): CompiledPhrase<Meaning> | undefined {
    const parts = source.split(/\s\+\s/u).map((part) => part.trim());
    const terms = parts.filter((part) => !part.startsWith('!')).flatMap((part) => this.#term(part));
    const barred = parts.filter((part) => part.startsWith('!')).flatMap((part) => this.#term(part.slice(1)));
    return terms.length === 0 ? undefined : { meaning, terms, barred, source };
  }

  /** Every term that begins somewhere among the tokens; of one term at one place the longest. */
  match(tokens: readonly Token[]): readonly TermMatch[] {
    const found: TermMatch[] = [];
    for (const [from, { stem, isWord }] of tokens.entries()) {
      if (!isWord) continue;
      for (const term of this.#byFirst.get(stem) ?? []) {
        const to = matchFrom(term.elements, 0, tokens, from);
        if (to !== undefined) found.push({ term, from, to });
      }
    }
    return found;
  }

  stems(): readonly string[] {
    return [...this.#known.values()].flatMap(({ elements }) => elements.flatMap(({ choices }) => choices.flat()));
  }

  #term(source: string): readonly Term[] {
    const known = this.#known.get(source);
    if (known !== undefined) return [known];
    const elements = source.split(/\s+/u).flatMap((word) => this.#element(word));
    const first = elements.findIndex(({ isOptional, isGap }) => !isOptional && !isGap);
    if (first < 0) return [];
    const term: Term = { id: this.#known.size, elements };
    this.#known.set(source, term);
    const stems = new Set(elements.slice(0, first + 1).flatMap(({ choices }) => choices.map(([stem]) => stem ?? '')));
    for (const stem of stems) {
      const list = this.#byFirst.get(stem);
      if (list === undefined) this.#byFirst.set(stem, [term]);
      else list.push(term);
    }
    return [term];
  }

  #element(word: string): readonly Element[] {
    if (word === '...' || word === '…') return [{ choices: [], isOptional: true, isGap: true }];
    const isOptional = word.endsWith('?') && word.length > 1;
    const choices = (isOptional ? word.slice(0, -1) : word).split('|').flatMap((choice) => this.#choices(choice));
    return choices.length === 0 ? [] : [{ choices, isOptional, isGap: false }];
  }

  #choices(choice: string): readonly (readonly string[])[] {
    const name = /^<(.+)>$/u.exec(choice)?.[1];
    return sequences(name === undefined ? [choice] : (this.#words.get(name) ?? []));
  }
}

/** Longest first, so that the first that fits is the longest. */
function sequences(texts: readonly string[]): readonly (readonly string[])[] {
  return texts
    .map((text) => tokenize(text).flatMap(({ isWord, stem }) => (isWord ? [stem] : [])))
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length);
}

/** Where the match of the elements from `index` on ends; articles and quotation marks may stand in between. */
function matchFrom(
  elements: readonly Element[],
  index: number,
  tokens: readonly Token[],
  at: number,
): number | undefined {
  const element = elements[index];
  if (element === undefined) return at;
  if (element.isGap) {
    for (let skipped = 0; skipped <= longestGap && at + skipped < tokens.length; skipped += 1) {
      const end = matchFrom(elements, index + 1, tokens, at + skipped);
      if (end !== undefined) return end;
      if (tokens[at + skipped]?.stem === ';' || tokens[at + skipped]?.stem === '.') return undefined;
    }
    return undefined;
  }
  const start = index === 0 ? at : skipFiller(tokens, at);
  for (const choice of element.choices) {
    const after = matchStems(choice, tokens, start);
    if (after === undefined) continue;
    const end = matchFrom(elements, index + 1, tokens, after);
    if (end !== undefined) return end;
  }
  return element.isOptional ? matchFrom(elements, index + 1, tokens, at) : undefined;
}

function matchStems(stems: readonly string[], tokens: readonly Token[], at: number): number | undefined {
  let position = at;
  for (const [index, stem] of stems.entries()) {
    if (index > 0) position = skipFiller(tokens, position);
    if (tokens[position]?.stem !== stem) return undefined;
    position += 1;
  }
  return position;
}

function skipFiller(tokens: readonly Token[], at: number): number {
  let position = at;
  while (fillers.has(tokens[position]?.stem ?? '')) position += 1;
  return position;
}

const fillers: ReadonlySet<string> = new Set(['the', 'a', 'an', '"', '“']);
