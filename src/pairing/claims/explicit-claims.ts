import type { Diagnostic } from '../../diagnostic.ts';
import type { LineIndex, Note } from '../../vault/index.ts';
import type { Claim } from '../claim.ts';
import { report } from '../rules.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { readValue } from './value.ts';

const pattern = /^[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?claim::(.*)$/gimu;

/** `claim:: [[UDP]] | reliability | unreliable`, perhaps with a condition behind. */
export function explicitClaims(
  note: Note,
  { path, lines }: { readonly path: string; readonly lines: LineIndex },
  lexicon: Lexicon,
): { readonly claims: readonly Claim[]; readonly diagnostics: readonly Diagnostic[] } {
  const claims: Claim[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const match of note.source.matchAll(pattern)) {
    const body = match[1] ?? '';
    const start = match.index + match[0].length - body.length;
    if (isInCode(note, lines.placeAt(start, start).line)) continue;
    const parts = splitParts(body).map(({ text, at }) => ({ text: text.trim(), at: at + leading(text) }));
    const [concept, facet, value, condition] = parts;
    const place = { ...lines.placeAt(start, start + body.length), path };
    if (concept === undefined || facet === undefined || value === undefined || parts.some(({ text }) => text === '')) {
      const message = 'a claim line is `claim:: concept | facet | value`, perhaps with `| condition` behind';
      diagnostics.push(report('bad-claim-line', place, message));
      continue;
    }
    const read = readValue(concept.text, facet.text, value.text, condition?.text, lexicon);
    claims.push({
      concept: {
        name: read.concept,
        written: concept.text,
        resolvedBy: concept.text.startsWith('[[') ? 'link' : 'name',
      },
      facet: read.facet,
      value: { name: read.value, written: value.text },
      ...(condition === undefined ? {} : { condition: { ...read.condition, written: condition.text } }),
      place: { ...lines.placeAt(start + value.at, start + value.at + value.text.length), path },
      form: 'explicit',
      text: body.trim(),
    });
  }
  return { claims, diagnostics };
}

/** At bars that stand outside of links. */
function splitParts(body: string): readonly { readonly text: string; readonly at: number }[] {
  const parts: { text: string; at: number }[] = [];
  let [at, depth] = [0, 0];
  for (let index = 0; index < body.length; index += 1) {
    if (body.startsWith('[[', index)) depth += 1;
    else if (body.startsWith(']]', index)) depth = Math.max(0, depth - 1);
    else if (body.charAt(index) === '|' && depth === 0) {
      parts.push({ text: body.slice(at, index), at });
      at = index + 1;
    }
  }
  parts.push({ text: body.slice(at), at });
  return parts;
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}

function isInCode(note: Note, line: number): boolean {
  return note.tree.children.some(
    ({ type, position }) =>
      (type === 'code' || type === 'html') &&
      position !== undefined &&
      position.start.line <= line &&
      line <= position.end.line,
  );
}
