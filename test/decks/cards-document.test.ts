import { expect, it } from 'vitest';
import { extractCards } from '../../src/cards/index.ts';
import { cardsDocument, gatherDeck } from '../../src/decks/index.ts';
import { identifyCards } from '../../src/identity/index.ts';
import { readVault } from '../../src/vault/index.ts';
import { makeVault } from '../anki/vault-export.ts';

const note = `# Backlog

Q: What holds finished connections?
A: The **accept** queue & nothing else.
hint:: not the SYN queue

The limit is ==somaxconn==. #card
`;

it('cards --json tells of each card where it stands, what it asks, and what decides it', async () => {
  const { vault, diagnostics } = await readVault({
    root: makeVault({ 'tcp/Backlog.md': note }),
    name: 'Sockets',
    cacheDir: false,
  });
  const { identified } = identifyCards(extractCards(vault, { derived: false }).cards, new Map(), 'vault');
  const { deck } = gatherDeck(identified, { vault, readAttachment: () => new Uint8Array() });
  const [first, second] = identified;
  if (first === undefined || second === undefined) throw new Error('two cards were written');
  const experiments = new Map([[first.id, [{ id: 'stream/backlog', reason: 'both link [[Backlog]]' }]]]);
  const document = cardsDocument({ vault: vault.name, deck, cards: identified, diagnostics, experiments });
  expect(JSON.parse(JSON.stringify(document))).toEqual({
    schema: 1,
    vault: 'Sockets',
    diagnostics: [],
    cards: [
      {
        id: first.id,
        note: 'tcp/Backlog.md',
        line: 3,
        column: 1,
        syntax: 'question-answer',
        kind: 'basic',
        deck: 'Sockets::tcp',
        tags: [],
        concepts: ['tcp/Backlog.md'],
        fields: {
          Front: 'What holds finished connections?',
          Back: 'The <strong>accept</strong> queue &amp; nothing else.',
          Hint: 'not the SYN queue',
          Source: 'Backlog',
          Concept: 'Backlog',
        },
        text: {
          Front: 'What holds finished connections?',
          Back: 'The accept queue & nothing else.',
          Hint: 'not the SYN queue',
          Source: 'Backlog',
          Concept: 'Backlog',
        },
        experiments: [{ id: 'stream/backlog', reason: 'both link [[Backlog]]' }],
      },
      expect.objectContaining({
        id: second.id,
        line: 7,
        syntax: 'cloze',
        kind: 'cloze',
        fields: expect.objectContaining({ Text: 'The limit is {{c1::somaxconn}}.' }) as unknown,
        text: expect.objectContaining({ Text: 'The limit is somaxconn.' }) as unknown,
        experiments: [],
      }),
    ],
  });
});
