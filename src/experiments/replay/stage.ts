import type { Ending } from '../kernel/processes.ts';
import type { SignalAction } from '../kernel/signals.ts';
import type { System } from '../kernel/system.ts';
import type { Actor, CallLine, Line } from '../language/block.ts';
import type { ActorProcess, ActorThread } from './actors.ts';
import type { Guard } from './guard.ts';
import type { Loop } from './loop.ts';
import type { MarshalledCall } from './marshal.ts';
import type { Names } from './names.ts';
import type { AddressMap, Site } from './site.ts';
import type { WireRule } from '../language/wire.ts';
import type { LineStatus } from './transcript.ts';
import type { World } from './world.ts';

/** A call that sleeps, or whose answer nobody has asked for yet. */
export interface PendingCall {
  readonly line: CallLine;
  readonly marshalled: MarshalledCall;
  readonly startNs: bigint;
}

/** An actor of the block that is replayed. */
export interface StagedActor {
  readonly name: string;
  readonly host: string | undefined;
  readonly process: ActorProcess;
  /** Descriptors that the block's calls made, and those of other families among them. */
  readonly owned: Set<number>;
  readonly foreign: Set<number>;
  /** What rt_sigaction set, by signal: fork copies it. */
  readonly actions: Map<number, SignalAction>;
  /** Signals that were sent to it or that its own calls raised, and that no line has named yet. */
  readonly signals: number[];
  /** By thread. */
  readonly pending: Map<number, PendingCall>;
}

/** Everything that the lines of one replay share. */
export interface Stage {
  readonly system: System;
  readonly loop: Loop;
  readonly world: World;
  readonly names: Names;
  readonly guard: Guard;
  readonly addresses: AddressMap;
  readonly actors: ReadonlyMap<string, StagedActor>;
  /** Makes strace's record show which line a call belongs to. */
  readonly audit: boolean;
  /** The actor of a line; it enters the stage at its first one. */
  actorOf(actor: Actor | undefined): StagedActor;
  /** A new actor with nothing of its own yet. */
  addActor(name: string, host: string | undefined): StagedActor;
  threadOf(actor: StagedActor, number: number): ActorThread;
  siteOf(actor: StagedActor): Site;
  /** Until when the line that is replayed may wait. */
  deadline(): bigint;
  /** A further call of a repeat is made: it may wait as long as the first. */
  renew(): void;
  /** Counts what is sent; throws past the limit. */
  countSent(bytes: number): void;
  /** Shapes the cable; not testable where there is none. */
  shape(rule: WireRule): void;
  /** Waits until what was sent on the cable has been relayed and received. */
  settle(): void;
}

/** How a line went. */
export interface Outcome {
  readonly status: LineStatus;
  readonly call: string;
  readonly args: readonly string[];
  readonly result: string;
  readonly errno?: string;
  readonly data?: string;
  readonly repeated?: { readonly calls: number; readonly sum: number };
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly reason?: string;
}

/** The name under which a line's actor is shown. */
export function actorLabel(line: Line): string {
  switch (line.kind) {
    case 'call':
    case 'resume':
    case 'exit':
    case 'killed':
    case 'signal':
      return label(line.actor, defaultActor);
    case 'check':
    case 'wait':
      return label(line.actor, '');
    case 'host':
    case 'packet':
    case 'packet-gap':
    case 'wire':
    case 'needs':
    case 'deadline':
    case 'comment':
    case 'blank':
    case 'faulty':
      return '';
  }
}

function label(actor: Actor | undefined, otherwise: string): string {
  if (actor === undefined) return otherwise;
  return actor.thread === 1 ? actor.name : `${actor.name}.${actor.thread}`;
}

/** Lines that name no actor are this one's. */
export const defaultActor = 'main';

/** How a process ended, in a reader's words. */
export function endingText(ending: Ending, signalName: (signal: number) => string): string {
  return ending.kind === 'exited' ? `exited with ${ending.status}` : `was killed by ${signalName(ending.signal)}`;
}
