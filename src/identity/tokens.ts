import { distance } from 'fastest-levenshtein';
import { isStrongContrast, negations, numberWords, stopWords } from './contrasts.ts';

/**
 * `number`, `negation`, `identifier`, `contrast` and `concept` carry the fact; `content` is any other telling word;
 * `stop` tells nothing.
 */
export type TokenClass = 'number' | 'negation' | 'identifier' | 'contrast' | 'concept' | 'content' | 'stop';

export interface Token {
  /** As compared: lower case, but for flags such as `-L`. */
  readonly word: string;
  readonly class: TokenClass;
}

const tokenPattern = new RegExp(
  [
    '0x[\\da-f]+', // hexadecimal
    '--?[A-Za-z][\\w-]*(?<=(?:^|[\\s(`])--?[A-Za-z][\\w-]*)', // a flag of a command
    '(?:(?<![\\p{L}\\p{N}])-)?\\d[\\p{L}\\p{N}_]*(?:[.,:/]\\d[\\p{L}\\p{N}_]*)*%?', // numbers, times, addresses
    '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}]', // no spaces between words
    "[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*(?:['-][\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_]*)*(?:\\(\\))?",
    '[<>=!]=?|[+*%^~|]+|&&',
  ].join('|'),
  'gu',
);

/**
 * The words of a normalised text with their classes.
 * `code` are the texts set as code, `concepts` the words (lower case) that name concepts in this vault.
 */
export function tokenise(text: string, code: readonly string[], concepts: ReadonlySet<string>): Token[] {
  const inCode = new Set(code.flatMap((part) => Array.from(part.matchAll(tokenPattern), (match) => strip(match[0]))));
  return Array.from(spellOut(text).matchAll(tokenPattern), ([raw]) => {
    const word = strip(raw);
    return { word, class: classify(raw, word, inCode, concepts) };
  });
}

function strip(raw: string): string {
  const bare = raw.replace(/\(\)$/, '');
  return /^-[A-Za-z]$/.test(bare) ? bare : bare.toLowerCase();
}

/** Takes negations apart, so that "doesn't" and "does not" are the same. */
function spellOut(text: string): string {
  return text
    .replace(/\bcan(?:'t|not)\b/gi, 'can not')
    .replace(/\bwon't\b/gi, 'will not')
    .replace(/\b(\w+)n't\b/gi, '$1 not')
    .replace(/ & /g, ' and ');
}

function classify(raw: string, word: string, inCode: ReadonlySet<string>, concepts: ReadonlySet<string>): TokenClass {
  if (/^-?\d/.test(raw) || numberWords.has(word)) return 'number';
  if (negations.has(word)) return 'negation';
  if (inCode.has(word) || looksLikeIdentifier(raw)) return 'identifier';
  if (isStrongContrast(word)) return 'contrast';
  if (stopWords.has(word)) return 'stop';
  return concepts.has(word) ? 'concept' : 'content';
}

/** `SO_REUSEADDR`, `ECONNRESET`, `TCP`, `listen()`, `sockAddr`, `IPv4`, `--flag`, `<=`. */
function looksLikeIdentifier(raw: string): boolean {
  return (
    raw.endsWith('()') ||
    /^[^\p{L}\p{N}]/u.test(raw) ||
    /[_\d]/.test(raw) ||
    /^\p{Lu}{2,}s?$/u.test(raw) ||
    /^\p{Lu}+(?:-\p{Lu}+)+$/u.test(raw) ||
    /\p{Ll}\p{Lu}/u.test(raw)
  );
}

/** Whether two different words may be one word, once mistyped or in another form. A prefix or suffix that turns the meaning round is neither. */
export function areNearlySpelled(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 2 || long.length < 2) return false;
  if (/\d/.test(a + b) || turnsRound(short, long)) return false;
  if (plain(a) === plain(b)) return true;
  if (isTransposed(a, b)) return true;
  if (long.length <= 3) return false;
  if (long.length === 4 && !b.startsWith(a.charAt(0))) return false;
  if (long === `${short}s` || long === `${short}es`) return true;
  return distance(a, b) <= (long.length >= 8 ? 2 : 1);
}

function turnsRound(short: string, long: string): boolean {
  if (long.endsWith('less') || long.endsWith('free')) return !short.endsWith(long.slice(-4));
  return ['un', 'in', 'im', 'il', 'ir', 'non', 'non-', 'dis', 'de', 'anti', 'a', 're', 'mis', 'pre', 'sub'].some(
    (prefix) => long === prefix + short,
  );
}

function plain(word: string): string {
  return /^[a-z]*$/.test(word) ? word : word.normalize('NFD').replace(/[\p{M}'-]/gu, '');
}

function isTransposed(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at < a.length - 1 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
