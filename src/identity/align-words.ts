import { areNearlySpelled, type Token } from './tokens.ts';

/** How one text becomes another, word by word. */
export type WordEdit =
  | { readonly kind: 'kept'; readonly from: Token; readonly to: Token }
  | { readonly kind: 'respelled'; readonly from: Token; readonly to: Token }
  | { readonly kind: 'replaced'; readonly from: Token; readonly to: Token }
  | { readonly kind: 'removed'; readonly from: Token }
  | { readonly kind: 'added'; readonly to: Token };

const removal = 0.7;

/** The cheapest way from `before` to `after`; of equally cheap ones the one that keeps earlier words in place. */
export function alignWords(before: readonly Token[], after: readonly Token[]): WordEdit[] {
  const width = after.length + 1;
  const cost = new Float64Array((before.length + 1) * width);
  const at = (row: number, column: number): number => cost[row * width + column] ?? 0;
  for (let row = 1; row <= before.length; row++) cost[row * width] = row * removal;
  for (let column = 1; column <= after.length; column++) cost[column] = column * removal;
  for (const [row, from] of before.entries()) {
    for (const [column, to] of after.entries()) {
      cost[(row + 1) * width + column + 1] = Math.min(
        at(row, column) + exchangeCost(from, to),
        at(row, column + 1) + removal,
        at(row + 1, column) + removal,
      );
    }
  }

  const edits: WordEdit[] = [];
  let row = before.length;
  let column = after.length;
  while (row > 0 || column > 0) {
    const from = before[row - 1];
    const to = after[column - 1];
    const here = at(row, column);
    if (from !== undefined && to !== undefined && isClose(here, at(row - 1, column - 1) + exchangeCost(from, to))) {
      const kind = from.word === to.word ? 'kept' : exchangeCost(from, to) < 1 ? 'respelled' : 'replaced';
      edits.push({ kind, from, to });
      row--;
      column--;
    } else if (from !== undefined && isClose(here, at(row - 1, column) + removal)) {
      edits.push({ kind: 'removed', from });
      row--;
    } else if (to !== undefined) {
      edits.push({ kind: 'added', to });
      column--;
    }
  }
  return edits.reverse();
}

function exchangeCost(from: Token, to: Token): number {
  if (from.word === to.word) return 0;
  return areNearlySpelled(from.word, to.word) ? 0.3 : 1;
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9;
}
