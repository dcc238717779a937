import type { Vocabulary } from '../vocabulary.ts';

/** A vocabulary made ready for reading notes: compiled once, then asked for every word. */
export interface Lexicon {
  readonly vocabulary: Vocabulary;
}

export function compileVocabulary(vocabulary: Vocabulary): Lexicon {
  return { vocabulary };
}
