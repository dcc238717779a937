import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { parsingDeadline } from './note-limits.ts';
import type { PackedNote } from './packed-note.ts';

export interface ParseJob {
  /** Within the vault, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type ParseBatch = readonly ParseJob[];
export type ParseResult = readonly PackedNote[];

/** A note's parse: packed, or given up, with the reason in words. */
export type ParseOutcome =
  { readonly kind: 'parsed'; readonly note: PackedNote } | { readonly kind: 'given-up'; readonly reason: string };

export interface ParsePoolOptions {
  /** How many threads at most; by default as the machine has processors, up to 4. */
  readonly workers?: number;
  /** Milliseconds that a note of so many bytes may take. */
  readonly deadline?: (bytes: number) => number;
  readonly onProgress?: (done: number, total: number) => void;
  /** A thread that was perhaps started before: used first. */
  readonly ahead?: ParserAhead;
}

/** A parse thread that loads its modules (0.2 s) while its caller still finds out what there is to parse. */
export class ParserAhead {
  #thread: ParseThread | undefined;

  /** To be called as soon as something will have to be parsed; again costs nothing. */
  start(): void {
    this.#thread ??= new ParseThread();
  }

  /** The thread, once. */
  take(): ParseThread | undefined {
    const thread = this.#thread;
    this.#thread = undefined;
    return thread;
  }
}

/** A batch is large enough that messages cost nothing beside it, small enough to share work evenly. */
const batchBytes = 128 * 1024;
const batchNotes = 64;

/** A second thread costs about 0.15 s of processor time for its modules: worth it past so much text. */
const bytesWorthAWorker = 512 * 1024;

const tick = 50;

/**
 * In megabytes: how much of a thread's heap may be in use before it is first collected whole. By default that happens
 * every few notes, and each time V8 drops the compiled code of the closures that micromark makes for each note, and
 * compiles it anew: a fifth of all processor time. Read when a heap is made, so that it changes nothing of this thread's.
 */
const initialHeap = 256;

/**
 * Parses notes in worker threads, each note within its deadline: markdown can be written that takes micromark minutes,
 * and only a thread can be stopped. One that is stopped costs its own note; the rest of its batch is parsed again.
 * @returns outcomes in the order of the jobs
 */
export async function parseInWorkers(
  jobs: readonly ParseJob[],
  options: ParsePoolOptions = {},
): Promise<ParseOutcome[]> {
  const outcomes = Array<ParseOutcome | undefined>(jobs.length).fill(undefined);
  const queue = batchesOf(jobs);
  const deadline = options.deadline ?? parsingDeadline;
  let done = 0;

  async function serve(): Promise<void> {
    let thread: ParseThread | undefined;
    try {
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        thread ??= options.ahead?.take() ?? new ParseThread();
        const inBatch = batch.map((index) => jobs[index]).filter((job) => job !== undefined);
        const result = await thread.parse(inBatch, deadline);
        if (Array.isArray(result)) {
          batch.forEach((index, at) => {
            const note = result[at];
            if (note !== undefined) outcomes[index] = { kind: 'parsed', note };
          });
          done += batch.length;
        } else {
          await thread.stop();
          thread = undefined;
          const culprit = batch[result.index];
          if (culprit !== undefined) outcomes[culprit] = { kind: 'given-up', reason: result.reason };
          const rest = batch.filter((index) => index !== culprit);
          if (rest.length > 0) queue.unshift(rest);
          done += 1;
        }
        options.onProgress?.(done, jobs.length);
      }
    } finally {
      await thread?.stop();
    }
  }

  const total = jobs.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const atMost = options.workers ?? Math.min(availableParallelism(), 4);
  const threads = Math.max(1, Math.min(atMost, queue.length, Math.ceil(total / bytesWorthAWorker)));
  await Promise.all(Array.from({ length: jobs.length === 0 ? 0 : threads }, serve));
  return outcomes.map((outcome) => outcome ?? { kind: 'given-up', reason: 'its parser ended' });
}

function batchesOf(jobs: readonly ParseJob[]): number[][] {
  const batches: number[][] = [];
  let bytes = 0;
  for (const [index, job] of jobs.entries()) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= batchNotes || bytes + job.bytes.length > batchBytes) {
      batches.push([index]);
      bytes = job.bytes.length;
    } else {
      last.push(index);
      bytes += job.bytes.length;
    }
  }
  return batches;
}

/** Which note of a batch had to be given up, and why. */
interface GivenUp {
  readonly index: number;
  readonly reason: string;
}

class ParseThread {
  readonly #current = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  readonly #worker: Worker;

  constructor() {
    setFlagsFromString(`--initial-old-space-size=${initialHeap}`);
    this.#worker = new Worker(new URL('./parse-worker.js', import.meta.url), {
      workerData: this.#current.buffer,
      // Not those of this process: one that runs text of its command line would break the worker.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
  }

  parse(batch: ParseBatch, deadline: (bytes: number) => number): Promise<PackedNote[] | GivenUp> {
    const worker = this.#worker;
    const current = this.#current;
    return new Promise((resolve, reject) => {
      let index = -1;
      let ticks = 0;
      // Ticks rather than a clock: where the whole machine stands still, so do they, and no note is given up for it.
      const timer = setInterval(() => {
        const now = Atomics.load(current, 0);
        ticks = now === index ? ticks + 1 : 0;
        index = now;
        const bytes = batch[index]?.bytes.length;
        if (bytes === undefined || ticks * tick <= deadline(bytes)) return;
        end();
        resolve({ index, reason: `parsing it took longer than ${(deadline(bytes) / 1000).toFixed(1)} s` });
      }, tick);
      const onMessage = (notes: PackedNote[]) => {
        end();
        resolve(notes);
      };
      const onError = (error: unknown) => {
        end();
        const at = Atomics.load(current, 0);
        if (at === -1) reject(error instanceof Error ? error : new Error(String(error)));
        else resolve({ index: at, reason: 'parsing it took more than 1 GB of memory' });
      };
      const end = () => {
        clearInterval(timer);
        worker.off('message', onMessage).off('error', onError);
      };
      worker.on('message', onMessage).on('error', onError);
      worker.postMessage(batch);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
