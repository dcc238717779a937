import type { ExitLine, KilledLine, SignalLine } from '../language/block.ts';
import type { Ending } from '../kernel/processes.ts';
import type { Outcome, Stage, StagedActor } from './stage.ts';
import { lookAtSignals } from '../kernel/processes.ts';
import { constantName, constantNumber } from '../kernel/numbers.ts';
import { LineFault, NotTestable } from './outcome.ts';
import { endingText } from './stage.ts';

function nameOf(signal: number, stage: Stage): string {
  return constantName(signal, 'signals', stage.system.name) ?? `signal ${signal}`;
}

function signalNumber(name: string, stage: Stage): number {
  const number = constantNumber(name, stage.system);
  if (number === undefined) throw new NotTestable(`${name} does not exist on ${stage.system.name}`);
  return number;
}

function outcome(
  call: string,
  wanted: string,
  seen: string | undefined,
  isRight: boolean,
  startNs: bigint,
  reason: string,
): Outcome {
  return {
    status: isRight ? 'as-claimed' : 'differs',
    call,
    args: [],
    result: seen ?? wanted,
    startNs,
    endNs: process.hrtime.bigint(),
    ...(isRight ? {} : { reason }),
  };
}

function awaitEnding(actor: StagedActor, stage: Stage): Ending | undefined {
  stage.loop.until(() => actor.process.ending() !== undefined, stage.deadline(), 1);
  return actor.process.ending();
}

/** `+++ exited with N +++`: the process is made to exit, or has. */
export function stepExit(line: ExitLine, stage: Stage): Outcome {
  const actor = stage.actorOf(line.actor);
  const startNs = process.hrtime.bigint();
  if (actor.process.ending() === undefined && actor.signals.length === 0) {
    const pending = actor.pending.get(1);
    if (pending !== undefined) {
      throw new LineFault(
        `${actor.name} can't exit: it still sleeps in ${pending.line.call} (line ${pending.line.span.line})`,
      );
    }
    actor.process.first.order({
      order: 'exit',
      status: line.status,
      ...(stage.audit ? { marker: 1000 + line.span.line } : {}),
    });
  }
  const ending = awaitEnding(actor, stage);
  const isRight = ending?.kind === 'exited' && ending.status === (line.status & 0xff);
  const seen = ending === undefined ? 'still lives' : endingText(ending, (signal) => nameOf(signal, stage));
  return outcome(
    'exited',
    String(line.status),
    seen.replace(/^exited with /, ''),
    isRight,
    startNs,
    `${actor.name} ${seen}`,
  );
}

/** `+++ killed by SIGKILL +++`: a signal that is on its way ends the process, or it is killed so now. */
export function stepKilled(line: KilledLine, stage: Stage): Outcome {
  const actor = stage.actorOf(line.actor);
  const signal = signalNumber(line.signal, stage);
  const startNs = process.hrtime.bigint();
  const onItsWay = actor.signals.some((one) => one === signal);
  if (actor.process.ending() === undefined && !onItsWay) actor.process.kill(signal);
  const ending = awaitEnding(actor, stage);
  const isRight = ending?.kind === 'killed' && ending.signal === signal;
  const seen = ending === undefined ? 'still lives' : endingText(ending, (one) => nameOf(one, stage));
  actor.signals.length = 0;
  return outcome('killed', line.signal, isRight ? line.signal : seen, isRight, startNs, `${actor.name} ${seen}`);
}

/** `--- SIGPIPE {...} ---`: the signal arrived. An ignored one never does; one that waits has not yet. */
export function stepSignal(line: SignalLine, stage: Stage): Outcome {
  const actor = stage.actorOf(line.actor);
  const signal = signalNumber(line.signal, stage);
  const startNs = process.hrtime.bigint();
  const bit = 1n << BigInt(signal - 1);
  const index = actor.signals.indexOf(signal);
  const state = (): 'arrived' | 'waiting' | 'ignored' | 'none' => {
    const ending = actor.process.ending();
    if (ending?.kind === 'killed' && ending.signal === signal) return 'arrived';
    if (index === -1) return 'none';
    const signals = lookAtSignals(actor.process.pid());
    if (signals === undefined) return 'arrived';
    if ((signals.ignored & bit) !== 0n) return 'ignored';
    return (signals.waiting & bit) !== 0n ? 'waiting' : 'arrived';
  };
  stage.loop.until(() => state() !== 'waiting', stage.deadline(), 1);
  const seen = state();
  const isRight = seen === 'arrived';
  // A process that the signal ends must still be found ended by the line that says so.
  if (isRight && index !== -1 && actor.process.ending() === undefined && !endsProcess(actor, signal)) {
    actor.signals.splice(index, 1);
  }
  const words = {
    arrived: 'arrived',
    waiting: `${line.signal} still waits`,
    ignored: `${line.signal} is ignored`,
    none: `no ${line.signal} was sent to ${actor.name}`,
  };
  return outcome('signal', line.signal, isRight ? line.signal : words[seen], isRight, startNs, words[seen]);
}

/** Is the signal at its default? All that a block may send, but SIGCONT, end a process then (or stop it). */
function endsProcess(actor: StagedActor, signal: number): boolean {
  return (actor.actions.get(signal)?.disposition ?? 'default') === 'default';
}
