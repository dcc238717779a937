import { createHash } from 'node:crypto';

export const loneSurrogates = /\p{Surrogate}/gu;

/**
 * Text as it is compared: one normal form, one kind of quote, dash and space, no full stop or question mark at the
 * end. Letters keep their case: `curl -l` and `curl -L` are two facts.
 */
export function normaliseText(text: string): string {
  const usual = /^[\x21-\x7e\n ]*$/.test(text) ? text : uniteSpellings(text);
  return usual
    .replace(/\s+/g, ' ')
    .replace(/[\s.?!:;\u2026]+$/, '')
    .trimStart();
}

/** Characters that look or mean the same become the same; plain ASCII has none. */
function uniteSpellings(text: string): string {
  return text
    .replace(loneSurrogates, '\uFFFD')
    .normalize('NFC')
    .replace(/[\u2018\u2019\u201A\u2032\u00B4]/g, "'")
    .replace(/[\u201C\u201D\u201E\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '');
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
