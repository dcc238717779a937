import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ending } from '../kernel/processes.ts';
import type { Channel } from './channel.ts';
import type { Loop } from './loop.ts';
import type { Answer, Order } from './orders.ts';
import { closeDescriptor, makeSocketPair, receiveDescriptors, sendDescriptors } from '../kernel/descriptors.ts';
import { declare } from '../kernel/foreign.ts';
import { peekEnding, reap } from '../kernel/processes.ts';
import { openChannel } from './channel.ts';
import { Unsettled } from './outcome.ts';

/** One thread of an actor, as the runner holds it. */
export interface ActorThread {
  readonly number: number;
  /** The kernel's number of it; 0 where unknown. */
  readonly kernelNumber: () => number;
  /** An order was sent and its answer has not come. */
  isBusy(): boolean;
  /** Has the process hung up? */
  isGone(): boolean;
  order(order: Order, descriptors?: readonly number[]): void;
  /** The answer, once; undefined while it is awaited. */
  takeAnswer(): Answer | undefined;
  hasAnswer(): boolean;
  /** Descriptors that stand right behind the answer just taken. */
  takeDescriptors(): readonly number[];
}

/** An actor's process. */
export interface ActorProcess {
  readonly pid: () => number;
  readonly first: ActorThread;
  thread(number: number): ActorThread | undefined;
  startThread(number: number): ActorThread;
  /** How it ended; undefined while it lives. It is not reaped by looking. */
  ending(): Ending | undefined;
  kill(signal: number): void;
  /** Kills it for certain, and takes it out of the process table. */
  remove(): void;
}

const readyWithinMs = 10_000;

function openThread(
  number: number,
  descriptor: number,
  loop: Loop,
): ActorThread & { close(): void; pid: () => number } {
  const channel: Channel<Answer, Order> = openChannel(descriptor);
  let answer: Answer | undefined;
  let busy = true;
  let gone = false;
  let identity = { pid: 0, thread: 0 };
  const stop = loop.watch(descriptor, () => {
    const received = channel.receive();
    if (received === undefined) {
      gone = true;
      stop();
    } else if (received.kind === 'ready') {
      identity = received;
      busy = false;
    } else answer = received;
  });
  return {
    number,
    pid: () => identity.pid,
    kernelNumber: () => identity.thread,
    isBusy: () => busy,
    isGone: () => gone,
    order(order, descriptors) {
      busy = true;
      answer = undefined;
      channel.send(order);
      if (descriptors !== undefined) sendDescriptors(descriptor, descriptors);
    },
    hasAnswer: () => answer !== undefined,
    takeAnswer() {
      const taken = answer;
      if (taken !== undefined) {
        busy = false;
        answer = undefined;
      }
      return taken;
    },
    takeDescriptors: () => receiveDescriptors(descriptor),
    close() {
      stop();
      closeDescriptor(descriptor);
    },
  };
}

/** Starts an actor. It is ready some 70 ms later: see `waitUntilReady`. */
export function startActor(loop: Loop, arguments_: readonly string[] = []): ActorProcess {
  const [mine, its] = makeSocketPair();
  const program = fileURLToPath(new URL('./actor.js', import.meta.url));
  const child = spawn(process.execPath, [...arguments_, program], {
    stdio: ['ignore', 'ignore', 'ignore', its],
    env: {},
    cwd: '/',
  });
  child.on('error', () => undefined);
  closeDescriptor(its);
  const outerPid = child.pid ?? -1;
  const first = openThread(1, mine, loop);
  const threads = new Map<number, ReturnType<typeof openThread>>([[1, first]]);
  const kill = declare('kill', 'int', ['int', 'int']);
  return {
    pid: () => outerPid,
    first,
    thread: (number) => threads.get(number),
    startThread(number) {
      const [ours, theirs] = makeSocketPair();
      first.order({ order: 'thread' }, [theirs]);
      closeDescriptor(theirs);
      const thread = openThread(number, ours, loop);
      threads.set(number, thread);
      return thread;
    },
    ending: () => (outerPid <= 0 ? { kind: 'exited', status: 127 } : peekEnding(outerPid)),
    kill: (signal) => void kill(outerPid, signal),
    remove() {
      if (outerPid > 0) {
        kill(outerPid, 9);
        const deadline = process.hrtime.bigint() + 2_000_000_000n;
        loop.until(() => reap(outerPid), deadline, 1);
      }
      for (const thread of threads.values()) thread.close();
      threads.clear();
    },
  };
}

/** Waits until a thread is ready for its first order. */
export function waitUntilReady(thread: ActorThread, loop: Loop): void {
  const deadline = process.hrtime.bigint() + BigInt(readyWithinMs) * 1_000_000n;
  if (!loop.until(() => !thread.isBusy() || thread.isGone(), deadline) || thread.isGone()) {
    throw new Unsettled('an actor did not start');
  }
}

/** Gives an order that takes no time, and waits for its answer. */
export function command(thread: ActorThread, order: Order, loop: Loop, descriptors?: readonly number[]): Answer {
  thread.order(order, descriptors);
  const deadline = process.hrtime.bigint() + BigInt(readyWithinMs) * 1_000_000n;
  loop.until(() => thread.hasAnswer() || thread.isGone(), deadline);
  const answer = thread.takeAnswer();
  if (answer === undefined) throw new Unsettled(`an actor did not obey (${order.order})`);
  if (answer.kind === 'failed') throw new Unsettled(`an actor could not ${order.order}: ${answer.message}`);
  return answer;
}
