import type { EdgeType, NodeKind } from '../concept-graph.ts';

/**
 * A title as a picture shows it: one line without control characters, without marks that turn the direction of what
 * follows, well-formed, at most so many characters.
 */
export function labelOf(title: string, longest = 60): string {
  const text = title
    // With the flag u only halves of surrogate pairs match.
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') return '(no title)';
  // Enough for so many characters of several units each; the rest need not be looked at.
  const characters = [...segmenter.segment(text.slice(0, longest * 8))].map(({ segment }) => segment);
  if (characters.length <= longest && text.length <= longest * 8) return text;
  return `${characters
    .slice(0, longest - 1)
    .join('')
    .trimEnd()}…`;
}

const segmenter = new Intl.Segmenter('en');

/** How edges are drawn where a format has styles. */
export const edgeLooks: Readonly<Record<EdgeType, { readonly colour: string; readonly dashed: boolean }>> = {
  requires: { colour: '#b03a2e', dashed: false },
  contrasts: { colour: '#7d3c98', dashed: true },
  'part-of': { colour: '#5d6d7e', dashed: true },
  decides: { colour: '#1e8449', dashed: false },
  tests: { colour: '#b9770e', dashed: false },
  embeds: { colour: '#2874a6', dashed: true },
  links: { colour: '#7b8a97', dashed: false },
  tagged: { colour: '#aab7b8', dashed: true },
};

export const nodeLooks: Readonly<Record<NodeKind, { readonly fill: string; readonly line: string }>> = {
  note: { fill: '#eaf2f8', line: '#2874a6' },
  section: { fill: '#f4f8fb', line: '#85a9c5' },
  card: { fill: '#fef5e7', line: '#b9770e' },
  experiment: { fill: '#e9f7ef', line: '#1e8449' },
  tag: { fill: '#f4f6f6', line: '#aab7b8' },
  attachment: { fill: '#f4f6f6', line: '#5d6d7e' },
  unresolved: { fill: '#ffffff', line: '#b03a2e' },
  external: { fill: '#f5eef8', line: '#7d3c98' },
};
