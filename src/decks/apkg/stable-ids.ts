import { hash } from 'node:crypto';

/*
 * Anki's ids are milliseconds since 1970 and shown as the day a note was added. Ours are no times: they are drawn from
 * the fixed years 2015 to 2024 by a hash, so that the same card has the same id in every export. Anki matches notes by
 * guid and cards by note and template, so an id that gives way to another one costs nothing.
 */
const FIRST_MS = Date.UTC(2015, 0, 1);
const SPAN_MS = Date.UTC(2025, 0, 1) - FIRST_MS;

/** Two names may share an id: see `partIds`. */
export function hashId(name: string): number {
  return FIRST_MS + (Number.parseInt(hash('sha1', name).slice(0, 12), 16) % SPAN_MS);
}

/** Sorts by id and gives each an id of its own: of those that share one, the later by `key` takes the next free one. */
export function partIds(items: { id: number; readonly key: string }[]): void {
  items.sort((a, b) => a.id - b.id || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  let last = 0;
  for (const item of items) {
    item.id = Math.max(item.id, last + 1);
    last = item.id;
  }
}
