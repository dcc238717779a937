import type { CallName } from '../language/signatures.ts';
import type { MarshalledCall } from './marshal.ts';
import type { Stage, StagedActor } from './stage.ts';
import type { ActorThread } from './actors.ts';
import { lookAtThread, systemCallNumber } from '../kernel/processes.ts';

/** As often running a thread must be seen asleep in its call, so far apart. */
const looks = 3;
const betweenMs = 2;

/** Where the system shows nothing: how long a call must not have returned to be taken for one that waits. */
const settlingMs = 100;

/**
 * Past its deadline a thread that is neither back nor asleep in its call waits for a processor: a busy machine says
 * nothing about the call, so it is given this much longer.
 */
const graceNs = 5_000_000_000n;

/** Waits for a call that claims a result: `asleep` means that it blocks, seen at its deadline. */
export function awaitReturn(
  stage: Stage,
  actor: StagedActor,
  thread: ActorThread,
  call: CallName,
  marshalled: MarshalledCall,
): 'returned' | 'asleep' | 'neither' | 'gone' {
  if (stage.loop.until(() => thread.hasAnswer() || thread.isGone(), stage.deadline(), 20)) {
    return thread.hasAnswer() ? 'returned' : 'gone';
  }
  return awaitReturnOrSleep(stage, actor, thread, call, marshalled);
}

/**
 * Waits until a call either has returned or is seen asleep, in the kernel's own word: the thread's state, the number of
 * the call it is in and that call's first argument. `neither`: the deadline passed while it was doing something else.
 */
export function awaitReturnOrSleep(
  stage: Stage,
  actor: StagedActor,
  thread: ActorThread,
  call: CallName,
  marshalled: MarshalledCall,
): 'returned' | 'asleep' | 'neither' | 'gone' {
  const started = process.hrtime.bigint();
  let asleep = 0;
  for (;;) {
    if (thread.hasAnswer()) return 'returned';
    if (thread.isGone()) return 'gone';
    if (stage.system.name === 'linux') {
      asleep = isAsleepIn(stage, actor, thread, call, marshalled) ? asleep + 1 : 0;
      if (asleep >= looks) return 'asleep';
    } else if (process.hrtime.bigint() - started > BigInt(settlingMs) * 1_000_000n) return 'asleep';
    if (process.hrtime.bigint() > stage.deadline() + graceNs) return 'neither';
    stage.loop.turn(betweenMs);
    stage.settle();
  }
}

/** One look. */
export function isAsleepIn(
  stage: Stage,
  actor: StagedActor,
  thread: ActorThread,
  call: CallName,
  marshalled: MarshalledCall,
): boolean {
  const look = lookAtThread(actor.process.pid(), thread.kernelNumber());
  if (look?.state !== 'S' || look.call === undefined) return false;
  if (look.call !== systemCallNumber(call, stage.system.arch)) return false;
  const [first] = marshalled.call.arguments;
  return typeof first !== 'number' || BigInt.asIntN(32, look.first ?? -1n) === BigInt(first);
}
