/**
 * A process of a block: it makes the calls that the runner orders, one at a time, and nothing else. Started with its
 * control socket as descriptor 3; descriptors 0 to 2 are /dev/null.
 */
import { Worker } from 'node:worker_threads';
import type { Answer, Order } from './orders.ts';
import { declare } from '../kernel/foreign.ts';
import {
  closeDescriptor,
  closeOnExecution,
  moveDescriptor,
  openDescriptors,
  receiveDescriptors,
  sendDescriptors,
} from '../kernel/descriptors.ts';
import { enterNetwork } from '../kernel/namespaces.ts';
import { becomeNobody, dieWithParent, setEffectiveCapabilities } from '../kernel/privilege.ts';
import { limitProcess } from '../kernel/process-limits.ts';
import { resetSignals, signalAction } from '../kernel/signals.ts';
import { openChannel } from './channel.ts';
import { serveOrders } from './serve.ts';
import { threadNumber } from './thread-number.ts';

const control = 3;
const home = '/';

dieWithParent();
resetSignals();
limitProcess();
process.chdir(home);
closeOnExecution(control);
const atStart: ReadonlySet<number> = new Set(openDescriptors());
let threads = 0;
let nobody = false;

function enter(order: Extract<Order, { order: 'enter' }>): Answer {
  if (order.network) {
    const [network] = receiveDescriptors(control);
    if (network === undefined) throw new Error('the network did not arrive');
    try {
      enterNetwork(network);
    } finally {
      closeDescriptor(network);
    }
  }
  process.chdir(order.folder);
  if (order.nobody) {
    becomeNobody();
    // The kernel forgets it when a process changes its user.
    dieWithParent();
    nobody = true;
  }
  if (process.platform === 'linux') setEffectiveCapabilities(order.capabilities);
  return { kind: 'done' };
}

function startThread(): undefined {
  const [descriptor] = receiveDescriptors(control);
  if (descriptor === undefined) throw new Error('the thread got no control descriptor');
  closeOnExecution(descriptor);
  threads++;
  // It runs although this thread never comes back to its event loop.
  new Worker(new URL('./actor-thread.js', import.meta.url), { workerData: descriptor, env: {}, stdin: false });
  return undefined;
}

function adopt(order: Extract<Order, { order: 'adopt' }>): Answer {
  const received = order.numbers.length === 0 ? [] : receiveDescriptors(control);
  if (received.length !== order.numbers.length) throw new Error('some descriptors did not arrive');
  // A received number may be one that another is to get: out of the way first, from the highest down.
  const free = Math.max(...order.numbers, ...received, control) + 1;
  const aside = received.map((descriptor, index) => {
    moveDescriptor(descriptor, free + index);
    return free + index;
  });
  order.numbers.forEach((number, index) => {
    const from = aside[index];
    if (from !== undefined) moveDescriptor(from, number);
  });
  const sigaction = declare('sigaction', 'int', ['int', 'pointer', 'pointer']);
  for (const { signal, action } of order.actions) sigaction(signal, signalAction(action), null);
  return { kind: 'done' };
}

/** Only what can be put back is put back; whoever has been a nobody, or has second threads, serves no other block. */
function reset(): Answer {
  for (const descriptor of openDescriptors()) if (!atStart.has(descriptor)) closeDescriptor(descriptor);
  const same =
    openDescriptors().length === atStart.size && [...atStart].every((one) => openDescriptors().includes(one));
  resetSignals();
  process.chdir(home);
  if (process.platform === 'linux' && !nobody) setEffectiveCapabilities('all');
  return { kind: 'reset', clean: same && threads === 0 && !nobody };
}

const channel = openChannel<Order, Answer>(control);
channel.send({ kind: 'ready', pid: process.pid, thread: threadNumber() });
serveOrders(channel, (order) => {
  switch (order.order) {
    case 'enter':
      return enter(order);
    case 'thread': {
      startThread();
      return;
    }
    case 'give':
      channel.send({ kind: 'done' });
      sendDescriptors(control, order.descriptors);
      return undefined;
    case 'adopt':
      return adopt(order);
    case 'exit':
      declare('_exit', 'int', ['int'])(order.status);
      return undefined;
    case 'reset':
      return reset();
    case 'call':
    case 'repeat':
      return undefined;
  }
});
declare('_exit', 'int', ['int'])(0);
