import { createHash } from 'node:crypto';

/*
 * Anki's ids are milliseconds since 1970 and shown as the day a note was added. Ours are no times: they are drawn from
 * the fixed years 2015 to 2024 by a hash, so that the same card has the same id in every export. Anki matches notes by
 * guid and cards by note and template, so an id that gives way to another one costs nothing.
 */
const FIRST_MS = Date.UTC(2015, 0, 1);
const SPAN_MS = Date.UTC(2025, 0, 1) - FIRST_MS;

/** Gives each name an id of its own. Names are asked for in a stable order, for the later of two that clash takes the next free id. */
export class StableIds {
  readonly #taken = new Set<number>();

  /** An id for a name that is asked for once. */
  take(name: string): number {
    let id = FIRST_MS + (hashNumber(name) % SPAN_MS);
    while (this.#taken.has(id)) id = id + 1 < FIRST_MS + SPAN_MS ? id + 1 : FIRST_MS;
    this.#taken.add(id);
    return id;
  }
}

/** 48 bits of the name's SHA-1, as a number. */
function hashNumber(name: string): number {
  return createHash('sha1').update(name).digest().readUIntBE(0, 6);
}
