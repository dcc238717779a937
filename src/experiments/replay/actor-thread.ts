/** A second thread of an actor: obeys on a control descriptor of its own. */
import { workerData } from 'node:worker_threads';
import type { Answer, Order } from './orders.ts';
import { openChannel } from './channel.ts';
import { serveOrders } from './serve.ts';
import { threadNumber } from './thread-number.ts';

// The actor gives the descriptor's number.
const channel = openChannel<Order, Answer>(workerData as number);
channel.send({ kind: 'ready', pid: process.pid, thread: threadNumber() });
serveOrders(channel, ({ order }) => ({ kind: 'failed', message: `a second thread does not know ${order}` }));
