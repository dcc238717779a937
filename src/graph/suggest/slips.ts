/** Letters that are taken for each other; others make other words: refutes and refuses. */
const likeLetters = ['aeiouy', 'csz'];

/**
 * Whether two words or names differ as slips of the keyboard or of spelling do: one letter too many, too few, another
 * that sounds like it, or two exchanged, inside. Numbers are never slips (IPv4 and IPv6), nor are first letters (send and lend), nor endings
 * (sender and senders).
 */
export function isSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  if (start === 0 || end === 0) return false;
  const [inA, inB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (/[\d_]/.test(inA + inB)) return false;
  if (inA.length + inB.length === 1) return true;
  if (inA.length === 1 && inB.length === 1)
    return likeLetters.some((letters) => letters.includes(inA) && letters.includes(inB));
  return inA.length === 2 && inB.length === 2 && inA === `${inB.slice(1)}${inB.slice(0, 1)}`;
}

/** Forms of a word with one letter left out: words of one slip have one in common, so that few pairs need a look. */
export function slipKeys(word: string): string[] {
  const keys = [word];
  for (let at = 1; at < word.length; at += 1) keys.push(word.slice(0, at) + word.slice(at + 1));
  return keys;
}

/** Pairs of words that are a slip apart, each pair once, in the order of the words. */
export function findSlips(words: readonly string[]): (readonly [string, string])[] {
  const byKey = new Map<string, string[]>();
  const pairs: (readonly [string, string])[] = [];
  const seen = new Set<string>();
  for (const word of words) {
    for (const key of new Set(slipKeys(word))) {
      const known = byKey.get(key);
      if (known === undefined) {
        byKey.set(key, [word]);
        continue;
      }
      for (const other of known) {
        const pair = `${other}\n${word}`;
        if (seen.has(pair) || !isSlip(other, word)) continue;
        seen.add(pair);
        pairs.push([other, word]);
      }
      known.push(word);
    }
  }
  return pairs;
}
