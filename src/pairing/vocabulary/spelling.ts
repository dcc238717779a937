import { stemOf } from './stem.ts';
import type { Token } from './token.ts';

/** Shorter words are one slip away from too many others. */
const shortest = 6;

const endings = ['ed', 'es', 'ing'];
/** Right endings that are one letter away from those. */
const otherEndings = /(?:er|en|el|ess|ung)$/u;

/** Finds the known word that a misspelled one is a single slip away from: a letter too many, too few, wrong or swapped. */
export class SpellingIndex {
  readonly #known: ReadonlySet<string>;
  /** A known word without one of its letters, and the word; the empty word where several have that form. */
  #shortened: Map<string, string> | undefined;
  readonly #mended = new Map<string, string>();

  constructor(stems: readonly string[]) {
    this.#known = new Set(stems);
  }

  mend(tokens: readonly Token[]): readonly Token[] {
    return tokens.map((token) => {
      if (!token.isWord || token.isCode || token.stem.length < shortest || this.#known.has(token.stem)) return token;
      const stem = this.#nearest(token.stem);
      return stem === token.stem ? token : { ...token, stem };
    });
  }

  #nearest(stem: string): string {
    const before = this.#mended.get(stem);
    if (before !== undefined) return before;
    const found = this.#search(stem);
    if (this.#mended.size < 20_000) this.#mended.set(stem, found);
    return found;
  }

  #search(stem: string): string {
    if (!/^\p{Ll}+$/u.test(stem)) return stem;
    const cut = this.#withoutEnding(stem);
    if (cut !== stem) return cut;
    const shortened = (this.#shortened ??= this.#shorten());
    const candidates = new Set<string>();
    const add = (word: string | undefined): void => {
      // The first letter is hardly ever the wrong one; "bordered" is not "ordered".
      if (word !== undefined && word !== '' && word.startsWith(stem.charAt(0))) candidates.add(word);
    };
    add(shortened.get(stem));
    for (const shorter of withoutOne(stem)) {
      if (shorter.length >= shortest && this.#known.has(shorter)) add(shorter);
      const other = shortened.get(shorter);
      if (other?.length === stem.length) add(other);
    }
    const [only] = candidates;
    return candidates.size === 1 && only !== undefined ? only : stem;
  }

  /** "implementet": the slip is in the ending, so that it was not cut. */
  #withoutEnding(stem: string): string {
    if (otherEndings.test(stem)) return stem;
    for (const ending of endings) {
      const word = stem.slice(0, -ending.length);
      const differing = Array.from(ending).filter((letter, index) => letter !== stem.charAt(word.length + index));
      const mended = stemOf(word + ending);
      if (differing.length === 1 && word.length >= shortest && this.#known.has(mended)) return mended;
    }
    return stem;
  }

  #shorten(): Map<string, string> {
    const shortened = new Map<string, string>();
    for (const word of this.#known)
      if (word.length >= shortest && /^\p{Ll}+$/u.test(word))
        for (const shorter of withoutOne(word)) {
          const other = shortened.get(shorter);
          shortened.set(shorter, other === undefined || other === word ? word : '');
        }
    return shortened;
  }
}

function withoutOne(word: string): readonly string[] {
  return Array.from({ length: word.length }, (_, index) => word.slice(0, index) + word.slice(index + 1));
}
