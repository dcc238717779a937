import type { ActorProcess } from './actors.ts';
import type { Loop } from './loop.ts';
import { startActor } from './actors.ts';

/** Actors that stand ready: started ahead, and taken back when they are as at their start. */
export interface Spares {
  /** Starts what is missing, without waiting for it. */
  fill(count: number): void;
  take(): ActorProcess;
  /** After a block: puts back what can serve again, removes the rest. */
  putBack(actor: ActorProcess, mayServeAgain: boolean): void;
  end(): void;
}

/** So many are kept when no block is replayed. */
const kept = 3;
const resetWithinNs = 500_000_000n;

export function makeSpares(loop: Loop): Spares {
  const ready: ActorProcess[] = [];
  return {
    fill(count) {
      while (ready.length < count) ready.push(startActor(loop));
    },
    take: () => ready.shift() ?? startActor(loop),
    putBack(actor, mayServeAgain) {
      if (mayServeAgain && ready.length < kept && isClean(actor, loop)) ready.push(actor);
      else actor.remove();
    },
    end() {
      for (const actor of ready.splice(0)) actor.remove();
    },
  };
}

function isClean(actor: ActorProcess, loop: Loop): boolean {
  if (actor.ending() !== undefined || actor.first.isBusy() || actor.first.isGone()) return false;
  actor.first.order({ order: 'reset' });
  loop.until(() => actor.first.hasAnswer() || actor.first.isGone(), process.hrtime.bigint() + resetWithinNs);
  const answer = actor.first.takeAnswer();
  return answer?.kind === 'reset' && answer.clean;
}
