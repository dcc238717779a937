/** What stands between the brackets of `[[path#heading#^block|alias]]`, split. */
export interface WikiLinkParts {
  target: string;
  headings: string[];
  blockId?: string;
  alias?: string;
}

/** A wiki link found in text that is not parsed as markdown: front matter, comments. Offsets count in that text. */
export interface FoundWikiLink extends WikiLinkParts {
  readonly start: number;
  readonly end: number;
  readonly embed: boolean;
  readonly raw: string;
}

/**
 * Splits the text between the brackets: the alias first, at the first `|` or `\|` (in a table the backslash belongs to
 * the separator; elsewhere it is tolerated), then the path from its headings, at `#`. Gives nothing where neither a
 * path nor a fragment is left: `[[]]`, `[[|b]]`.
 */
export function splitWikiLink(value: string): WikiLinkParts | undefined {
  const bar = /\\?\|/.exec(value);
  const address = bar === null ? value : value.slice(0, bar.index);
  const alias =
    bar === null
      ? ''
      : value
          .slice(bar.index + bar[0].length)
          .replaceAll('\\|', '|')
          .trim();
  const [path = '', ...subs] = address.split('#').map((part) => part.trim());
  const fragments = subs.filter((sub) => sub !== '');
  const last = fragments.at(-1);
  const blockId = last?.startsWith('^') === true && last.length > 1 ? last.slice(1) : undefined;
  if (blockId !== undefined) fragments.pop();
  if (path === '' && fragments.length === 0 && blockId === undefined) return undefined;
  return {
    target: path,
    headings: fragments,
    ...(blockId === undefined ? {} : { blockId }),
    ...(alias === '' ? {} : { alias }),
  };
}

/**
 * Finds wiki links in plain text by the same grammar as the construct for markdown: on one line, closed by the first
 * `]]`, no `[[` inside, none in backticks.
 */
export function findWikiLinks(text: string): FoundWikiLink[] {
  const found: FoundWikiLink[] = [];
  for (const { start, end } of wikiLinkSpans(text)) {
    const parts = splitWikiLink(text.slice(start + 2, end - 2));
    if (parts === undefined) continue;
    const embed = text[start - 1] === '!' && text[start - 2] !== '\\';
    const from = embed ? start - 1 : start;
    found.push({ start: from, end, embed, raw: text.slice(from, end), ...parts });
  }
  return found;
}

function* wikiLinkSpans(text: string): Generator<{ start: number; end: number }> {
  const opening = /`+|\\.|\[\[(?!\[)/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    if (match[0].startsWith('`')) {
      const close = closingBackticks(text, match.index, match[0].length);
      if (close !== undefined) opening.lastIndex = close;
      continue;
    }
    if (match[0] !== '[[') continue;
    const end = closingBrackets(text, match.index + 2);
    if (end === undefined) continue;
    yield { start: match.index, end };
    opening.lastIndex = end;
  }
}

function closingBackticks(text: string, start: number, length: number): number | undefined {
  const run = /`+/g;
  run.lastIndex = start + length;
  for (let match = run.exec(text); match !== null; match = run.exec(text)) {
    if (match[0].length === length) return run.lastIndex;
  }
  return undefined;
}

/** The offset behind the `]]` that closes; in `[link]]]` the first bracket belongs to the text. */
function closingBrackets(text: string, from: number): number | undefined {
  let open = 0;
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (character === '\n' || character === '\r') return undefined;
    if (character === '[') {
      if (text[index + 1] === '[') return undefined;
      open++;
    } else if (character === ']') {
      if (text[index + 1] === ']' && !(open > 0 && text[index + 2] === ']')) return index + 2;
      if (open > 0) open--;
    }
  }
  return undefined;
}
