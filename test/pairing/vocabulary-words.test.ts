import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { readVocabulary, vocabularyOfNotes } from '../../src/pairing/index.ts';
import { readVault } from '../../src/vault/index.ts';

/**
 * What claims are about is data, so it must not stand in the program. Looked at is what the program can compare a note
 * with: its string literals, templates and regular expressions (comments may give examples).
 *
 * In the files that find, judge and report claims every word of the vocabulary counts: the names and aliases of
 * concepts, facets and values. Names of several words, with digits or with capitals (`full queue`, `AF_UNIX`) count
 * wherever they stand in a text; an ordinary single word (`order`) where it is the whole text, as in a comparison, and
 * anywhere in a regular expression.
 *
 * In the others the names of concepts and facets count that are no ordinary words. Not looked at is
 * src/experiments/: calls, constants and packets are what a replay is made of.
 */
const claimFolders = /^pairing\/|^cli\/.*(?:verif|evidence|claim)/u;

interface Passed {
  readonly words: readonly string[] | 'all';
  readonly reason: string;
}

/** By the file or folder within src/, a folder with `/` at its end; '' is everywhere. */
const passed: Readonly<Record<string, Passed>> = {
  '': {
    words: ['is a', 'name', 'link', 'path', 'kind', 'decides', 'part of', 'error'],
    reason: 'English, the nouns of every vault, the keys of front matter, a severity, and what experiments make',
  },
  'pairing/': {
    words: [
      'yes',
      'no',
      'none',
      'sequence',
      'unit',
      'exclusive',
      'boundaries',
      'both',
      'strong',
      'holds',
      'one machine',
      'read',
    ],
    reason: 'keys and kinds of values of a vocabulary, kinds of markdown nodes, what a file gave, words of verdicts',
  },
  'pairing/evidence-text.ts': { words: ['lost', 'ends'], reason: 'the fates of a packet, and the end of an actor' },
  'pairing/verdict-cache/': { words: ['ipv4', 'ipv6', 'unix', 'ns'], reason: 'folders of sysctls and of namespaces' },
  'pairing/vocabulary/': { words: ['used', 'uses', 'less'], reason: 'endings of English words' },
  'cards/': {
    words: ['ipv6', 'dual stack', 'socket buffer'],
    reason: 'an address holds `::`, which is no separator; what lint knows to differ between systems',
  },
  'identity/contrasts.ts': { words: ['read write'], reason: 'opposites that tell one card from the next' },
  'vault/front-matter.ts': { words: ['read write'], reason: 'the modes of a parser' },
  'quiz/asking/': {
    words: 'all',
    reason: 'a line of an experiment is asked: its call, its result and the names that libc gives to errors',
  },
  'graph/page/client/list-view.ts': { words: ['start here'], reason: 'where a reader of the page begins' },
  'cli/': {
    words: ['tcp', 'udp', 'rst', 'fifo', 'epipe', 'eagain', 'unix', 'listen', 'read'],
    reason: 'examples in the help, a format of reports for editors, an errno of standard output, words of verdicts',
  },
  'cli/probe-needs.ts': {
    words: ['af_unix', 'sock_stream', 'af_unix sock_stream'],
    reason: 'what a machine is probed with',
  },
  'cli/commands/doctor.ts': {
    words: [
      'ipv6',
      'raw sockets',
      'seqpacket',
      'sequenced packet',
      'sequenced packet sockets',
      'unix domain',
      'sock_seqpacket',
    ],
    reason: 'what a machine can offer to experiments',
  },
  'cli/commands/record.ts': { words: ['fifos'], reason: 'what strace shows' },
};

interface Names {
  /** Single words in small letters. */
  readonly plain: ReadonlySet<string>;
  readonly special: ReadonlySet<string>;
}

interface Hit {
  readonly file: string;
  readonly word: string;
}

const longestName = 8;

const isPlain = (word: string): boolean => /^\p{Ll}+$/u.test(word);

/** Several words, or with digits, underscores or an abbreviation: nothing that English has for other uses. */
function isUnmistakable(name: string): boolean {
  return wordsOf(name).length > 1 || /\p{Lu}{2}|[\d_]/u.test(name);
}

/** A name as the words it consists of: `AF_INET/AF_INET6` is two, `recv()` one. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** Texts and regular expressions of a source file, without those that import. */
function literalsOf(file: string): { readonly text: string; readonly isPattern: boolean }[] {
  const found: { text: string; isPattern: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isRegularExpressionLiteral(node)) found.push({ text: node.text, isPattern: true });
    else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push({ text: node.text, isPattern: false });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(path.join('src', file), 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

function hitsIn(file: string, { special, plain }: Names): readonly Hit[] {
  return literalsOf(file).flatMap(({ text, isPattern }) => {
    const words = wordsOf(text);
    const runs = words.flatMap((_, from) =>
      Array.from({ length: Math.min(longestName, words.length - from) }, (_none, more) =>
        words.slice(from, from + more + 1).join(' '),
      ),
    );
    const found = runs.filter((run) => special.has(run) || (isPattern && plain.has(run)));
    const whole = words.join(' ');
    return [...new Set([...found, ...(plain.has(whole) ? [whole] : [])])].map((word) => ({ file, word }));
  });
}

/** The names that are ordinary words, and the others, each as its words with blanks between. */
function splitNames(names: readonly string[]): Names {
  const joined = (some: readonly string[]): ReadonlySet<string> =>
    new Set(some.map((name) => wordsOf(name).join(' ')).filter((name) => /\p{L}{2}/u.test(name)));
  return { plain: joined(names.filter(isPlain)), special: joined(names.filter((name) => !isPlain(name))) };
}

function isPassed({ file, word }: Hit): boolean {
  return Object.entries(passed).some(
    ([where, { words }]) =>
      (where === '' || where === file || (where.endsWith('/') && file.startsWith(where))) &&
      (words === 'all' || words.includes(word)),
  );
}

describe('the vocabulary', () => {
  let hits: readonly Hit[];
  beforeAll(async () => {
    const { vault } = await readVault({ root: 'notes', cacheDir: false });
    const shipped = readVocabulary(readFileSync('notes/vocabulary.yaml', 'utf8'), 'vocabulary.yaml').vocabulary;
    const concepts = [...shipped.concepts, ...vocabularyOfNotes(vault.notes).concepts];
    const named = concepts.flatMap(({ name, aliases }) => [name, ...aliases]);
    const values = shipped.facets.flatMap((facet) => facet.values);
    const all = splitNames([
      ...named,
      ...[...shipped.facets, ...values].flatMap(({ name, aliases }) => [name, ...aliases]),
    ]);
    const outside = splitNames([...named, ...shipped.facets.map(({ name }) => name)].filter(isUnmistakable));
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.[jt]s$/u.test(file) && !file.startsWith('experiments/'),
    );
    hits = files.flatMap((file) => hitsIn(file, claimFolders.test(file) ? all : outside));
  }, 60_000);

  it('is data: none of its words stands in src/', () => {
    const unexpected = hits.filter((hit) => !isPassed(hit));
    expect([...new Set(unexpected.map(({ file, word }) => `${file}: ${word}`))]).toEqual([]);
  });

  it('has no word passed over that does not stand there any more', () => {
    const stale = Object.entries(passed).flatMap(([where, { words }]) =>
      (words === 'all' ? [] : words)
        .filter((word) => !hits.some((hit) => hit.word === word && hit.file.startsWith(where)))
        .map((word) => `${where}: ${word}`),
    );
    expect(stale).toEqual([]);
  });
});
