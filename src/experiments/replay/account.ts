import type { Argument, KernelAnswer } from '../kernel/invoke.ts';
import type { SignalAction } from '../kernel/signals.ts';
import type { CallName } from '../language/signatures.ts';
import type { Value } from '../language/value.ts';
import type { MarshalledCall } from './marshal.ts';
import type { Stage, StagedActor } from './stage.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { signatures } from '../language/signatures.ts';

/** Keeps account of what a call that succeeded made or ended: descriptors, actions of signals, signals on their way. */
export function keepAccount(
  call: CallName,
  marshalled: MarshalledCall,
  answer: KernelAnswer,
  seen: readonly Value[],
  stage: Stage,
  actor: StagedActor,
): void {
  if (answer.result === -1) return;
  const [first, second] = marshalled.call.arguments;
  if (signatures[call].returns === 'descriptor') {
    actor.owned.add(answer.result);
    actor.foreign.delete(answer.result);
  }
  if (call === 'socket' && typeof first === 'number' && typeof second === 'number') {
    // A raw socket that a shared world's actor got against all expectation may be closed, and nothing else.
    const isRaw =
      (second & 0xf) === (constantNumber('SOCK_RAW', stage.system) ?? 3) &&
      first !== constantNumber('AF_UNIX', stage.system) &&
      !stage.world.isPrivate;
    if (!isPlainFamily(first, stage) || isRaw) actor.foreign.add(answer.result);
  }
  if (call === 'socketpair' || call === 'pipe' || call === 'pipe2' || call === 'recvmsg') {
    for (const value of seen) for (const descriptor of descriptorsIn(value, call)) actor.owned.add(descriptor);
  }
  if (call === 'close' && typeof first === 'number') {
    stage.names.release(actor.name, first);
    actor.owned.delete(first);
    actor.foreign.delete(first);
  }
  if (call === 'rt_sigaction' && typeof first === 'number' && isAction(second)) {
    actor.actions.set(first, second.action);
  }
  if (call === 'kill' && typeof second === 'number' && second !== 0) {
    [...stage.actors.values()].find(({ process }) => process.pid() === first)?.signals.push(second);
  }
}

function isAction(argument: Argument | undefined): argument is { readonly action: SignalAction } {
  return typeof argument === 'object' && argument !== null && 'action' in argument;
}

function isPlainFamily(number: number, stage: Stage): boolean {
  return ['AF_UNIX', 'AF_INET', 'AF_INET6'].some((name) => constantNumber(name, stage.system) === number);
}

/** The numbers of descriptors that a call's outputs hold. */
function descriptorsIn(value: Value, call: CallName): number[] {
  if (value.kind === 'array' && call !== 'recvmsg') {
    return value.items.flatMap((item) => (item.kind === 'integer' ? [item.value] : []));
  }
  if (value.kind !== 'structure') return [];
  const control = value.members.find(({ name }) => name === 'msg_control')?.value;
  if (control?.kind !== 'array') return [];
  return control.items.flatMap((item) => {
    if (item.kind !== 'structure') return [];
    const member = (name: string): Value | undefined => item.members.find((one) => one.name === name)?.value;
    const type = member('cmsg_type');
    const data = member('cmsg_data');
    if (type?.kind !== 'constant' || type.name !== 'SCM_RIGHTS' || data?.kind !== 'array') return [];
    return data.items.flatMap((one) => (one.kind === 'integer' ? [one.value] : []));
  });
}
