import { declare } from '../kernel/foreign.ts';

/**
 * The runner waits in one place: for its actors, for packets, for its parent. While it waits it relays and captures what
 * passes. It runs no other event loop, so nothing is reaped and nothing changes behind a line's back.
 */
export interface Loop {
  /** Calls `ready` whenever the descriptor can be read. */
  watch(descriptor: number, ready: () => void): () => void;
  /** Waits up to that long for something, and serves it. */
  turn(milliseconds: number): void;
  /**
   * Turns until it is so; false when the time has passed. Where this process was kept from running, the time is made
   * longer by as much: being late says nothing about what is waited for.
   */
  until(isSo: () => boolean, deadlineNs: bigint, stepMs?: number): boolean;
  /** How far this process was behind its own clock at the worst, in milliseconds, since the last `forget`, beyond what was made up for. */
  lateness(): number;
  forget(): void;
}

/** In one replay. A harness that is later than this is late. */
const mostMadeUpMs = 5_000;

const readable = 1;
const hungUp = 0x10 | 8 | 0x20;

export function makeLoop(): Loop {
  const poll = declare('poll', 'int', ['pointer', 'long', 'int']);
  const watched = new Map<number, () => void>();
  let table = Buffer.alloc(0);
  let latest = 0;
  let madeUpMs = 0;

  function rebuild(): void {
    table = Buffer.alloc(Math.max(1, watched.size) * 8);
    [...watched.keys()].forEach((descriptor, index) => {
      table.writeInt32LE(descriptor, index * 8);
      table.writeInt16LE(readable, index * 8 + 4);
    });
  }

  const loop: Loop = {
    watch(descriptor, ready) {
      watched.set(descriptor, ready);
      rebuild();
      return () => {
        watched.delete(descriptor);
        rebuild();
      };
    },
    turn(milliseconds) {
      const started = process.hrtime.bigint();
      const count = Number(poll(table, watched.size, Math.ceil(milliseconds)));
      const behind = Number(process.hrtime.bigint() - started) / 1e6 - Math.ceil(milliseconds);
      if (madeUpMs + behind <= mostMadeUpMs) {
        if (behind > 0) madeUpMs += behind;
      } else if (behind > latest) latest = behind;
      if (count <= 0) return;
      const now = table;
      const served = [...watched];
      served.forEach(([descriptor, ready], index) => {
        const events = now.readInt16LE(index * 8 + 6);
        // What was served before may have ended this one, and its number may be another's by now.
        if ((events & (readable | hungUp)) !== 0 && watched.get(descriptor) === ready) ready();
      });
    },
    until(isSo, deadlineNs, stepMs = 50) {
      const before = madeUpMs;
      while (!isSo()) {
        const left = Number(deadlineNs - process.hrtime.bigint()) / 1e6 + madeUpMs - before;
        if (left <= 0) return isSo();
        loop.turn(Math.min(stepMs, left));
      }
      return true;
    },
    lateness: () => latest,
    forget: () => {
      latest = 0;
      madeUpMs = 0;
    },
  };
  return loop;
}
