import type { Grammar } from '../vocabulary.ts';

/** Each list of a grammar, and its key in `vocabulary.yaml`. */
const keys: Readonly<Record<keyof Grammar, string>> = {
  negations: 'negations',
  denials: 'denials',
  boundaries: 'boundaries',
  yes: 'yes',
  no: 'no',
  may: 'may',
  usually: 'usually',
  fixed: 'fixed',
  asking: 'asking',
  conditionals: 'conditionals',
  subordinators: 'subordinators',
  contrasts: 'contrasts',
  between: 'between',
  fillers: 'fillers',
  numbers: 'numbers',
  sameErrors: 'same-errors',
  presupposing: 'presupposing',
  pointers: 'pointers',
  succeeding: 'succeeding',
  failing: 'failing',
  notAsserted: 'not-asserted',
};

/** @param listOf gives a list by its name here and by its key in the file */
export function makeGrammar(listOf: (list: keyof Grammar, key: string) => readonly string[]): Grammar {
  // The keys of the table are those of a grammar, all of them.
  const lists = Object.entries(keys) as [keyof Grammar, string][];
  return Object.fromEntries(lists.map(([list, key]) => [list, listOf(list, key)])) as unknown as Grammar;
}
