import { type Phrase, joinPhrases, maskCode, slicePhrase, textPhrase, trimPhrase } from './phrase.ts';

const stopWords = new Set(
  `a an the and or but of to in on at by for from with without as is are was were be been being it its this that these those they them their there
  can may must will would should could do does did has have had not no so than then such each any all both either which who what when where why how
  you your we our i one also only just more most very via per into over between during before after if while`.split(
    /\s+/,
  ),
);

/** Words that carry meaning, lower-cased and cut to a rough stem: `packets` and `packet`, `lost` and `loses` are near enough apart. */
export function contentStems(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => !stopWords.has(word)).map(stemOf);
}

export function stemOf(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length <= 4) return lower.replace(/s$/u, '');
  return (
    lower.replace(
      /(?:ability|ibility|less|ations?|itions?|ments?|ances?|ences?|ingly|ings?|edly|ed|ers?|ness|ions?|able|ible|ally|ly|ies|ive|es|s|e|y)$/u,
      '',
    ) || lower
  );
}

/** One key for one thing, however it is spelled: stems in order, parentheses aside. */
export function factKey(text: string): string {
  return contentStems(text.replace(/\([^)]*\)/gu, ' ')).join(' ');
}

/**
 * "Ordered Delivery?" -> "ordered delivery". The first word is large only by its place, unless the note writes it so
 * amid a sentence (`names`); the others where the note writes them small elsewhere (`words`).
 */
export function lowerTitle(
  text: string,
  { words, names }: { readonly words: ReadonlySet<string>; readonly names: ReadonlySet<string> },
): string {
  return text.replace(/\p{Lu}[\p{L}’'-]*/gu, (word, offset: number) => {
    const small = word.toLowerCase();
    const common = small
      .split('-')
      .every((part) => words.has(part) || words.has(stemOf(part)) || stopWords.has(part) || commonEnding.test(part));
    const simple = /^\p{Lu}[\p{Ll}’'-]*(?:-\p{Lu}?\p{Ll}+)*$/u.test(word);
    return simple && (common || (offset === 0 && !names.has(word))) ? small : word;
  });
}

/** English words with these endings are hardly ever names. */
const commonEnding = /(?:[^i]ing|tion|sion|ity|ness|ment|ance|ence|able|ible|less|ed)$/u;

/** Lower-cases a sentence's first word where only its place made it a capital: the note writes it small elsewhere. */
export function lowerStart(phrase: Phrase, words: ReadonlySet<string>): Phrase {
  const match = /^\p{Lu}(?:\p{Ll}[\p{L}’'-]*)?(?=[\s,]|$)/u.exec(phrase.text);
  const [first] = phrase.nodes;
  if (match === null || first?.type !== 'text') return phrase;
  const small = match[0].toLowerCase();
  if (!words.has(small) && !stopWords.has(small)) return phrase;
  return joinPhrases(textPhrase(small.charAt(0)), slicePhrase(phrase, 1));
}

export function upperStart(phrase: Phrase): Phrase {
  const [first] = phrase.nodes;
  if (first?.type !== 'text' || !/^\p{Ll}/u.test(phrase.text)) return phrase;
  return joinPhrases(textPhrase(phrase.text.charAt(0).toUpperCase()), slicePhrase(phrase, 1));
}

export function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Splits `Label: value` at its first colon outside parentheses and code; undefined where there is none or a side is empty. */
export function splitLabel(phrase: Phrase): { readonly label: Phrase; readonly value: Phrase } | undefined {
  const text = maskCode(phrase);
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === ':' && depth === 0 && /^(?:\s|$)/u.test(text.slice(index + 1, index + 2))) {
      const label = trimPhrase(slicePhrase(phrase, 0, index));
      const value = trimPhrase(slicePhrase(phrase, index + 1));
      return label.text === '' || value.text === '' ? undefined : { label, value };
    }
  }
  return undefined;
}

/** "reliable", "connection-oriented", "faster but riskier": says how a thing is, and does not name one. */
export function isQuality(label: string): boolean {
  const words = label
    .trim()
    .toLowerCase()
    .split(/\s+(?:(?:and|but|or|,)\s+)?/u);
  return (
    words.length <= 3 &&
    words.every((word) =>
      /(?:able|ible|less|ful|ous|ive|ed|al|ic|oriented|based|free)$|^(?:fast|slow|high|low|large|small|cheap|heavi|light|simpl|saf|riski|strong|weak|bett|eas)i?er$|^(?:effici|persist|consist|independ|transpar|concurr|perman|redund|toler|resili|perform)[ea]nt$/u.test(
        word,
      ),
    ) &&
    !notQualities.test(words.at(-1) ?? '')
  );
}

const notQualities =
  /(?:header|buffer|server|number|peer|user|layer|parameter|pointer|protocol|signal|traffic|client|event|agent|order|way|in|arrival|interval|transfer|timer|speed|need)$/u;

/** `[[A]], [[B]] and [[C]]` only points elsewhere. */
export function isIndex({ nodes }: Phrase): boolean {
  const links = nodes.filter(({ type }) => type === 'wikiLink' || type === 'link');
  const words = nodes.filter((node) => node.type !== 'wikiLink' && node.type !== 'link');
  return links.length > 1 && words.every((node) => node.type === 'text' && /^(?:[\s,;·|]|and|or)*$/u.test(node.value));
}
