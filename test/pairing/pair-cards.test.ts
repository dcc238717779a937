import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { extractCards } from '../../src/cards/index.ts';
import { buildGraph } from '../../src/graph/index.ts';
import {
  compileVocabulary,
  findClaims,
  mergeVocabularies,
  openPairing,
  readDecisions,
  readVocabulary,
  vocabularyOfNotes,
} from '../../src/pairing/index.ts';
import { readVault } from '../../src/vault/index.ts';

const vocabulary = `facets:
  end:
    of: Duct
    values:
      late: { phrases: [late], opposites: [early] }
      early: { phrases: [early], opposites: [late] }
`;

const log = (decides: string, question = 'What then?'): string =>
  `---\nquestion: ${question}\ndecides:\n  - ${decides}\n---\nAbout [[Duct]].\n\n\`\`\`sock\npipe([r, w]) = 0\n\`\`\`\n`;

/** Lines `question: experiment (strength): reason` for every card of the notes. */
async function pair(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'sockrates-pairs-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const { vault } = await readVault({ root, cacheDir: false });
  const read = readVocabulary(vocabulary, 'vocabulary.yaml').vocabulary;
  const lexicon = compileVocabulary(mergeVocabularies(read, vocabularyOfNotes(vault.notes)));
  const experiments = vault.notes.flatMap((note) =>
    note.sockBlocks.map((block) => ({
      ...block,
      root: vault.root,
      path: note.path,
      line: block.firstLine,
      lastLine: block.place.endLine ?? block.firstLine,
    })),
  );
  const { cards } = extractCards(vault);
  const named = cards.map((card, index) => ({ id: `${index}`, card }));
  const pairCard = openPairing({
    vault,
    cards,
    experiments,
    claimed: {
      claims: vault.notes.flatMap((note) => findClaims(note, lexicon).claims),
      decisions: readDecisions(experiments, lexicon),
      lexicon,
    },
    graph: buildGraph({ vault, cards: named }),
  });
  return cards.flatMap((card) =>
    pairCard(card).map(
      ({ experiment, strength, reason }) =>
        `${(card.fields.Front ?? card.fields.Text)?.text ?? ''}: ${experiment} (${strength}): ${reason}`,
    ),
  );
}

const decided = { 'experiments/ends.md': log('[Duct, end, late]') };
const other = { 'experiments/other.md': log('[Gate, lock, open]') };

describe('pairing', () => {
  it('takes what the author names: on the card, in its section, in front matter', async () => {
    const note = [
      '---\nexperiment: other\n---\n# Gate\n',
      'Which way? :: That way.\nexperiment:: ends\n',
      '## Far\n',
      'How far? :: So far.\n',
      'experiment:: [[ends]]\n',
    ].join('\n');
    expect(await pair({ ...decided, ...other, 'Gate.md': note })).toMatchInlineSnapshot(`
      [
        "Which way?: ends (demonstrates): the card names it",
        "Which way?: other (demonstrates): the front matter of the note names it",
        "How far?: ends (demonstrates): the section “Far” names it",
        "How far?: other (demonstrates): the front matter of the note names it",
      ]
    `);
  });

  it('takes a log in the same section, and no name that nothing has', async () => {
    const note =
      '# Walls\n\n## Near\n\nWho? :: They.\nexperiment:: nothing\n\n```sock\npipe([r, w]) = 0\n```\n\n## Far\n\nWhen? :: Then.\n';
    expect(await pair({ 'Walls.md': note })).toMatchInlineSnapshot(`
      [
        "Who?: Walls#Near (demonstrates): its log stands beside it in “Near”",
      ]
    `);
  });

  it('takes what decides the claim that the answer makes, and what asks the same question', async () => {
    const note = '# Duct\n\n- **End:** early.\n\nQ: What then?\nA: This.\n';
    expect(await pair({ ...decided, ...other, 'Duct.md': note })).toMatchInlineSnapshot(`
      [
        "Duct: end?: ends (decides): it decides what the card claims of [[Duct]]: end",
        "Duct: end?: other (related): both are about [[Duct]]",
        "What then?: ends (decides): it asks the same question",
        "What then?: other (decides): it asks the same question",
      ]
    `);
  });

  it('does not take a claim that the card does not make, though it stands in its lines', async () => {
    const note = '# Things\n\nQ: What is there?\nA: A duct, and more.\n\n<!-- [[Duct]]: its end is late. -->\n';
    const lines = await pair({ ...decided, 'Things.md': note, 'Duct.md': '# Duct\n' });
    expect(lines.filter((line) => line.includes('(decides)'))).toEqual([]);
  });

  it('offers what shares rare concepts as related, never as more', async () => {
    const lines = await pair({
      ...decided,
      ...other,
      'Pump.md': 'What feeds a pump? :: A [[Duct]].\n',
      'Duct.md': '# Duct\n',
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "What feeds a pump?: ends (related): both are about [[Duct]]",
        "What feeds a pump?: other (related): both are about [[Duct]]",
      ]
    `);
  });
});
