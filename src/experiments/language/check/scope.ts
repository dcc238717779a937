import { nearest } from '../cursor.ts';
import type { ExperimentRule } from '../cursor.ts';
import type { CallName } from '../signatures.ts';
import type { Span } from '../value.ts';

export type Report = (rule: ExperimentRule, span: Span, message: string, expected?: readonly string[]) => void;

/** What a name stands for. Descriptors belong to their actor; numbers (ports, sizes, counts) mean the same everywhere. */
export interface Binding {
  readonly name: string;
  readonly sort: 'descriptor' | 'number';
  readonly span: Span;
  used: boolean;
  /** Closed: the name may still be used (its number), and binds afresh. */
  closed: boolean;
}

export interface ActorScope {
  readonly name: string;
  host: string | undefined;
  readonly names: Map<string, Binding>;
  /** The call in which each thread sleeps. */
  readonly pending: Map<number, CallName>;
  readonly threads: Set<number>;
  ended: boolean;
  /** Whether a line of it has been seen; a forked actor exists before its first line. */
  seen: boolean;
}

/** The words that cannot be names. */
export const reservedNames: readonly string[] = [
  ...['check', 'wait', 'repeat', 'host', 'wire', 'needs', 'deadline', 'state', 'sysctl'],
];

/** Who knows which names at the line that is being checked. */
export class Scope {
  readonly actors = new Map<string, ActorScope>();
  private readonly all: Binding[] = [];
  private readonly report: Report;

  constructor(report: Report) {
    this.report = report;
  }

  actor(name: string): ActorScope {
    const known = this.actors.get(name);
    if (known !== undefined) return known;
    const made: ActorScope = {
      name,
      host: undefined,
      names: new Map(),
      pending: new Map(),
      threads: new Set([1]),
      ended: false,
      seen: false,
    };
    this.actors.set(name, made);
    return made;
  }

  /** Binds a name that is not bound yet; else the line compares, which uses it. */
  bind(actor: ActorScope, name: string, sort: Binding['sort'], span: Span): void {
    if (reservedNames.includes(name)) {
      this.report('reserved-name', span, `\`${name}\` is a word of the language: choose another name.`);
    }
    const before = actor.names.get(name) ?? (sort === 'number' ? this.numberOf(name) : undefined);
    if (before === undefined || before.closed) {
      const binding: Binding = { name, sort, span, used: before?.used ?? false, closed: false };
      actor.names.set(name, binding);
      this.all.push(binding);
      return;
    }
    if (before.sort === 'descriptor' && sort === 'descriptor' && !before.used) {
      const advice = 'close it first, or choose another name';
      this.report(
        'rebound-name',
        span,
        `\`${name}\` is a descriptor already, and this line claims the same one: ${advice}.`,
      );
    }
    before.used = true;
  }

  /** Marks a name as used, and reports one that is not bound. */
  use(actor: ActorScope, name: string, sort: Binding['sort'], span: Span): Binding | undefined {
    const found = actor.names.get(name) ?? (sort === 'number' ? this.numberOf(name) : undefined);
    if (found === undefined) {
      this.reportUnbound(name, span, [...actor.names.keys()], this.otherOwner(actor, name));
      return undefined;
    }
    found.used = true;
    if (found.sort !== sort) {
      const is = found.sort === 'number' ? 'a number' : 'a descriptor';
      this.report(
        'wrong-argument',
        span,
        `\`${name}\` is ${is}: ${sort === 'number' ? 'a number' : 'a descriptor'} is expected here.`,
      );
    }
    return found;
  }

  /** A name in a check or packet line: of the actor in front, of the one named, or of the only one that bound it. */
  refer(name: string, qualifier: string | undefined, before: ActorScope | undefined, span: Span): Binding | undefined {
    if (qualifier !== undefined) {
      const actor = this.actors.get(qualifier);
      if (actor !== undefined) return this.useOrReport(actor.names.get(name), name, span, [...actor.names.keys()]);
      const expected = nearest(qualifier, [...this.actors.keys()]);
      this.report('unknown-actor', span, `No line before is made by an actor \`${qualifier}\`.`, expected);
      return undefined;
    }
    const own = before?.names.get(name);
    if (own !== undefined) return this.useOrReport(own, name, span, []);
    const owners = [...this.actors.values()].filter(({ names }) => names.has(name));
    const bindings = new Set(owners.map(({ names }) => names.get(name)));
    if (bindings.size > 1) {
      const expected = owners.map((owner) => `${owner.name}:${name}`);
      this.report(
        'ambiguous-name',
        span,
        `Several actors have a \`${name}\`: write ${expected.map((one) => `\`${one}\``).join(' or ')}.`,
        expected,
      );
      for (const binding of bindings) if (binding !== undefined) binding.used = true;
      return undefined;
    }
    const known = [...this.actors.values()].flatMap(({ names }) => [...names.keys()]);
    return this.useOrReport([...bindings][0], name, span, known);
  }

  /** The child holds what its parent holds; both see what the other has used. */
  fork(parent: ActorScope, name: string, span: Span): void {
    if (this.actors.get(name)?.seen === true) {
      this.report('known-actor', span, `There is an actor \`${name}\` already: a fork makes a new one.`);
      return;
    }
    const child = this.actor(name);
    child.host = parent.host;
    for (const [key, binding] of parent.names) {
      if (binding.sort === 'descriptor') child.names.set(key, binding);
    }
  }

  unused(): readonly Binding[] {
    return this.all.filter(({ used, name }) => !used && !/^\d/.test(name));
  }

  private numberOf(name: string): Binding | undefined {
    for (const { names } of this.actors.values()) {
      const found = names.get(name);
      if (found?.sort === 'number') return found;
    }
    return undefined;
  }

  private otherOwner(actor: ActorScope, name: string): string | undefined {
    return [...this.actors.values()].find((other) => other !== actor && other.names.has(name))?.name;
  }

  private useOrReport(found: Binding | undefined, name: string, span: Span, known: readonly string[]) {
    if (found === undefined) this.reportUnbound(name, span, known, undefined);
    else found.used = true;
    return found;
  }

  private reportUnbound(name: string, span: Span, known: readonly string[], owner: string | undefined): void {
    const expected = /^\d/.test(name) ? [] : nearest(name, known);
    const [first] = expected;
    const advice =
      owner !== undefined
        ? `it belongs to the actor \`${owner}\`, and descriptors are not shared between processes but by fork and SCM_RIGHTS.`
        : first === undefined
          ? 'a line before must make it: `… = ' + name + '`.'
          : `did you mean \`${first}\`?`;
    this.report('unbound-name', span, `\`${name}\` is not bound here: ${advice}`, expected);
  }
}
