import type { KernelAnswer } from '../kernel/invoke.ts';
import type { Channel } from './channel.ts';
import type { Answer, Expected, ExpectedBytes, Order } from './orders.ts';
import { declare } from '../kernel/foreign.ts';
import { invoke } from '../kernel/invoke.ts';

/** What an actor's first thread does besides; a second thread refuses it. */
export type ServeMore = (order: Order) => Answer | undefined;

/** Obeys until the runner hangs up. Runs on the thread whose calls are observed. */
export function serveOrders(channel: Channel<Order, Answer>, more: ServeMore): void {
  for (;;) {
    const order = channel.receive();
    if (order === undefined) return;
    try {
      mark(order);
      if (order.order === 'call') {
        invoke(order.call, (answer) => channel.send({ kind: 'called', answer }));
      } else if (order.order === 'repeat') repeatCall(order, channel);
      else {
        const answer = more(order);
        if (answer !== undefined) channel.send(answer);
      }
    } catch (error) {
      channel.send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Fails with EBADF and changes nothing: strace's record shows it. */
function mark(order: Order): void {
  if (order.order !== 'call' && order.order !== 'repeat' && order.order !== 'exit') return;
  if (order.marker !== undefined) declare('close', 'int', ['int'])(-order.marker);
}

function repeatCall(order: Extract<Order, { order: 'repeat' }>, channel: Channel<Order, Answer>): void {
  const state = { matched: 0, sum: 0, made: 0, isGoing: true, startNs: process.hrtime.bigint() };
  const told = (answer: KernelAnswer): void => {
    if (state.made === 0) state.startNs = answer.startNs;
    state.made++;
    const isRight = isExpected(answer, order.expected) && order.bytes.every((bytes) => isReceived(answer, bytes));
    if (isRight) {
      state.matched++;
      state.sum += answer.result;
    }
    // Told before a signal that the call raised may end this process.
    state.isGoing = isRight && state.made < order.atMost && !answer.brokenPipe;
    if (state.isGoing) return;
    const { matched, sum, made, startNs } = state;
    channel.send({ kind: 'repeated', matched, sum, last: answer, made, startNs });
  };
  while (state.isGoing) invoke(order.call, told);
}

export function isExpected(answer: { result: number; errno: number }, expected: Expected): boolean {
  switch (expected.kind) {
    case 'value':
      return answer.result === expected.value;
    case 'error':
      return answer.result === -1 && answer.errno === expected.errno;
    case 'positive':
      return answer.result > 0;
    case 'any':
      return true;
  }
}

function isReceived(answer: KernelAnswer, expected: ExpectedBytes): boolean {
  const piece = answer.memory[expected.argument]?.[expected.piece];
  if (piece === undefined) return false;
  const received = Buffer.from(piece.subarray(0, Math.max(0, answer.result)));
  const wanted = expected.bytes;
  if (expected.match === 'prefix') return received.subarray(0, wanted.length).equals(wanted);
  if (expected.match === 'suffix') {
    return received.length >= wanted.length && received.subarray(received.length - wanted.length).equals(wanted);
  }
  return received.equals(wanted);
}
