import type { ConceptEntry } from '../vocabulary.ts';
import { keyOf, nameKey, type Token } from './token.ts';

/** A concept named in a text: tokens from `from` up to, not including, `to`. */
export interface Mention {
  readonly concept: string;
  readonly from: number;
  readonly to: number;
  readonly isLink: boolean;
  /** Words that several concepts share, such as a type and its kinds: how many words named it. */
  readonly length: number;
}

interface Name {
  readonly concept: string;
  readonly stems: readonly string[];
  /** One small word (`connect`, `send`) names its concept only where it is set apart, or stands alone. */
  readonly isWeak: boolean;
  /** `socket()` is the call and nothing else. */
  readonly isCall: boolean;
}

/** Concepts by their names and aliases, and what they are kinds of. */
export class ConceptIndex {
  readonly #byKey = new Map<string, string>();
  readonly #byFirst = new Map<string, Name[]>();
  readonly #canonical = new Map<string, string>();
  readonly #broader = new Map<string, ReadonlySet<string>>();

  constructor(concepts: readonly ConceptEntry[]) {
    for (const { name, aliases } of concepts)
      for (const text of [name, ...aliases]) {
        const key = nameKey(text);
        if (key === '' || this.#byKey.has(key)) continue;
        this.#byKey.set(key, name);
        const stems = keyOf(text).split(' ');
        const isCall = text.endsWith('()');
        const isWeak = stems.length === 1 && /^[\p{Ll}_]+(?:\(\))?$/u.test(text);
        const first = stems[0] ?? '';
        this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { concept: name, stems, isWeak, isCall }]);
      }
    for (const names of this.#byFirst.values()) names.sort((a, b) => b.stems.length - a.stems.length);
    const kindOf = new Map(concepts.map((concept) => [concept.name, concept.kindOf] as const));
    for (const { name } of concepts) this.#broader.set(name, this.#closure(name, kindOf));
  }

  isKind(narrow: string, broad: string): boolean {
    const wanted = this.canonical(broad);
    return narrow === wanted || this.#broader.get(narrow)?.has(wanted) === true;
  }

  /** Whether a facet of these kinds is one of the concept; `=X` is X alone and none of its kinds. */
  belongs(concept: string, of: readonly string[]): boolean {
    return (
      of.length === 0 ||
      of.some((kind) => (kind.startsWith('=') ? this.canonical(kind.slice(1)) === concept : this.isKind(concept, kind)))
    );
  }

  /** The concept that is a kind of both and of no other such: a datagram socket of the UNIX domain. */
  commonKind(one: string, other: string): string | undefined {
    if (this.isKind(one, other) || this.isKind(other, one)) return undefined;
    const both = [...this.#broader].flatMap(([name, broader]) =>
      broader.has(one) && broader.has(other) ? [name] : [],
    );
    const broadest = both.filter((name) => !both.some((wider) => wider !== name && this.isKind(name, wider)));
    return broadest.length === 1 ? broadest[0] : undefined;
  }

  areSiblings(one: string, other: string): boolean {
    const broader = this.#broader.get(other);
    return [...(this.#broader.get(one) ?? [])].some((concept) => broader?.has(concept) === true);
  }

  /** The name under which an alias is known. */
  canonical(name: string): string {
    let canonical = this.#canonical.get(name);
    if (canonical === undefined) this.#canonical.set(name, (canonical = this.named(name) ?? name));
    return canonical;
  }

  named(text: string): string | undefined {
    return this.#byKey.get(nameKey(text)) ?? this.#byKey.get(keyOf(text)) ?? this.#byKey.get(`${keyOf(text)}()`);
  }

  stems(): readonly string[] {
    return [...this.#byFirst.values()].flatMap((names) => names.flatMap(({ stems }) => stems));
  }

  /** From left to right, the longest name first; what a link names counts as a whole. */
  mentions(tokens: readonly Token[]): readonly Mention[] {
    const mentions: Mention[] = [];
    let at = 0;
    while (at < tokens.length) {
      const token = tokens[at];
      if (token === undefined) break;
      const mention = token.link === undefined ? this.#nameAt(tokens, at) : linkAt(tokens, at, token.link);
      if (mention !== undefined) mentions.push(mention);
      at = mention?.to ?? at + 1;
    }
    return mentions;
  }

  #nameAt(tokens: readonly Token[], at: number): Mention | undefined {
    const first = tokens[at];
    const names = this.#byFirst.get(first?.stem ?? '') ?? [];
    const byCall = first?.isCall === true ? names.filter(({ isCall }) => isCall) : [];
    for (const { concept, stems, isWeak } of byCall.length > 0 ? byCall : names) {
      if (isWeak && first?.isMarked !== true && tokens.length > 1) continue;
      let to = at;
      const fits = stems.every((stem) => {
        if (tokens[to]?.stem !== stem) return false;
        to += 1;
        return true;
      });
      if (fits) return { concept, from: at, to, isLink: false, length: stems.length };
    }
    return undefined;
  }

  /** Broader concepts by name or alias, over any number of steps. */
  #closure(name: string, kindOf: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
    const found = new Set<string>();
    const queue = [...(kindOf.get(name) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const concept = this.named(next) ?? next;
      if (found.has(concept)) continue;
      found.add(concept);
      queue.push(...(kindOf.get(concept) ?? []));
    }
    return found;
  }
}

function linkAt(tokens: readonly Token[], at: number, concept: string): Mention {
  let to = at + 1;
  while (tokens[to]?.link === concept) to += 1;
  return { concept, from: at, to, isLink: true, length: to - at };
}
