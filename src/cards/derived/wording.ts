import { type Phrase, slicePhrase, textPhrase, joinPhrases, trimPhrase } from './phrase.ts';

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

/** Share of the smaller text's stems that the larger holds too; 0 where either has none. */
export function containment(a: string, b: string): number {
  const [first, second] = [new Set(contentStems(a)), new Set(contentStems(b))];
  const [small, large] = first.size <= second.size ? [first, second] : [second, first];
  if (small.size === 0) return 0;
  return [...small].filter((stem) => large.has(stem)).length / small.size;
}

/** One key for one thing, however it is spelled: stems in order, parentheses aside. */
export function factKey(text: string): string {
  return contentStems(text.replace(/\([^)]*\)/gu, ' ')).join(' ');
}

/** "Ordered Delivery?" -> "ordered delivery". Acronyms, constants and names with capitals inside stay as they are. */
export function lowerTitle(text: string): string {
  return text.replace(/\p{Lu}[\p{L}’'-]*/gu, (word) =>
    /^\p{Lu}[\p{Ll}’'-]+(?:-\p{Lu}?\p{Ll}+)*$/u.test(word) ? word.toLowerCase() : word,
  );
}

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

export function joinWords(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** Splits `Label: value` at its first colon outside parentheses; undefined where there is none or a side is empty. */
export function splitLabel(phrase: Phrase): { readonly label: Phrase; readonly value: Phrase } | undefined {
  let depth = 0;
  for (let index = 0; index < phrase.text.length; index += 1) {
    const character = phrase.text.charAt(index);
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === ':' && depth === 0 && /^(?:\s|$)/u.test(phrase.text.slice(index + 1))) {
      const label = trimPhrase(slicePhrase(phrase, 0, index));
      const value = trimPhrase(slicePhrase(phrase, index + 1));
      return label.text === '' || value.text === '' ? undefined : { label, value };
    }
  }
  return undefined;
}

/** "is reliable", "connection-oriented", "faster but riskier": says how a thing is, and does not name one. */
export function isQuality(label: string): boolean {
  const first = label.trim().split(/\s+/u);
  if (first.length > 4) return false;
  const word = (first[0] ?? '').toLowerCase();
  return (
    /(?:able|ible|less|ful|ous|ive|ed|al|ic|ier|er|ent|ant|oriented|based|free)$/u.test(word) &&
    !/(?:header|buffer|server|number|peer|user|layer|order|parameter|pointer|protocol|signal|traffic|client|event|agent)$/u.test(
      word,
    )
  );
}
