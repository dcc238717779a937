import type { Argument, KernelCall, Message } from '../kernel/invoke.ts';
import type { System } from '../kernel/system.ts';
import type { AddressRules } from './guard-address.ts';
import { decodeControl } from '../kernel/control-message.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { unknownValue } from '../language/constants.ts';
import { guardAddress, guardFileName } from './guard-address.ts';
import { closedLists } from './guard-lists.ts';
import { mostReceived } from './marshal.ts';
import { Refusal } from './outcome.ts';

/** What the guard knows of the actor that is to make a call. */
export interface GuardedActor {
  /** Descriptors of sockets of other families: rule 1 lets them be asked and closed only. */
  readonly foreign: Set<number>;
  /** Every descriptor that the block's calls made. */
  readonly owned: ReadonlySet<number>;
}

export interface Guard {
  /**
   * Throws a `Refusal` where the sandbox does not let the call through. Looks at values only: never trusts the parser.
   * `claimsRefusal`: the line claims that the kernel refuses, too; so an unprivileged actor may ask for a raw socket.
   */
  check(call: KernelCall, actor: GuardedActor, claimsRefusal?: boolean): void;
}

/** `ownProcesses`: the process ids of the block's actors, who may be sent signals. */
export function makeGuard(system: System, rules: AddressRules, ownProcesses: () => ReadonlySet<number>): Guard {
  const lists = closedLists(system);
  const family = (name: string): number | undefined => constantNumber(name, system);
  const plainFamilies = new Set([0, family('AF_UNIX'), family('AF_INET'), family('AF_INET6')]);
  const internet = new Set([family('AF_INET'), family('AF_INET6')]);

  function within(value: Argument | undefined, list: ReadonlySet<number>, what: string): number {
    const number = whole(value, what);
    if (!list.has(number)) throw new Refusal(3, `${what} ${number} is not in the closed list`);
    return number;
  }

  function bitsWithin(value: Argument | undefined, allowed: number, what: string): void {
    const number = whole(value, what);
    if (number !== unknownValue && (number & ~allowed) >>> 0 !== 0) {
      throw new Refusal(3, `${what} 0x${(number >>> 0).toString(16)} has bits that are not in the closed list`);
    }
  }

  function socketType(type: Argument | undefined): number {
    const number = whole(type, 'the type');
    const base = number === unknownValue ? number : (number & ~lists.typeFlags) >>> 0;
    // -1 and the types that nobody has show what the kernel says to nonsense.
    if (base > 15 && base !== unknownValue && number !== -1) throw new Refusal(3, `the socket type ${number}`);
    return base;
  }

  function address(value: Argument | undefined, length: Argument | undefined, binding: boolean): void {
    if (value === null || value === undefined) return;
    if (typeof value !== 'object' || !('give' in value)) throw new Refusal(4, 'an address that is no memory');
    guardAddress(value.give, whole(length, 'the length'), binding, rules, system);
  }

  function sentLength(data: Argument | undefined, length: Argument | undefined): void {
    const bytes = typeof data === 'object' && data !== null && 'give' in data ? data.give.length : 0;
    const number = whole(length, 'the length');
    if (number < 0 || number > bytes) throw new Refusal(4, `sending ${number} bytes of ${bytes}`);
  }

  function roomFor(memory: Argument | undefined, length: Argument | undefined): void {
    const room = typeof memory === 'object' && memory !== null && 'take' in memory ? memory.take : 0;
    const number = whole(length, 'the length');
    if (number < 0 || number > room || number > mostReceived) {
      throw new Refusal(4, `receiving ${number} bytes: at most ${mostReceived}`);
    }
  }

  function option(call: KernelCall): void {
    const [, level, name, value, length] = call.arguments;
    const known = lists.options.get(whole(level, 'the level'));
    if (known === undefined) throw new Refusal(3, `the level ${whole(level, 'the level')} is not in the closed list`);
    within(name, known, 'the option');
    if (call.name === 'setsockopt') {
      const room = typeof value === 'object' && value !== null && 'give' in value ? value.give.length : 0;
      const number = whole(length, 'the length');
      if (number < -1 || number > room) throw new Refusal(4, `an option of ${number} bytes`);
    }
  }

  function message(argument: Argument | undefined, sending: boolean, actor: GuardedActor): void {
    if (typeof argument !== 'object' || argument === null || !('message' in argument)) return;
    const { name, nameLength, vectors, control }: Message = argument.message;
    if (sending && name !== null && 'give' in name) {
      guardAddress(name.give, nameLength ?? name.give.length, false, rules, system);
    }
    for (const vector of vectors)
      if ('take' in vector && vector.take > mostReceived) throw new Refusal(4, 'a buffer past 1 MiB');
    if (!sending || control === null || !('give' in control)) return;
    const rights = constantNumber('SCM_RIGHTS', system);
    const credentials = constantNumber('SCM_CREDENTIALS', system);
    for (const { level, type, bytes } of decodeControl(control.give, control.give.length, system.name)) {
      if (type !== unknownValue && !lists.controls.has(`${level}:${type}`)) {
        throw new Refusal(3, `the control message ${level}:${type} is not in the closed list`);
      }
      const numbers = Buffer.from(bytes);
      if (type === rights) {
        for (let at = 0; at + 4 <= numbers.length; at += 4) {
          const descriptor = numbers.readInt32LE(at);
          if (descriptor !== -1 && (!actor.owned.has(descriptor) || actor.foreign.has(descriptor))) {
            throw new Refusal(6, "SCM_RIGHTS carries only the block's own descriptors");
          }
        }
      } else if (type === credentials && numbers.length >= 4 && !ownProcesses().has(numbers.readInt32LE(0))) {
        throw new Refusal(6, "SCM_CREDENTIALS carries only its actors' ids");
      }
    }
  }

  function mode(value: Argument | undefined): void {
    const number = whole(value, 'the mode');
    if (number < 0 || number > 0o777) throw new Refusal(8, `the mode 0${number.toString(8)}`);
  }

  function name(value: Argument | undefined): void {
    if (typeof value !== 'object' || value === null || !('give' in value)) throw new Refusal(5, 'no file name');
    guardFileName(value.give.subarray(0, -1));
  }

  function descriptorAllowed(call: KernelCall, actor: GuardedActor): void {
    if (!usesDescriptor.has(call.name)) return;
    const descriptor = whole(call.arguments[0], 'the descriptor');
    if (descriptor !== -1 && !actor.owned.has(descriptor)) {
      throw new Refusal(7, `descriptor ${descriptor} is not one of the block's`);
    }
    if (actor.foreign.has(descriptor) && !['close', 'getsockopt', 'getsockname'].includes(call.name)) {
      throw new Refusal(1, `${call.name} on a socket of another family`);
    }
  }

  return {
    check(call, actor, claimsRefusal = false) {
      const [first, second, third, fourth, fifth, sixth] = call.arguments;
      descriptorAllowed(call, actor);
      switch (call.name) {
        case 'socket':
        case 'socketpair': {
          const number = within(first, lists.families, 'the family');
          const type = socketType(second);
          within(third, lists.protocols, 'the protocol');
          const raw = (type === 3 || type === 10) && internet.has(number);
          if (raw && !rules.privateNetwork && !claimsRefusal)
            throw new Refusal(1, 'raw sockets need a private network namespace');
          if (call.name === 'socketpair' && !plainFamilies.has(number) && number !== unknownValue) {
            throw new Refusal(1, 'a pair of sockets of another family');
          }
          return;
        }
        case 'bind':
        case 'connect': {
          address(second, third, call.name === 'bind');
          return;
        }
        case 'accept4': {
          bitsWithin(fourth, lists.typeFlags, 'the flags');
          return;
        }
        case 'shutdown':
          within(second, lists.hows, 'how');
          return;
        case 'send':
        case 'sendto':
          sentLength(second, third);
          bitsWithin(fourth, lists.messageFlags, 'the flags');
          if (call.name === 'sendto') address(fifth, sixth, false);
          return;
        case 'write': {
          sentLength(second, third);
          return;
        }
        case 'recv':
        case 'recvfrom':
          roomFor(second, third);
          {
            bitsWithin(fourth, lists.messageFlags, 'the flags');
            return;
          }
        case 'read': {
          roomFor(second, third);
          return;
        }
        case 'sendmsg':
        case 'recvmsg':
          message(second, call.name === 'sendmsg', actor);
          {
            bitsWithin(third, lists.messageFlags, 'the flags');
            return;
          }
        case 'readv':
        case 'writev': {
          const count =
            typeof second === 'object' && second !== null && 'vectors' in second ? second.vectors.length : 0;
          const number = whole(third, 'the count');
          if (number < -1 || number > count) throw new Refusal(4, `${number} vectors of ${count}`);
          return;
        }
        case 'getsockopt':
        case 'setsockopt': {
          option(call);
          return;
        }
        case 'fcntl':
          if (within(second, lists.fileControls, 'the command') !== unknownValue) {
            const bits = whole(third, 'the argument');
            if ((bits & ~lists.statusFlags) >>> 0 !== 0) throw new Refusal(3, `the status flags ${bits}`);
          }
          return;
        case 'ioctl':
          within(second, lists.ioctls, 'the request');
          return;
        case 'poll': {
          const table = typeof first === 'object' && first !== null && 'both' in first ? first.both.length / 8 : 0;
          if (whole(second, 'the count') > table || whole(second, 'the count') < 0)
            throw new Refusal(4, 'a count past the set');
          return;
        }
        case 'pipe2': {
          bitsWithin(second, lists.pipeFlags, 'the flags');
          return;
        }
        case 'open':
          name(first);
          bitsWithin(second, lists.openFlags, 'the flags');
          {
            mode(third);
            return;
          }
        case 'mkfifo':
        case 'chmod':
          name(first);
          {
            mode(second);
            return;
          }
        case 'unlink':
        case 'stat': {
          name(first);
          return;
        }
        case 'rename':
          name(first);
          {
            name(second);
            return;
          }
        case 'lseek':
          within(third, lists.whences, 'the origin');
          return;
        case 'kill':
          if (!ownProcesses().has(whole(first, 'the process'))) throw new Refusal(6, 'kill reaches only the actors');
          within(second, lists.signals, 'the signal');
          return;
        case 'sigaction':
          within(first, lists.signals, 'the signal');
          return;
        case 'accept':
        case 'close':
        case 'dup':
        case 'dup2':
        case 'fstat':
        case 'getpeername':
        case 'getsockname':
        case 'listen':
        case 'pipe':
          return;
      }
    },
  };
}

const usesDescriptor: ReadonlySet<string> = new Set(
  (
    'bind listen accept accept4 connect shutdown close send sendto sendmsg recv recvfrom recvmsg read write readv writev ' +
    'getsockname getpeername getsockopt setsockopt fcntl ioctl dup dup2 lseek fstat'
  ).split(' '),
);

function whole(value: Argument | undefined, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Refusal(4, `${what} is no whole number`);
  return value;
}
