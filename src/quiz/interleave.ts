/**
 * The items with neighbours of different keys wherever that is possible, otherwise in the order given: always the
 * earliest item whose key is not the one just placed, unless one key has so many left that it must come now.
 */
export function interleave<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const keys = items.map(keyOf);
  const counts = countKeys(keys);
  // A linked list: `next[i]` is the index of the item after the one at `i` that is not placed yet.
  const next = items.map((_, index) => index + 1);
  const result: Item[] = [];
  let head = 0;
  let lastKey: string | undefined;
  while (result.length < items.length) {
    const crowded = counts.crowded(items.length - result.length);
    const isWanted = (key: string | undefined): boolean =>
      crowded === undefined || crowded === lastKey ? key !== lastKey : key === crowded;
    let before: number | undefined;
    let at = head;
    while (at < items.length && !isWanted(keys[at])) [before, at] = [at, next[at] ?? items.length];
    if (at >= items.length) [before, at] = [undefined, head];
    const after = next[at] ?? items.length;
    if (before === undefined) head = after;
    else next[before] = after;
    lastKey = keys[at];
    counts.take(lastKey ?? '');
    result.push(...items.slice(at, at + 1));
  }
  return result;
}

interface KeyCounts {
  readonly take: (key: string) => void;
  /** The key that has more than half of what remains, if one has: it must take every second place from now on. */
  readonly crowded: (remaining: number) => string | undefined;
}

function countKeys(keys: readonly string[]): KeyCounts {
  const left = new Map<string, number>();
  for (const key of keys) left.set(key, (left.get(key) ?? 0) + 1);
  /** How many keys have how many left. */
  const withCount = new Map<number, number>();
  for (const count of left.values()) withCount.set(count, (withCount.get(count) ?? 0) + 1);
  let most = Math.max(0, ...withCount.keys());
  let known = '';
  return {
    take: (key) => {
      const count = left.get(key) ?? 0;
      left.set(key, count - 1);
      withCount.set(count, (withCount.get(count) ?? 0) - 1);
      withCount.set(count - 1, (withCount.get(count - 1) ?? 0) + 1);
      while (most > 0 && (withCount.get(most) ?? 0) === 0) most -= 1;
    },
    crowded: (remaining) => {
      if (most * 2 <= remaining) return undefined;
      if (left.get(known) !== most) for (const [key, count] of left) if (count === most) known = key;
      return known;
    },
  };
}
