import { parentPort, workerData } from 'node:worker_threads';
import { packNote } from './packed-note.ts';
import type { ParseBatch, ParseResult } from './parse-pool.ts';
import { parseNote } from './parse-note.ts';

// What parse-pool.ts gives: memory it shares, where it sees which note is being parsed.
const current = new Int32Array(workerData as SharedArrayBuffer);

parentPort?.on('message', (batch: ParseBatch) => {
  const notes = batch.map(({ path, bytes }, index) => {
    Atomics.store(current, 0, index);
    return packNote(parseNote(path, bytes));
  });
  Atomics.store(current, 0, -1);
  const result: ParseResult = notes;
  // Each body lies in memory of its own (see packNote), so that it can be handed over instead of copied.
  parentPort?.postMessage(
    result,
    notes.map(({ body }) => body.buffer as ArrayBuffer),
  );
});
