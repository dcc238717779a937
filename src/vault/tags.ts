const tag = /(?<=^|\s)#([\p{L}\p{N}\p{M}\p{Extended_Pictographic}_/-]+)/gu;

/** `#tags` in a text node: behind a space or at a line's start, not all digits. `before` is the character in front of the text. */
export function findTags(text: string, before: string): string[] {
  if (!text.includes('#')) return [];
  const found: string[] = [];
  for (const match of text.matchAll(tag)) {
    const name = (match[1] ?? '').replace(/\/+$/, '');
    if (match.index === 0 && before !== '' && !/\s/.test(before)) continue;
    if (name !== '' && !/^\p{N}+$/u.test(name)) found.push(name);
  }
  return found;
}

/** Tags of front matter: a list, or one text with spaces or commas between; with or without `#`. */
export function frontMatterTags(data: Readonly<Record<string, unknown>>): string[] {
  return words(data['tags'] ?? data['tag'], /[\s,]+/).map((word) => word.replace(/^#/, ''));
}

/** `aliases:` of front matter: a list, or one name. */
export function frontMatterAliases(data: Readonly<Record<string, unknown>>): string[] {
  return words(data['aliases'] ?? data['alias']);
}

function words(value: unknown, separator?: RegExp): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list
    .filter((item) => typeof item === 'string' || typeof item === 'number')
    .flatMap((item) => (separator === undefined ? [String(item)] : String(item).split(separator)))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
