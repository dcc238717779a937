import type { Text } from 'mdast';

/**
 * Where each unit of a text node's value stands in the source, as offsets; one entry more than the value has units. The
 * two differ by escapes, character references, repaired mojibake and the prefixes of quoted or indented lines.
 */
export function textOffsets(node: Text, source: string): (index: number) => number {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? start;
  const { value } = node;
  if (end - start === value.length) return (index) => start + Math.min(index, value.length);
  // A long paragraph is cut once a line: it is aligned once.
  const offsets = aligned.get(node) ?? alignText(value, source, start, end);
  aligned.set(node, offsets);
  return (index) => offsets[index] ?? end;
}

const aligned = new WeakMap<Text, readonly number[]>();

const escapable = /[!-/:-@[-`{-~]/;
const prefix = /[\s>]/;

function alignText(value: string, source: string, start: number, end: number): number[] {
  const offsets: number[] = [];
  let at = start;
  let index = 0;
  while (index < value.length) {
    const unit = value.charAt(index);
    if (source[at] === '\\' && source[at + 1] === unit && escapable.test(unit)) {
      offsets.push(at);
      at += 2;
      index += 1;
    } else if (source[at] === unit) {
      offsets.push(at);
      at += 1;
      index += 1;
      if (unit === '&') at += referenceRest(source, at, value, index);
    } else if (at < end && prefix.test(source.charAt(at)) && !/\s/.test(unit)) {
      at += 1;
    } else {
      const next = resynchronise(value, index, source, at, end);
      for (; index < next.index; index += 1) offsets.push(at);
      at = next.at;
    }
  }
  offsets.push(end);
  return offsets;
}

/** `&amp;` is one unit of text: the length of what follows its `&`, or 0 where the text goes on in the same letters. */
function referenceRest(source: string, at: number, value: string, index: number): number {
  const rest = /^(?:amp|AMP|#38|#[xX]26);/.exec(source.slice(at, at + 6))?.[0] ?? '';
  return value.startsWith(rest, index) ? 0 : rest.length;
}

/** Behind a reference or a repair, finds where text and source agree again; gives up at the end of both. */
function resynchronise(value: string, index: number, source: string, at: number, end: number) {
  for (let used = 1; used <= 3 && index + used < value.length; used += 1) {
    const ahead = value.slice(index + used, index + used + 3);
    for (let skipped = 1; skipped <= 36 && at + skipped < end; skipped += 1) {
      if (source.startsWith(ahead, at + skipped)) return { index: index + used, at: at + skipped };
    }
  }
  return { index: index + 1, at: Math.min(at + 1, end) };
}
