import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The queues in which each processor keeps frames that have been sent and not yet received. A frame waits there when the
 * machine is busy, and one that another processor sends later then overtakes it: an acknowledgement that comes behind
 * the FIN makes an end of TIME_WAIT (RFC 1337). So nothing is done while one is on its way.
 */
export interface Backlog {
  isEmpty(): boolean;
  /** Returns when it is empty, or after a while: other programs' frames stand in the same queues. */
  settle(): void;
  end(): void;
}

/** Milliseconds. A frame that is late waits for its turn at a processor, which takes some scheduling periods at most. */
const settlingMs = 100;
const betweenMs = 0.05;

/** Opens the system's word on them; where it has none (other systems, Linux before 5.10), the queues count as empty. */
export function openBacklog(): Backlog {
  const statistics = openStatistics();
  const buffer = Buffer.alloc(16_384);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const isEmpty = (): boolean =>
    statistics === undefined ||
    queuedFrames(buffer.toString('latin1', 0, readSync(statistics, buffer, 0, buffer.length, 0))) === 0;
  return {
    isEmpty,
    settle() {
      if (isEmpty()) return;
      const deadline = performance.now() + settlingMs;
      // Asleep rather than turning: the processor is what the frame waits for.
      while (!isEmpty() && performance.now() < deadline) Atomics.wait(cell, 0, 0, betweenMs);
    },
    end() {
      if (statistics !== undefined) closeSync(statistics);
    },
  };
}

function openStatistics(): number | undefined {
  try {
    return openSync('/proc/thread-self/net/softnet_stat', 'r');
  } catch {
    return undefined;
  }
}

/** The twelfth column, since Linux 5.10: frames in a processor's queue. */
function queuedFrames(statistics: string): number {
  return statistics
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number.parseInt(line.split(/\s+/)[11] ?? '0', 16), 0);
}
