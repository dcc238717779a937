import type { SockBlock } from '../vault/index.ts';
import { readValue } from './claims/value.ts';
import { type Decision, rowsOf } from './decision.ts';
import type { Lexicon } from './vocabulary/lexicon.ts';

/** What experiments decide, by the vocabulary's names. */
export function readDecisions(
  blocks: readonly Pick<SockBlock, 'id' | 'decides'>[],
  lexicon: Lexicon,
): readonly Decision[] {
  return rowsOf(blocks).map(({ experiment, written }): Decision => {
    const [concept = '', facet = '', value = '', condition] = written;
    const read = readValue(concept, facet, value, condition, lexicon);
    return {
      experiment,
      concept: read.concept,
      facet: read.facet,
      value: read.value,
      ...(condition === undefined ? {} : { condition: { ...read.condition, written: condition } }),
      written,
    };
  });
}
