import type { SockBlock } from '../vault/index.ts';

/** What an experiment decides, where its claims hold: one row of its `decides:`. */
export interface Decision {
  readonly experiment: string;
  readonly concept: string;
  readonly facet: string;
  /** As the vocabulary names them, where it does: comparable with a claim's. */
  readonly value: string;
  readonly condition?: DecisionCondition;
  /** The row as written: concept, facet, value and perhaps a condition. */
  readonly written: readonly string[];
}

export interface DecisionCondition {
  readonly name?: string;
  readonly written: string;
}

/** The rows of `decides:`; those of fewer than three parts say nothing. */
export function rowsOf(blocks: readonly Pick<SockBlock, 'id' | 'decides'>[]): readonly {
  readonly experiment: string;
  readonly written: readonly string[];
}[] {
  return blocks.flatMap(({ id, decides }) =>
    decides.filter(({ length }) => length >= 3).map((written) => ({ experiment: id, written })),
  );
}
