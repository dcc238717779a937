/**
 * One key for a word's forms: `delivers`, `delivered` and `delivery` are one, `packet` and `packets` too. Names with
 * capitals inside, digits or underscores (`SOCK_STREAM`, `IPv4`, `EAGAIN`) are only lower-cased.
 */
export function stemOf(word: string): string {
  const lower = word
    .toLowerCase()
    .replace(/[’']s?$/u, '')
    .replace(/’/gu, "'");
  if (lower.length <= 3 || /[\d_]/u.test(word) || /^\p{Lu}{2,}$/u.test(word)) return lower;
  const known = stems.get(lower);
  if (known !== undefined) return known;
  const stem = cut(lower);
  if (stems.size < 20_000) stems.set(lower, stem);
  return stem;
}

/** The same words come again and again; pure, so what was found once stays true. */
const stems = new Map<string, string>([
  ['used', 'use'],
  ['uses', 'use'],
  ['using', 'use'],
]);

function cut(word: string): string {
  let stem = word;
  if (/(?:[^s]s|sses)$/u.test(stem) && !/(?:us|is|less)$/u.test(stem))
    stem = stem.replace(/(?:sses|ies|xes|ches|shes|s)$/u, (ending) => plural.get(ending) ?? '');
  if (stem.length > 4) {
    const shorter = stem.replace(/(?:ing|ed)$/u, '');
    if (shorter !== stem && /[aeiouy]/u.test(shorter) && shorter.length > 2)
      stem = /([bdfgmnprt])\1$/u.test(shorter) ? shorter.slice(0, -1) : shorter;
  }
  if (stem.length > 5)
    stem = stem
      .replace(/(?:ability|ibility)$/u, (ending) => (ending.startsWith('a') ? 'able' : 'ible'))
      .replace(/(?:ably|ibly)$/u, (ending) => (ending.startsWith('a') ? 'able' : 'ible'))
      .replace(/([^e])ly$/u, '$1')
      .replace(/ement$/u, 'e')
      .replace(/(?<=[ts])ion$/u, '');
  return stem.length > 4 ? stem.replace(/(?:ee|e|y|i)$/u, '') : stem.replace(/(?<=.{3})e$/u, '').replace(/i$/u, 'y');
}

const plural: ReadonlyMap<string, string> = new Map([
  ['sses', 'ss'],
  ['ies', 'y'],
  ['xes', 'x'],
  ['ches', 'ch'],
  ['shes', 'sh'],
]);
