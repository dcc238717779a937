import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBlock, parseBlock, printBlock } from '../../src/experiments/index.ts';
import { arbitraryBlock, withoutPlaces } from './language-arbitrary.ts';

function parse(text: string) {
  return parseBlock({ path: 'note.md', firstLine: 1, text });
}

describe('the printer', () => {
  it('writes every block so that reading it gives the same block', () => {
    fc.assert(
      fc.property(arbitraryBlock, (block) => {
        const printed = printBlock(block);
        const { block: read, diagnostics } = parse(printed);
        expect({ printed, lines: withoutPlaces(read.lines), faults: diagnostics }).toEqual({
          printed,
          lines: withoutPlaces(block.lines),
          faults: [],
        });
      }),
      { numRuns: 400 },
    );
  });

  it('is checked without an exception, whatever the block says', () => {
    fc.assert(
      fc.property(arbitraryBlock, (block) => {
        const diagnostics = checkBlock(parse(printBlock(block)).block);
        expect(diagnostics.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
