// stub
import type { Note, Vault } from '../vault/index.ts';
import type { Claim } from './claim.ts';
import type { Decision } from './decision.ts';
import type { Lexicon } from './vocabulary/lexicon.ts';
export function extractClaims(
  notes: readonly Note[],
  _v: Vault,
  _l: Lexicon,
): { claims: readonly Claim[]; diagnostics: [] } {
  return {
    diagnostics: [],
    claims: notes.flatMap((note) =>
      note.source.split('\n').flatMap((text, i): Claim[] => {
        const m = /^claim:: (.+)$/.exec(text);
        if (m === null) return [];
        const [c = '', f = '', v = ''] = (m[1] ?? '').split('|').map((p) => p.trim().replace(/^\[\[|\]\]$/g, ''));
        return [
          {
            concept: { name: c, written: c, resolvedBy: 'link' },
            facet: f,
            value: { name: v, written: v },
            place: { path: note.path, line: i + 1, column: 1 },
            form: 'explicit',
            text,
          },
        ];
      }),
    ),
  };
}
export function readDecisions(
  blocks: readonly { id: string; decides: readonly (readonly string[])[] }[],
  _l: Lexicon,
): readonly Decision[] {
  return blocks.flatMap(({ id, decides }) =>
    decides.map((w) => ({
      experiment: id,
      concept: w[0] ?? '',
      facet: w[1] ?? '',
      value: w[2] ?? '',
      written: w,
      ...(w[3] === undefined ? {} : { condition: { written: w[3] } }),
    })),
  );
}
