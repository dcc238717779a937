import type { KernelAnswer } from '../kernel/invoke.ts';
import type { System } from '../kernel/system.ts';
import type { Claim, Result } from '../language/claim.ts';
import type { CallName } from '../language/signatures.ts';
import type { Value } from '../language/value.ts';
import type { Binding } from './match-value.ts';
import type { Site } from './site.ts';
import { errnoName, errnoNumber } from '../kernel/errno.ts';
import { flagNames } from '../kernel/numbers.ts';
import { signatures } from '../language/signatures.ts';
import { printValue } from '../language/print-value.ts';
import { readyValue } from './marshal-structures.ts';
import { matchValue } from './match-value.ts';
import { LineFault, NotTestable } from './outcome.ts';
import { constantOf } from './site.ts';

/** The result that a line claims on this system, and whether it is an alternative. */
export function claimedResult(
  claim: Claim,
  system: System,
): { readonly result: Result; readonly isAlternative: boolean } {
  const found = claim.alternatives.find((alternative) => alternative.system === system.name);
  return found === undefined
    ? { result: claim.result, isAlternative: false }
    : { result: found.result, isAlternative: true };
}

export function errnoOf(name: string, system: System): number {
  const number = errnoNumber(name, system.name);
  if (number === undefined) throw new NotTestable(`${name} does not exist on ${system.name}`);
  return number;
}

/** The names that a result binds, or undefined where it is another than the line claims. */
export function matchResult(
  claimed: Result,
  answer: Pick<KernelAnswer, 'result' | 'errno' | 'memory'>,
  call: CallName,
  values: readonly Value[],
  site: Site,
): readonly Binding[] | undefined {
  const { result, errno } = answer;
  switch (claimed.kind) {
    case 'integer':
      return result === claimed.value ? [] : undefined;
    case 'error':
      return result === -1 && errno === errnoOf(claimed.errno, site.system) ? [] : undefined;
    case 'name': {
      if (result < 0) return undefined;
      const bound = site.names.find(site.actor, claimed.name);
      if (bound === undefined) {
        const kind = signatures[call].returns === 'descriptor' ? 'descriptor' : 'number';
        return [{ name: claimed.name, bound: { kind, value: result } }];
      }
      if (bound.kind === 'descriptor' && call !== 'dup2') {
        throw new LineFault(`${claimed.name} is already an open descriptor: close it or take another name`);
      }
      return bound.kind !== 'actor' && bound.value === result ? [] : undefined;
    }
    case 'constant':
      return result === constantOf(claimed.name, site) ? [] : undefined;
    case 'flags': {
      if (result === -1) return undefined;
      const bits = claimed.flags.reduce((sum, name) => (sum | constantOf(name, site)) >>> 0, 0);
      return (result & bits) >>> 0 === bits ? [] : undefined;
    }
    case 'ready': {
      if (result !== claimed.count) return undefined;
      const table = answer.memory[0]?.[0];
      const asked = values[0];
      if (table === undefined || asked === undefined) return undefined;
      return matchReady(claimed.ready, readyValue(asked, table, { site }), site);
    }
    case 'positive':
      return result > 0 ? [] : undefined;
    case 'any':
    case 'unknown':
      return [];
    case 'unfinished':
      return undefined;
  }
}

/** What is ready: the same descriptors in the same order, each with exactly the events that are written. */
function matchReady(claimed: Value, seen: Value, site: Site): readonly Binding[] | undefined {
  if (claimed.kind !== 'array' || seen.kind !== 'array' || claimed.items.length !== seen.items.length) return undefined;
  const equal = claimed.items.every((item, index) => {
    const other = seen.items[index];
    if (item.kind !== 'structure' || other?.kind !== 'structure') return false;
    return item.members.every((member) => {
      const found = other.members.find(({ name }) => name === member.name);
      if (found === undefined) return false;
      // A descriptor stands there by its name on both sides.
      if (member.name === 'fd') return printValue(member.value) === printValue(found.value);
      return matchValue(member.value, found.value, site) !== undefined;
    });
  });
  return equal ? [] : undefined;
}

/** A result as strace prints it. `name`: the name that it bound. */
export function printAnswer(
  answer: Pick<KernelAnswer, 'result' | 'errno' | 'memory'>,
  call: CallName,
  values: readonly Value[],
  site: Site,
  name?: string,
): { readonly result: string; readonly errno?: string } {
  if (answer.result === -1) {
    const errno = errnoName(answer.errno, site.system.name);
    return { result: `-1 ${errno}`, errno };
  }
  if (name !== undefined) return { result: name };
  const [asked] = values;
  const table = answer.memory[0]?.[0];
  if (call === 'poll' && answer.result > 0 && asked !== undefined && table !== undefined) {
    return { result: `${answer.result} (${printValue(readyValue(asked, table, { site }))})` };
  }
  const command = values[1];
  if (call === 'fcntl' && command?.kind === 'constant' && command.name === 'F_GETFL') {
    return { result: `0x${answer.result.toString(16)} (flags ${statusFlags(answer.result, site.system)})` };
  }
  return { result: String(answer.result) };
}

function statusFlags(value: number, system: System): string {
  const access = ['O_RDONLY', 'O_WRONLY', 'O_RDWR'][value & 3] ?? 'O_ACCMODE';
  const rest = flagNames(value & ~3, 'openFlags', system.name);
  return rest === '0' ? access : `${access}|${rest}`;
}
