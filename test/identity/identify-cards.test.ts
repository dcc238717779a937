import { describe, expect, it } from 'vitest';
import { printLedger } from '../../src/identity/index.ts';
import { exportVault, tally } from './export-vault.ts';
import type { CardSketch } from './make-card.ts';

const vault: CardSketch[] = [
  { question: 'What does `listen()` do to a socket?', answer: 'It makes it passive.' },
  { question: 'Which queue does the backlog limit?', answer: 'That of finished handshakes.' },
  { question: 'TCP ==guarantees== ==order==.', kind: 'cloze' },
  { note: 'udp/Datagram.md', question: 'What does it return?', answer: 'The bytes of one datagram.' },
  { note: 'tcp/Accept.md', question: 'What does it return?', answer: 'A new socket.' },
];

describe('an id', () => {
  it('is 16 small letters and digits, and one card has it', () => {
    const { identification } = exportVault(vault);
    const ids = identification.identified.map(({ id }) => id);
    expect(ids.every((id) => /^[a-z0-9]{16}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(vault.length);
  });

  it('is the same again when nothing changed, and then the ledger is the same to the byte', () => {
    const first = exportVault(vault);
    const second = exportVault(vault, first.ledger, { now: 1_800_000_000 });
    expect(tally(second)).toEqual({ unchanged: 5 });
    expect(printLedger(second.ledger)).toBe(printLedger(first.ledger));
  });

  it('is the same again with the ledger deleted', () => {
    const ids = ({ identification }: ReturnType<typeof exportVault>): string[] =>
      identification.identified.map(({ id }) => id);
    expect(ids(exportVault(vault))).toEqual(ids(exportVault([...vault])));
  });
});

describe('two clones of a vault', () => {
  it('give a new note the same ids, whatever else each of them added', () => {
    const shared = exportVault(vault).ledger;
    const added: CardSketch = {
      note: 'new/Shutdown.md',
      question: 'What does shutdown close?',
      answer: 'One direction.',
    };
    const one = exportVault([...vault, added], shared);
    const other = exportVault([{ note: 'a.md', question: 'Why?', answer: 'Because.' }, added, ...vault], shared);
    expect(other.idOf('What does shutdown close?')).toBe(one.idOf('What does shutdown close?'));
  });
});

describe('equal questions', () => {
  const inTwoNotes: CardSketch[] = [
    { note: 'tcp/Accept.md', question: 'What is the result?', answer: 'A new socket.' },
    { note: 'tcp/Bind.md', question: 'What is the result?', answer: 'An address for the socket.' },
  ];
  const inOneNote: CardSketch[] = [
    { question: 'What is the result?', answer: 'A new socket.', line: 3 },
    { question: 'What is the result?', answer: 'An address for the socket.', line: 9 },
  ];
  const answersById = (sketches: CardSketch[], ledger = exportVault(sketches).ledger): Record<string, string> =>
    Object.fromEntries(
      exportVault(sketches, ledger).identification.identified.map(({ id, card }) => [id, card.fields.Back?.text ?? '']),
    );

  it.each([
    ['in two notes', inTwoNotes],
    ['in one note', inOneNote],
  ])('%s keep their answers when they are reordered, with the ledger and without it', (_, [first, second]) => {
    if (first === undefined || second === undefined) throw new Error('two cards are needed');
    const before = exportVault([first, second]);
    const swapped = [
      { ...second, line: 1 },
      { ...first, line: 20 },
    ];
    const expected = answersById([first, second], before.ledger);
    expect(Object.keys(expected)).toHaveLength(2);
    expect(answersById(swapped, before.ledger)).toEqual(expected);
    expect(answersById(swapped)).toEqual(expected);
  });

  it('leave the id of the one that was there first alone', () => {
    const [first, second] = inTwoNotes as [CardSketch, CardSketch];
    const before = exportVault([second]);
    const after = exportVault([first, second], before.ledger);
    expect(after.identification.identified[1]?.id).toBe(before.identification.identified[0]?.id);
    expect(tally(after)).toEqual({ new: 1, unchanged: 1 });
  });

  it('with equal answers in one note are two cards, and stay two', () => {
    const twins: CardSketch[] = [
      { question: 'Q?', answer: 'A', line: 1 },
      { question: 'Q?', answer: 'A', line: 5 },
    ];
    const before = exportVault(twins);
    expect(new Set(before.identification.identified.map(({ id }) => id)).size).toBe(2);
    expect(tally(exportVault(twins, before.ledger))).toEqual({ unchanged: 2 });
    expect(tally(exportVault(twins.slice(1), before.ledger))).toEqual({ unchanged: 1, gone: 1 });
  });
});

describe('a new card never inherits', () => {
  it('the id of a card that is gone and asked the same about something else', () => {
    const before = exportVault([
      { note: 'Accept.md', question: 'What does it return?', answer: 'A new socket.' },
      ...vault,
    ]);
    const without = exportVault(vault, before.ledger);
    const after = exportVault(
      [{ note: 'Bind.md', question: 'What does it return?', answer: 'Zero.' }, ...vault],
      without.ledger,
    );
    expect(after.identification.identified[0]?.id).not.toBe(before.identification.identified[0]?.id);
  });

  it('the id of one of two cards that it could both have been; the plan says so', () => {
    const before = exportVault([
      { question: 'What does the backlog of a socket normally limit?', answer: 'connections' },
      { question: 'What does the backlog of a socket usually limit?', answer: 'connections' },
    ]);
    const after = exportVault(
      [{ question: 'What does the bakclog of a socket limit?', answer: 'connections' }],
      before.ledger,
    );
    expect(tally(after)).toEqual({ new: 1, gone: 2 });
    expect(after.plan.cards[0]?.atRisk?.reason).toBe('ambiguous');
    expect(after.plan.cards[0]?.atRisk?.resembles).toHaveLength(2);
  });
});

describe('a card that comes back', () => {
  it('after it was gone has its id again', () => {
    const before = exportVault(vault);
    const without = exportVault(vault.slice(1), before.ledger);
    expect(tally(without)).toEqual({ unchanged: 4, gone: 1 });
    const back = exportVault(vault, without.ledger);
    expect(tally(back)).toEqual({ unchanged: 5 });
    expect(back.plan.goneEarlier).toEqual([]);
  });
});

describe('an id written in the note', () => {
  it('holds through any edit, and without the ledger', () => {
    const before = exportVault([{ id: 'passive', question: 'What does listen do?', answer: 'a' }]);
    const edited: CardSketch[] = [{ id: 'passive', question: 'Something else 7?', answer: 'b' }];
    const id = before.identification.identified[0]?.id;
    expect(exportVault(edited, before.ledger).identification.identified[0]?.id).toBe(id);
    expect(exportVault(edited).identification.identified[0]?.id).toBe(id);
  });

  it('can be given to a card that had none', () => {
    const before = exportVault([{ question: 'What does listen do?' }]);
    const pinned = exportVault([{ question: 'What does listen do?', id: 'passive' }], before.ledger);
    expect(tally(pinned)).toEqual({ unchanged: 1 });
    expect(tally(exportVault([{ question: 'Else 7?', id: 'passive' }], pinned.ledger))).toEqual({ changed: 1 });
  });

  it('twice in one note is reported, and the second card goes without', () => {
    const { identification } = exportVault([
      { id: 'x', question: 'One?', line: 3 },
      { id: 'x', question: 'Two?', line: 8 },
    ]);
    expect(identification.diagnostics).toMatchObject([
      {
        rule: 'duplicate-card-id',
        path: 'tcp/Listen.md',
        line: 8,
        message: expect.stringContaining('tcp/Listen.md:3') as string,
      },
    ]);
    expect(new Set(identification.identified.map(({ id }) => id)).size).toBe(2);
  });

  it('in two notes is two ids', () => {
    const { identification } = exportVault([
      { note: 'a.md', id: '1', question: 'One?' },
      { note: 'b.md', id: '1', question: 'Two?' },
    ]);
    expect(identification.diagnostics).toEqual([]);
    expect(new Set(identification.identified.map(({ id }) => id)).size).toBe(2);
  });
});
