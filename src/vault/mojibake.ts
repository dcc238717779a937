/** The characters that Windows-1252 puts on bytes 0x80 to 0x9F; the five it leaves free come through as control characters, as all do in Latin-1. */
const windows1252 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

const continuation = `[${windows1252}\u0080-\u00BF]`;

/**
 * UTF-8 read as Windows-1252, by the number of bytes. Bare letters such as `É”` or `é…”` end ordinary sentences, so
 * only leads that stand for common signs count alone (`Â`, `Ã`, `â`, `ï`, `ð`); the others must come in a row.
 */
const suspect = new RegExp(
  `ð${continuation}{3}|[âï]${continuation}{2}|[ÂÃ]${continuation}` +
    `|(?:[Ä-ß]${continuation}){2,}|(?:[à-î]${continuation}{2}){2,}`,
  'g',
);

const hint = new RegExp(`[Â-ð]${continuation}`);

export interface Mojibake {
  /** Offset and length in the text that was searched. */
  readonly start: number;
  readonly length: number;
  readonly repaired: string;
}

/** Whether a text may hold mojibake: a cheap look before the others. */
export function mayHoldMojibake(text: string): boolean {
  return hint.test(text);
}

/** Finds mojibake and what it was; text mangled twice is repaired twice. */
export function findMojibake(text: string): Mojibake[] {
  const found: Mojibake[] = [];
  for (const { 0: run, index } of text.matchAll(runs)) {
    const repaired = repairMojibake(run, text[index - 1]);
    if (repaired === run) continue;
    const places = [...run.matchAll(suspect)];
    const start = places[0]?.index ?? 0;
    const last = places.at(-1);
    const end = last === undefined ? run.length : last.index + last[0].length;
    found.push({
      start: index + start,
      length: end - start,
      repaired: repairMojibake(run.slice(start, end), run[start - 1] ?? text[index - 1]),
    });
  }
  return found;
}

/** Whatever could take part, in a row, so that what was mangled twice is seen as one. */
const runs = new RegExp(`[Â-ð${windows1252}\\u0080-\\u00BF]{2,}`, 'g');

/** The text with mojibake repaired; other text comes back as it is. `before` is the character in front of it. */
export function repairMojibake(text: string, before = ''): string {
  let current = text;
  for (let round = 0; round < 3; round++) {
    const next = current.replace(suspect, (mangled: string, offset: number) => {
      const previous = offset === 0 ? before : (current[offset - 1] ?? '');
      // `IRMÃ…” ends a word in capitals; the Ô it could stand for would be a capital too, but not behind a small one.
      if (/^Ã[\u2018-\u201D\u2026]$/.test(mangled) && /\p{Lu}/u.test(previous)) return mangled;
      return decode(mangled) ?? mangled;
    });
    if (next === current) break;
    current = next;
  }
  return current;
}

function decode(mangled: string): string | undefined {
  const bytes = Uint8Array.from(mangled, (character) => {
    const special = windows1252.indexOf(character);
    return special === -1 ? character.charCodeAt(0) : 0x80 + special;
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
