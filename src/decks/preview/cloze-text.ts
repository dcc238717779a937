/*
 * Cloze deletions as Anki shows them (Anki: cloze.rs): `{{c1::text::hint}}`, several numbers by commas, nested. The first
 * `::` begins the hint; a `}}` that closes nothing is text.
 */

interface Deletion {
  readonly numbers: readonly number[];
  /** Text, and deletions in it. */
  readonly parts: (string | Deletion)[];
  hint?: string;
}

const notation = /\{\{c([\d,]+)::|\}\}/g;

function parseCloze(text: string): (string | Deletion)[] {
  const top: (string | Deletion)[] = [];
  const open: Deletion[] = [];
  let at = 0;
  const write = (part: string | Deletion) => {
    if (part !== '') (open.at(-1)?.parts ?? top).push(part);
  };
  for (const match of text.matchAll(notation)) {
    write(text.slice(at, match.index));
    at = match.index + match[0].length;
    const closed = match[1] === undefined ? open.pop() : undefined;
    if (closed !== undefined) write(withHint(closed));
    else if (match[1] === undefined) write(match[0]);
    else open.push({ numbers: match[1].split(',').map(Number), parts: [] });
  }
  write(text.slice(at));
  // One that is never closed is no deletion.
  for (let deletion = open.pop(); deletion !== undefined; deletion = open.pop()) {
    write(`{{c${deletion.numbers.join(',')}::`);
    for (const part of deletion.parts) write(part);
  }
  return top;
}

function withHint(deletion: Deletion): Deletion {
  for (const [index, part] of deletion.parts.entries()) {
    const hintAt = typeof part === 'string' ? part.indexOf('::') : -1;
    if (typeof part !== 'string' || hintAt < 0) continue;
    const hint =
      part.slice(hintAt + 2) +
      deletion.parts
        .slice(index + 1)
        .map(plain)
        .join('');
    return { ...deletion, parts: [...deletion.parts.slice(0, index), part.slice(0, hintAt)], hint };
  }
  return deletion;
}

function plain(part: string | Deletion): string {
  return typeof part === 'string' ? part : part.parts.map(plain).join('');
}

/** The text with the deletions of card `ord` hidden or marked, and the others shown. Empty when it has none of them. */
export function revealCloze(text: string, ord: number, side: 'question' | 'answer'): string {
  const parts = parseCloze(text);
  return hasCard(parts, ord) ? parts.map((part) => reveal(part, ord, side)).join('') : '';
}

/** What the deletions of card `ord` hide, joined by commas. */
export function clozeOnly(text: string, ord: number): string {
  const found: string[] = [];
  const collect = (part: string | Deletion): void => {
    if (typeof part === 'string') return;
    if (part.numbers.includes(ord + 1)) found.push(plain(part));
    else part.parts.forEach(collect);
  };
  parseCloze(text).forEach(collect);
  return found.join(', ');
}

function hasCard(parts: readonly (string | Deletion)[], ord: number): boolean {
  return parts.some((part) => typeof part !== 'string' && (part.numbers.includes(ord + 1) || hasCard(part.parts, ord)));
}

function reveal(part: string | Deletion, ord: number, side: 'question' | 'answer'): string {
  if (typeof part === 'string') return part;
  const inside = part.parts.map((inner) => reveal(inner, ord, side)).join('');
  const ordinal = part.numbers.join(',');
  if (!part.numbers.includes(ord + 1)) return `<span class="cloze-inactive" data-ordinal="${ordinal}">${inside}</span>`;
  const shown = side === 'answer' ? inside : `[${part.hint ?? '...'}]`;
  return `<span class="cloze" data-ordinal="${ordinal}">${shown}</span>`;
}
