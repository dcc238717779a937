/** What a block asks of whom and when, the same for every language that it is written in. */
import type { Block, CallLine, CheckLine, HostLine, Line, ResumeLine, WaitLine } from '../language/block.ts';
import type { Condition, Operand } from '../language/condition.ts';
import type { Value } from '../language/value.ts';
import { parametersOf } from '../language/signatures.ts';
import { printLine } from '../language/print-block.ts';
import { printValue } from '../language/print-value.ts';
import { defaultActor } from '../language/processes.ts';

/** One thread of one actor: a function of the program. */
export interface Role {
  readonly actor: string;
  readonly thread: number;
  /** `server`, `server_2`. */
  readonly name: string;
  readonly host?: string;
  /** The actor whose fork makes it. */
  readonly parent?: string;
}

export interface Step {
  readonly line: Line;
  /** Who does it; undefined: the conductor. */
  readonly role: Role | undefined;
  /** The line without what it claims, as the program prints it. */
  readonly text: string;
  /** Why no program can do it: it stands there as a comment. */
  readonly leftOut?: string;
}

export interface Script {
  readonly roles: readonly Role[];
  readonly steps: readonly Step[];
  readonly hosts: readonly HostLine[];
  /** One actor whose calls all return, none of which ends it: a program without a conductor. */
  readonly isPlain: boolean;
  /** Bound to descriptors, ports and counts, in the order they are bound. */
  readonly names: readonly string[];
  /** Numbers that another process than the one that found them asks for. */
  readonly shared: ReadonlySet<string>;
  /** How long a line may take. */
  readonly patienceMs: number;
}

/** The thread that answers for an actor whose own threads are asleep. */
const watcher = 9;

export function makeScript(block: Block): Script {
  const lines = block.lines.filter((line) => !['blank', 'needs', 'deadline', 'host', 'comment'].includes(line.kind));
  const roles = new Map<string, Role>();
  const hostOf = new Map<string, string>();
  const parentOf = new Map<string, string>();
  for (const line of lines) {
    const actor = 'actor' in line ? line.actor : undefined;
    if (actor?.host !== undefined) hostOf.set(actor.name, actor.host);
    if (line.kind === 'call' && line.call === 'fork' && line.claim.result.kind === 'name')
      parentOf.set(line.claim.result.name, actor?.name ?? defaultActor);
  }
  const actors = new Set(parentOf.keys());
  for (const line of lines) {
    const actor = 'actor' in line ? line.actor : undefined;
    if (actor !== undefined) actors.add(actor.name);
  }
  const threadName = (actor: string, thread: number): string => {
    let name = `${actor}_${thread}`;
    while (actors.has(name)) name = `${name}_`;
    return name;
  };
  const roleOf = (actor: string, thread: number): Role => {
    const key = `${actor}.${thread}`;
    const known = roles.get(key);
    if (known !== undefined) return known;
    const host = hostOf.get(actor);
    const parent = parentOf.get(actor);
    const role = {
      actor,
      thread,
      name: thread === 1 ? actor : threadName(actor, thread),
      ...(host === undefined ? {} : { host }),
      ...(parent === undefined ? {} : { parent }),
    };
    roles.set(key, role);
    return role;
  };
  const bound = new Map<string, Set<string>>();
  const shared = new Set<string>();
  const names = new Set<string>();
  const asleep = new Set<string>();
  const bind = (actor: string, name: string): void => {
    names.add(name);
    const own = bound.get(name) ?? new Set();
    bound.set(name, own.add(actor));
  };
  const steps = lines.map((line): Step => {
    const step = (role: Role | undefined, leftOut?: string): Step => ({
      line,
      role,
      text: stepText(line),
      ...(leftOut === undefined ? {} : { leftOut }),
    });
    switch (line.kind) {
      case 'call':
      case 'resume': {
        const role = roleOf(line.actor?.name ?? defaultActor, line.actor?.thread ?? 1);
        const key = `${role.actor} ${role.thread}`;
        if (line.kind === 'resume') asleep.delete(key);
        else if (line.claim.result.kind === 'unfinished') asleep.add(key);
        for (const name of boundNames(line)) bind(role.actor, name);
        if (line.kind === 'call' && line.call === 'fork' && line.claim.result.kind === 'name') {
          roleOf(line.claim.result.name, 1);
          for (const [name, actors] of bound) if (actors.has(role.actor)) bind(line.claim.result.name, name);
        }
        return step(role);
      }
      case 'check':
      case 'wait': {
        const owners = new Set(descriptorsOf(line.condition).map(({ name, actor }) => actor ?? ownerOf(name)));
        if (owners.size > 1) return step(undefined, 'it asks descriptors of several processes at once');
        const [owner] = owners;
        const asker = owner ?? line.actor?.name;
        for (const name of numbersOf(line.condition))
          if (asker === undefined || !(bound.get(name)?.has(asker) ?? false)) shared.add(name);
        if (asker === undefined) return step(undefined);
        return step(roleOf(asker, asleep.has(`${asker} 1`) ? watcher : 1));

        function ownerOf(name: string): string | undefined {
          const actors = bound.get(name);
          const asking = line.kind === 'check' || line.kind === 'wait' ? line.actor?.name : undefined;
          return asking !== undefined && (actors?.has(asking) ?? false) ? asking : [...(actors ?? [])][0];
        }
      }
      case 'exit':
      case 'killed':
      case 'signal':
        return step(roleOf(line.actor?.name ?? defaultActor, line.actor?.thread ?? 1));
      case 'packet':
      case 'packet-gap':
        return step(undefined, 'a program does not see its packets; tcpdump does');
      case 'wire':
        return step(undefined);
      case 'faulty':
        return step(undefined, 'this line could not be read');
      default:
        return step(undefined, '');
    }
  });
  const hosts = block.lines.filter((line) => line.kind === 'host');
  const ends = lines.some(
    ({ kind }) => kind === 'exit' || kind === 'killed' || kind === 'signal' || kind === 'resume' || kind === 'wire',
  );
  const sleeps = lines.some((line) => line.kind === 'call' && line.claim.result.kind === 'unfinished');
  const deadline = block.lines.find((line) => line.kind === 'deadline');
  const own = [...roles.values()];
  return {
    roles: own.length === 0 ? [roleOf(defaultActor, 1)] : own,
    steps,
    hosts,
    isPlain: own.length <= 1 && !ends && !sleeps && hosts.length === 0 && !steps.some(usesProcess),
    names: [...names],
    shared: own.length <= 1 && !ends && !sleeps ? new Set() : shared,
    patienceMs: deadline?.milliseconds ?? 2_000,
  };
}

function usesProcess({ line }: Step): boolean {
  return line.kind === 'call' && (line.call === 'kill' || line.call === 'fork');
}

function stepText(line: Line): string {
  switch (line.kind) {
    case 'call': {
      const who = line.actor === undefined ? '' : `[${actorText(line.actor)}] `;
      const repeat =
        line.repeat === undefined ? '' : `repeat ${line.repeat.count === undefined ? '' : `${line.repeat.count} `}`;
      const parameters = parametersOf(line.call);
      const given = line.arguments.map((value, index) =>
        parameters[index]?.direction === 'in' || value.kind === 'null' ? printValue(value) : '_',
      );
      return `${who}${repeat}${line.call}(${given.join(', ')})`;
    }
    case 'resume':
      return `${line.actor === undefined ? '' : `[${actorText(line.actor)}] `}<... ${line.call} resumed>`;
    default:
      return printLine(line).replace(/ {4}#.*$/su, '');
  }
}

function actorText({ name, thread }: { readonly name: string; readonly thread: number }): string {
  return thread === 1 ? name : `${name}.${thread}`;
}

/** The names that a line may bind, other than an actor's. */
export function boundNames(line: CallLine | ResumeLine): readonly string[] {
  const parameters = parametersOf(line.call);
  const first = line.kind === 'resume' ? line.firstArgument : 0;
  const inOutputs = line.arguments.flatMap((value, index) =>
    parameters[index + first]?.direction === 'in' ? [] : namesIn(value),
  );
  const { result } = line.claim;
  const repeat = line.kind === 'call' ? [line.repeat?.calls?.name, line.repeat?.sum?.name] : [];
  return [
    ...inOutputs,
    ...(result.kind === 'name' && line.call !== 'fork' ? [result.name] : []),
    ...repeat.flatMap((name) => (name === undefined ? [] : [name])),
  ];
}

function namesIn(value: Value): readonly string[] {
  switch (value.kind) {
    case 'name':
      return [value.name];
    case 'address':
      return value.family !== 'unix' && value.family !== 'unspec' && value.port.kind === 'name'
        ? [value.port.name]
        : [];
    case 'array':
      return value.items.flatMap(namesIn);
    case 'structure':
      return value.members.flatMap(({ name, value: inside }) => (name === 'pid' ? [] : namesIn(inside)));
    case 'change':
      return namesIn(value.after);
    default:
      return [];
  }
}

function operandsOf(condition: Condition): readonly Operand[] {
  const sums = [condition.left, ...(condition.comparison === undefined ? [] : [condition.comparison.right])];
  return sums.flatMap(({ terms }) => terms.map(({ operand }) => operand));
}

function descriptorsOf(condition: Condition): readonly { readonly name: string; readonly actor?: string }[] {
  return operandsOf(condition).flatMap((operand) => {
    if (operand.kind !== 'query' || operand.query === 'sysctl') return [];
    const asked = operand.query === 'state' ? operand.of : operand.descriptor;
    return asked.kind === 'name' ? [asked] : [];
  });
}

function numbersOf(condition: Condition): readonly string[] {
  return operandsOf(condition).flatMap((operand) => (operand.kind === 'name' ? [operand.name] : []));
}

/** Does a step of that role end it, or let a held signal loose? */
export function isEnding(step: Step | undefined): boolean {
  return step?.line.kind === 'signal' || step?.line.kind === 'killed';
}

export type ConditionLine = CheckLine | WaitLine;
