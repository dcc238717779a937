import { type CompiledPhrase, TermIndex, type TermMatch } from './phrase.ts';
import type { Token } from './token.ts';

/** A phrase found in a clause. */
export interface PhraseMatch<Meaning> {
  readonly meaning: Meaning;
  /** One for each of the phrase's terms, from left to right. */
  readonly terms: readonly TermMatch[];
  readonly from: number;
  readonly to: number;
  /** The tokens that are its words, from left to right. */
  readonly at: readonly number[];
  /** How many words the terms cover: the more, the surer. */
  readonly weight: number;
  /** The phrase as the vocabulary writes it. */
  readonly source: string;
}

/** Phrases and what they mean, by their first term. */
export class PhraseIndex<Meaning> {
  readonly #terms: TermIndex;
  readonly #byTerm = new Map<number, CompiledPhrase<Meaning>[]>();

  constructor(words: ReadonlyMap<string, readonly string[]>, between: readonly string[]) {
    this.#terms = new TermIndex(words, between);
  }

  add(source: string, meaning: Meaning): void {
    const phrase = this.#terms.compile(source, meaning);
    const first = phrase?.terms[0];
    if (phrase === undefined || first === undefined) return;
    const list = this.#byTerm.get(first.id);
    if (list === undefined) this.#byTerm.set(first.id, [phrase]);
    else list.push(phrase);
  }

  stems(): readonly string[] {
    return this.#terms.stems();
  }

  /** Besides a match only words that may stand between words. */
  #saysNothingElse({ at }: PhraseMatch<Meaning>, tokens: readonly Token[]): boolean {
    return tokens.every(
      ({ isWord, stem }, index) => !isWord || at.includes(index) || this.#terms.mayStandBetween(stem),
    );
  }

  /** Phrases of which all terms stand in the tokens of one clause. */
  match(tokens: readonly Token[]): readonly PhraseMatch<Meaning>[] {
    const byTerm = new Map<number, TermMatch[]>();
    for (const match of this.#terms.match(tokens)) {
      const list = byTerm.get(match.term.id);
      if (list === undefined) byTerm.set(match.term.id, [match]);
      else list.push(match);
    }
    const found: PhraseMatch<Meaning>[] = [];
    for (const [id, starts] of byTerm)
      for (const phrase of this.#byTerm.get(id) ?? []) {
        if (phrase.barred.some((term) => byTerm.has(term.id))) continue;
        for (const start of starts) {
          const match = complete(phrase, start, byTerm);
          if (match !== undefined && (!phrase.isWhole || this.#saysNothingElse(match, tokens))) found.push(match);
        }
      }
    return found;
  }
}

/** The other terms, each where it stands nearest to the first and overlaps no other. */
function complete<Meaning>(
  phrase: CompiledPhrase<Meaning>,
  start: TermMatch,
  byTerm: ReadonlyMap<number, readonly TermMatch[]>,
): PhraseMatch<Meaning> | undefined {
  const terms = [start];
  for (const term of phrase.terms.slice(1)) {
    const free = (byTerm.get(term.id) ?? []).filter((match) =>
      terms.every((other) => match.to <= other.from || match.from >= other.to),
    );
    const [nearest] = free.toSorted((a, b) => distance(a, start) - distance(b, start));
    if (nearest === undefined) return undefined;
    terms.push(nearest);
  }
  terms.sort((a, b) => a.from - b.from);
  const at = terms.flatMap((term) => term.at);
  return {
    at,
    meaning: phrase.meaning,
    terms,
    from: Math.min(...terms.map(({ from }) => from)),
    to: Math.max(...terms.map(({ to }) => to)),
    weight: at.length,
    source: phrase.source,
  };
}

function distance(a: TermMatch, b: TermMatch): number {
  return a.from < b.from ? b.from - a.to : a.from - b.to;
}
