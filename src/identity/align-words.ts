import { areNearlySpelled, type Token } from './tokens.ts';

/** How one text becomes another, word by word. */
export type WordEdit =
  | { readonly kind: 'kept'; readonly from: Token; readonly to: Token }
  | { readonly kind: 'respelled'; readonly from: Token; readonly to: Token }
  | { readonly kind: 'replaced'; readonly from: Token; readonly to: Token }
  | { readonly kind: 'removed'; readonly from: Token }
  | { readonly kind: 'added'; readonly to: Token };

const removal = 0.7;

/** The cheapest way from `before` to `after`. What both begin and end with is kept; only the middle has to be searched. */
export function alignWords(before: readonly Token[], after: readonly Token[]): WordEdit[] {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start]?.word === after[start]?.word) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end)?.word === after.at(-1 - end)?.word) end++;
  const kept = (index: number, shift: number): WordEdit[] => {
    const [from, to] = [before[index], after[index + shift]];
    return from === undefined || to === undefined ? [] : [{ kind: 'kept', from, to }];
  };
  const lead = before.slice(0, start).flatMap((_, index) => kept(index, 0));
  const tail = before.slice(before.length - end);
  return [
    ...lead,
    ...alignMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...tail.flatMap((_, index) => kept(before.length - end + index, after.length - before.length)),
  ];
}

function alignMiddle(before: readonly Token[], after: readonly Token[]): WordEdit[] {
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
