import type { CardMemory } from './card-memory.ts';

const pronouns =
  /(^|[^\p{L}\p{N}])(it|its|this|that|these|those|they|them|their|he|she|here|above|below)([^\p{L}\p{N}]|$)/iu;

/** Whether a question can only be understood where it stands. */
export function leansOnNote(memory: Pick<CardMemory, 'question' | 'code' | 'links' | 'cell'>): boolean {
  return (
    memory.question === '' ||
    (pronouns.test(memory.question) &&
      memory.code.length === 0 &&
      memory.links.length === 0 &&
      memory.cell === undefined)
  );
}
