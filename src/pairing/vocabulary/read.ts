import { LineCounter, parseDocument } from 'yaml';
import type { Diagnostic, Place } from '../../diagnostic.ts';
import type { Note } from '../../vault/index.ts';
import { report } from '../rules.ts';
import type { ConceptEntry, Vocabulary } from '../vocabulary.ts';
import { type Faults, readEntries } from './entries.ts';
import { makeGrammar } from './grammar.ts';

export interface ReadVocabulary {
  readonly vocabulary: Vocabulary;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a `vocabulary.yaml`. What is at fault is passed over and reported where it stands; the rest counts.
 * @param path as diagnostics name the file
 */
export function readVocabulary(text: string, path: string): ReadVocabulary {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const diagnostics: Diagnostic[] = [];
  const placeAt = (from: number, to: number): Place => {
    const [start, end] = [lines.linePos(from), lines.linePos(Math.max(from, to))];
    return { path, line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
  };
  for (const error of document.errors)
    diagnostics.push(
      report(
        'vocabulary-syntax',
        placeAt(...error.pos),
        `${error.message.split('\n')[0] ?? 'not YAML'}; mend the line`,
      ),
    );
  const faults: Faults = {
    report: (rule, [from, to], message, expected) => {
      diagnostics.push(report(rule, placeAt(from, to), message, expected));
    },
    placeAt: ([from, to]) => placeAt(from, to),
  };
  return { vocabulary: readEntries(document.contents, faults), diagnostics };
}

/**
 * What notes add by themselves: each is a concept under its title and aliases, a kind of what its front matter's
 * `kind-of` names. Titles of experiments and of notes without letters name nothing.
 */
export function vocabularyOfNotes(notes: readonly Note[]): Vocabulary {
  const concepts = notes.flatMap((note): ConceptEntry[] => {
    if (note.sockBlocks.some(({ id }) => !id.includes('#')) || !/\p{L}/u.test(note.title)) return [];
    return [
      {
        name: note.title,
        aliases: note.aliases,
        kindOf: namesIn(note.frontMatter.data['kind-of']),
        place: note.frontMatter.places.get('kind-of') ?? { path: note.path, line: 1, column: 1 },
      },
    ];
  });
  return { ...emptyVocabulary, concepts };
}

function namesIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((name) => (typeof name === 'string' ? [name.replace(/^\[\[|(?:\|.*)?\]\]$/gu, '')] : []));
}

export const emptyVocabulary: Vocabulary = {
  concepts: [],
  facets: [],
  conditions: [],
  notEmpirical: [],
  words: new Map(),
  antonyms: [],
  grammar: makeGrammar(() => []),
};
