import { stemOf } from './stem.ts';
import { articles, type Token, tokenize } from './token.ts';

/**
 * A compiled phrase. In the vocabulary it is written as words: `in order`. Each word stands for all its forms, `=word`
 * for just this one; `a|b` is either, `word?` may be missing, `<class>` is any word (or words) of that class, `...` up to seven words in
 * between. ` + ` parts terms that stand in one clause in any order; a term with `!` in front must not stand there.
 */
export interface CompiledPhrase<Meaning> {
  readonly meaning: Meaning;
  readonly terms: readonly Term[];
  readonly barred: readonly Term[];
  /** Written with `^` in front: the clause must say nothing else. */
  readonly isWhole: boolean;
  readonly source: string;
}

/** Words that follow each other. */
export interface Term {
  readonly id: number;
  readonly elements: readonly Element[];
  /** Stems with which it may begin. */
  readonly opening: ReadonlySet<string>;
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
  /** The tokens that are its words, without those of its gaps. */
  readonly at: readonly number[];
}

const longestGap = 7;

/** Terms of all phrases, found together in one pass over a text. */
export class TermIndex {
  readonly #byAnchor = new Map<string, Term[]>();
  readonly #known = new Map<string, Term>();
  readonly #words: ReadonlyMap<string, readonly string[]>;
  readonly #between: ReadonlySet<string>;

  /** @param between words that may stand between the words of a phrase */
  constructor(words: ReadonlyMap<string, readonly string[]>, between: readonly string[]) {
    this.#words = words;
    this.#between = new Set(['"', ...articles, ...between.map(stemOf)]);
  }

  /** Undefined where nothing is left to look for. */
  compile<Meaning>(source: string, meaning: Meaning): CompiledPhrase<Meaning> | undefined {
    const isWhole = source.startsWith('^');
    const parts = source
      .replace(/^\^/u, '')
      .split(/\s\+\s/u)
      .map((part) => part.trim());
    const terms = parts.filter((part) => !part.startsWith('!')).flatMap((part) => this.#term(part));
    const barred = parts.filter((part) => part.startsWith('!')).flatMap((part) => this.#term(part.slice(1)));
    return terms.length === 0 ? undefined : { meaning, terms, barred, isWhole, source };
  }

  /** Every term that stands somewhere among the tokens; of one term at one place the longest. */
  match(tokens: readonly Token[]): readonly TermMatch[] {
    const found: TermMatch[] = [];
    const seen = new Set<Term>();
    for (const { stem, isWord } of tokens)
      for (const term of (isWord ? this.#byAnchor.get(stem) : undefined) ?? []) {
        if (seen.has(term)) continue;
        seen.add(term);
        for (const [from, token] of tokens.entries()) {
          if (!token.isWord || !term.opening.has(token.stem)) continue;
          const at = matchFrom(term.elements, 0, tokens, from, this.#between);
          if (at !== undefined) found.push({ term, from, to: (at.at(-1) ?? from) + 1, at });
        }
      }
    return found;
  }

  mayStandBetween(stem: string): boolean {
    return this.#between.has(stem);
  }

  stems(): readonly string[] {
    return [...this.#known.values()].flatMap(({ elements }) =>
      elements.flatMap(({ choices }) => choices.flat().map((stem) => stem.replace(/^=.*\t/u, ''))),
    );
  }

  #term(source: string): readonly Term[] {
    const known = this.#known.get(source);
    if (known !== undefined) return [known];
    const elements = source.split(/\s+/u).flatMap((word) => this.#element(word));
    const first = elements.findIndex(({ isOptional, isGap }) => !isOptional && !isGap);
    if (first < 0) return [];
    const opening = new Set(elements.slice(0, first + 1).flatMap(stemsOfElement));
    const term: Term = { id: this.#known.size, elements, opening };
    this.#known.set(source, term);
    for (const stem of new Set(stemsOfElement(anchorOf(elements)))) {
      const list = this.#byAnchor.get(stem);
      if (list === undefined) this.#byAnchor.set(stem, [term]);
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
    if (name !== undefined) return sequences(this.#words.get(name) ?? []);
    return sequences([choice]);
  }
}

/** The element that says most: few texts hold its words, so that the others need seldom be looked for. */
function anchorOf(elements: readonly Element[]): Element {
  const required = elements.filter(({ isOptional, isGap }) => !isOptional && !isGap);
  const rank = ({ choices }: Element): number =>
    choices.length * 10 - Math.min(9, Math.min(...choices.map(([stem = '']) => stem.replace(/^=.*\t/u, '').length)));
  return required.reduce((best, one) => (rank(one) < rank(best) ? one : best));
}

/** The stems with which its words begin. */
function stemsOfElement({ choices }: Element): readonly string[] {
  return choices.map(([stem = '']) => stem.replace(/^=.*\t/u, ''));
}

/** Longest first, so that the first that fits is the longest. A word after `=` keeps its form: `=form<tab>stem`. */
function sequences(texts: readonly string[]): readonly (readonly string[])[] {
  return texts
    .map((text) => {
      const isExact = text.startsWith('=');
      return tokenize(text.replace(/^=/u, '')).flatMap(({ isWord, stem, text: form }) =>
        isWord && !articles.has(stem) ? [isExact ? `=${form.toLowerCase()}\t${stem}` : stem] : [],
      );
    })
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length);
}

/** The words that match the elements from `index` on; articles and quotation marks may stand in between. */
function matchFrom(
  elements: readonly Element[],
  index: number,
  tokens: readonly Token[],
  at: number,
  between: ReadonlySet<string>,
): readonly number[] | undefined {
  const element = elements[index];
  if (element === undefined) return [];
  if (element.isGap) {
    let [comma, verb] = [false, false];
    for (let skipped = 0; skipped <= longestGap && at + skipped < tokens.length; skipped += 1) {
      const rest = matchFrom(elements, index + 1, tokens, at + skipped, between);
      if (rest !== undefined) return rest;
      const { stem } = tokens[at + skipped] ?? { stem: '' };
      comma ||= stem === ',';
      verb ||= verbs.has(stem);
      // Behind a comma a new verb begins a new thought; an enumeration goes on.
      if (comma && verb) return undefined;
    }
    return undefined;
  }
  const skipped = index === 0 ? at : skipBetween(tokens, at, between);
  for (const start of skipped === at ? [at] : [at, skipped])
    for (const choice of element.choices) {
      const own = matchStems(choice, tokens, start, between);
      const rest = own && matchFrom(elements, index + 1, tokens, (own.at(-1) ?? start) + 1, between);
      if (own !== undefined && rest !== undefined) return [...own, ...rest];
    }
  return element.isOptional ? matchFrom(elements, index + 1, tokens, at, between) : undefined;
}

function matchStems(
  stems: readonly string[],
  tokens: readonly Token[],
  at: number,
  between: ReadonlySet<string>,
): readonly number[] | undefined {
  const own: number[] = [];
  let position = at;
  for (const stem of stems) {
    if (own.length > 0 && tokens[position]?.stem !== stem) position = skipBetween(tokens, position, between);
    const token = tokens[position];
    if (token === undefined) return undefined;
    const fits = stem.startsWith('=')
      ? stem.slice(1, stem.indexOf('\t')) === token.text.toLowerCase()
      : token.stem === stem;
    if (!fits) return undefined;
    own.push(position);
    position += 1;
  }
  return own;
}

function skipBetween(tokens: readonly Token[], at: number, between: ReadonlySet<string>): number {
  let position = at;
  while (between.has(tokens[position]?.stem ?? '')) position += 1;
  return position;
}

const verbs: ReadonlySet<string> = new Set(['is', 'are', 'was', 'were', 'there', 'it', 'they']);
