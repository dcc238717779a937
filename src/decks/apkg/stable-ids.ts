/*
 * Anki's ids are milliseconds since 1970 and shown as the day a note was added. Ours are no times: they are drawn from
 * the fixed years 2015 to 2024 by a hash, so that the same card has the same id in every export. Anki matches notes by
 * guid and cards by note and template, so an id that gives way to another one costs nothing.
 */
const FIRST_MS = Date.UTC(2015, 0, 1);
const SPAN_MS = Date.UTC(2025, 0, 1) - FIRST_MS;

/** Two names may share an id: see `partIds`. */
export function hashId(name: string): number {
  const high = hashText(name, 0x811c9dc5);
  return FIRST_MS + (((high & 0xffff) * 2 ** 32 + hashText(name, high)) % SPAN_MS);
}

/** FNV-1a of the name's UTF-16 units, 32 bits, its bits mixed once more: nobody gains by a clash, so it need only be quick. */
function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
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
