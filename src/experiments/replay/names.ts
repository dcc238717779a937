import { LineFault } from './outcome.ts';

/** What a name of a block stands for. */
export type Bound =
  | { readonly kind: 'descriptor' | 'number'; readonly value: number }
  | { readonly kind: 'actor'; readonly actor: string };

/**
 * The names of a block. They belong to their actor: threads share them, fork copies them. A packet line or a check may
 * use a name that one actor alone bound, otherwise `actor:name`.
 */
export interface Names {
  find(actor: string, name: string): Bound | undefined;
  /** As `find`; else what exactly one other actor bound. */
  findAnywhere(name: string, actor?: string): { readonly actor: string; readonly bound: Bound } | undefined;
  bind(actor: string, name: string, bound: Bound): void;
  /** After close: the name may be bound afresh. */
  release(actor: string, descriptor: number): void;
  copy(from: string, to: string): void;
  descriptorsOf(actor: string): readonly { readonly name: string; readonly descriptor: number }[];
}

export function makeNames(): Names {
  const actors = new Map<string, Map<string, Bound>>();
  const namesOf = (actor: string): Map<string, Bound> => {
    const known = actors.get(actor) ?? new Map<string, Bound>();
    actors.set(actor, known);
    return known;
  };
  return {
    find: (actor, name) => namesOf(actor).get(name),
    findAnywhere(name, actor) {
      const own = actor === undefined ? undefined : namesOf(actor).get(name);
      if (own !== undefined && actor !== undefined) return { actor, bound: own };
      const holders = [...actors].flatMap(([holder, names]) => {
        const bound = names.get(name);
        return bound === undefined ? [] : [{ actor: holder, bound }];
      });
      if (holders.length > 1) {
        throw new LineFault(
          `${name} is bound by ${holders.map((one) => one.actor).join(' and ')}: write ACTOR:${name}`,
        );
      }
      return holders[0];
    },
    bind: (actor, name, bound) => void namesOf(actor).set(name, bound),
    release(actor, descriptor) {
      const names = namesOf(actor);
      for (const [name, bound] of names) {
        if (bound.kind === 'descriptor' && bound.value === descriptor) names.delete(name);
      }
    },
    copy: (from, to) => void actors.set(to, new Map(namesOf(from))),
    descriptorsOf: (actor) =>
      [...namesOf(actor)].flatMap(([name, bound]) =>
        bound.kind === 'descriptor' ? [{ name, descriptor: bound.value }] : [],
      ),
  };
}
