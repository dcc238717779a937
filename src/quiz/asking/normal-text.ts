/**
 * Text as typed answers are compared: compatibility forms, case, blanks, hyphens, quotes around it, a full stop behind
 * it, a leading article, the parentheses of `listen()` make no difference. Accents and every other letter do.
 */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2066-\u2069\u202a-\u202e\ufeff]/gu, '')
    .toLowerCase()
    .replace(/[‘’‛′]/gu, "'")
    .replace(/[“”„″]/gu, '"')
    .replace(/\(\)/gu, '')
    .replace(/[\s\u2010-\u2015-]+/gu, ' ')
    .trim()
    .replace(/^(["'`*_]+)(.*?)\1$/u, '$2')
    .replace(/[\s.!,;:]+$/u, '')
    .replace(/^(?:the|an?) (?=\S)/u, '')
    .trim();
}
