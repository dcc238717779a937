import { expect, it } from 'vitest';
import { windowColumns } from '../../src/cli/screen.ts';

function check(
  stream: { readonly isTTY: boolean; readonly columns: number },
  env: Record<string, string>,
  width: number,
): void {
  expect(windowColumns(stream, env)).toBe(width);
}

it('a window is as wide as it says, and 80 columns where it says nothing', () => {
  check({ isTTY: true, columns: 40 }, { COLUMNS: '100' }, 40);
  check({ isTTY: true, columns: 0 }, {}, 80);
  check({ isTTY: true, columns: 0 }, { COLUMNS: '100' }, 100);
  check({ isTTY: false, columns: 0 }, { COLUMNS: '100' }, 100);
  check({ isTTY: false, columns: 0 }, { COLUMNS: '7' }, 80);
  check({ isTTY: false, columns: 0 }, {}, 80);
});
