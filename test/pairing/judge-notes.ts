import { readFileSync } from 'node:fs';
import {
  type Claim,
  type ClaimVerdict,
  compileVocabulary,
  type Decision,
  findClaims,
  judgeClaim,
  type Lexicon,
  mergeVocabularies,
  type Outcome,
  readDecisions,
  readVocabulary,
  vocabularyOfDecisions,
  vocabularyOfNotes,
} from '../../src/pairing/index.ts';
import { parseNote, readVault } from '../../src/vault/index.ts';

/** What judging a note takes: the words, and what the shipped experiments show. */
export interface Bench {
  readonly lexicon: Lexicon;
  readonly decisions: readonly Decision[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: ClaimVerdict;
}

/**
 * The shipped vocabulary and experiments. That each experiment holds here is another test's matter
 * (`project.test.ts`), so none is replayed: only Bluetooth counts as missing, as on most machines.
 */
export async function openBench(): Promise<Bench> {
  const { vault } = await readVault({ root: 'notes', cacheDir: false });
  const { vocabulary } = readVocabulary(readFileSync('notes/vocabulary.yaml', 'utf8'), 'vocabulary.yaml');
  const blocks = vault.notes.flatMap(({ sockBlocks }) => sockBlocks);
  const known = mergeVocabularies(vocabulary, vocabularyOfNotes(vault.notes));
  const lexicon = compileVocabulary(mergeVocabularies(known, vocabularyOfDecisions(blocks, known)));
  const outcomes = new Map(
    blocks.map(({ id }): [string, Outcome] => [
      id,
      id === 'families/bluetooth'
        ? { verdict: 'not-testable-here', reason: 'needs AF_BLUETOOTH' }
        : { verdict: 'supported' },
    ]),
  );
  return { lexicon, decisions: readDecisions(blocks, lexicon), outcomes };
}

/** The claims of one note, each with its verdict, in the order of their places. */
export function judgeNote(path: string, text: string, { lexicon, decisions, outcomes }: Bench): readonly JudgedClaim[] {
  const { note } = parseNote(path, text);
  return findClaims(note, lexicon).claims.map((claim) => ({
    claim,
    verdict: judgeClaim(claim, decisions, outcomes, lexicon),
  }));
}

/** Rows of a table in a .tsv, by the names in its first line. */
export function readRows<Name extends string>(
  file: string,
  names: readonly Name[],
): readonly Readonly<Record<Name, string>>[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  const missing = names.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new Error(`${file} has no column ${missing.join(', ')}`);
  return lines.map((line) => {
    const cells = line.split('\t');
    const row = names.map((name): [Name, string] => [name, cells[columns.indexOf(name)] ?? '']);
    // Every name has a value: the rows above are made of all of them.
    return Object.fromEntries(row) as Record<Name, string>;
  });
}

/** One letter a verdict, as the fixtures write them. */
export function letterOf({ kind }: ClaimVerdict): string {
  const letters: Readonly<Record<ClaimVerdict['kind'], string>> = {
    supported: 'S',
    refuted: 'R',
    'over-general': 'O',
    'not-testable-here': 'T',
    'not-empirical': 'N',
    'no-experiment': '-',
    inconclusive: '?',
  };
  return letters[kind];
}

/** Whether two columns of a table's line are in the same cell. */
export function isOneCell(line: string, a: number, b: number): boolean {
  return !line.slice(Math.min(a, b) - 1, Math.max(a, b) - 1).includes('|');
}
