import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLedger, printLedger, type Ledger } from '../../src/identity/index.ts';
import { exportCards, exportVault, tally } from './export-vault.ts';
import { makeCard, type CardSketch } from './make-card.ts';

// Few words, so that questions collide, resemble each other and move between notes all the time.
const word = fc.constantFrom(
  'listen',
  'socket',
  'backlog',
  'TCP',
  'UDP',
  'not',
  '3',
  'What',
  'does',
  'it',
  'the',
  'client',
  'server',
  'scoket',
);
const sketch: fc.Arbitrary<CardSketch> = fc
  .record({
    note: fc.constantFrom('a.md', 'b.md', 'c/d.md'),
    words: fc.array(word, { maxLength: 5 }),
    answer: fc.constantFrom('yes', 'a new socket', 'connections that wait'),
    kind: fc.constantFrom('basic', 'basic', 'type-in', 'cloze'),
    headings: fc.constantFrom([], ['One'], ['Two']),
    id: fc.option(fc.constantFrom('x', 'y'), { nil: undefined, freq: 8 }),
    line: fc.nat(30),
  })
  .map(({ words, id, kind, ...rest }) => ({
    ...rest,
    kind: kind as 'basic',
    question:
      kind === 'cloze'
        ? words.map((text, index) => (index % 2 === 0 ? `==${text}==` : text)).join(' ')
        : words.join(' '),
    ...(id === undefined ? {} : { id }),
  }));
const vault = fc.array(sketch, { maxLength: 14 });

function idsByCard(sketches: readonly CardSketch[], order: readonly number[], ledger: Ledger): string[] {
  const cards = sketches.map((one) => makeCard(one));
  const { identification } = exportCards(
    order.flatMap((index) => cards[index] ?? []),
    ledger,
  );
  const ids = new Map(identification.identified.map(({ card, id }) => [card, id]));
  // Cards alike in everything are interchangeable: compare by what they say.
  return cards.map((card, index) => `${JSON.stringify(sketches[index])} ${ids.get(card) ?? ''}`).sort();
}

describe('identity', () => {
  it('never gives one id to two cards, through any edits', () => {
    fc.assert(
      fc.property(fc.array(vault, { minLength: 1, maxLength: 4 }), (versions) => {
        let ledger: Ledger = new Map();
        for (const version of versions) {
          const exported = exportVault(version, ledger);
          const ids = exported.identification.identified.map(({ id }) => id);
          expect(new Set(ids).size).toBe(version.length);
          expect(ids.every((id) => /^[a-z0-9]{16}$/.test(id))).toBe(true);
          ledger = exported.ledger;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never gives one number to two unlike gaps of a card, or one that was retired', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 }),
        (versions) => {
          let ledger: Ledger = new Map();
          for (const words of versions) {
            const before = [...ledger.values()][0];
            const exported = exportVault(
              [{ id: 'x', kind: 'cloze', question: words.map((text) => `==${text}==`).join(' ') }],
              ledger,
            );
            const numbers = exported.identification.identified[0]?.clozeNumbers ?? [];
            expect(new Set(numbers).size).toBe(words.length);
            expect(numbers.filter((number) => before?.retired.includes(number))).toEqual([]);
            ledger = exported.ledger;
          }
        },
      ),
    );
  });

  it('does not depend on the order of the cards or of the ledger', () => {
    fc.assert(
      fc.property(vault, vault, fc.infiniteStream(fc.nat()), (before, after, chance) => {
        const { ledger } = exportVault(before);
        const order = after.map((_, index) => index);
        const shuffled = order
          .map((index) => ({ index, by: chance.next().value as number }))
          .sort((a, b) => a.by - b.by)
          .map(({ index }) => index);
        const reversed: Ledger = new Map([...ledger].reverse());
        expect(idsByCard(after, shuffled, reversed)).toEqual(idsByCard(after, order, ledger));
      }),
      { numRuns: 300 },
    );
  });

  it('of an unchanged vault is unchanged, and so is its ledger, to the byte', () => {
    fc.assert(
      fc.property(vault, vault, (earlier, sketches) => {
        const first = exportVault(sketches, exportVault(earlier).ledger);
        const second = exportVault(sketches, first.ledger, { now: 1_900_000_000 });
        expect(second.plan.cards.filter(({ action }) => action !== 'unchanged')).toEqual([]);
        expect(second.plan.gone).toEqual([]);
        expect(second.identification.identified.map(({ id }) => id)).toEqual(
          first.identification.identified.map(({ id }) => id),
        );
        expect(printLedger(second.ledger)).toBe(printLedger(first.ledger));
      }),
      { numRuns: 300 },
    );
  });

  it('is found again without the ledger where nothing ever changed', () => {
    fc.assert(
      fc.property(vault, (sketches) => {
        const ids = exportVault(sketches).identification.identified.map(({ id }) => id);
        expect(exportVault(sketches).identification.identified.map(({ id }) => id)).toEqual(ids);
      }),
    );
  });

  it('moves back and forth with a note that is renamed and renamed back', () => {
    fc.assert(
      fc.property(vault, (sketches) => {
        const first = exportVault(sketches);
        const renamed = sketches.map((one) => (one.note === 'a.md' ? { ...one, note: 'renamed.md' } : one));
        expect(tally(exportVault(renamed, first.ledger))['new'] ?? 0).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a ledger', () => {
  it('printed and read is the same', () => {
    fc.assert(
      fc.property(vault, (sketches) => {
        const { ledger } = exportVault(sketches);
        const { ledger: read, diagnostics } = parseLedger(printLedger(ledger), 'x');
        expect(diagnostics).toEqual([]);
        expect(printLedger(read)).toBe(printLedger(ledger));
        expect(new Map(read)).toEqual(new Map(ledger));
      }),
    );
  });

  it('of any two clones loads after a union merge, in either order the same', () => {
    fc.assert(
      fc.property(vault, vault, vault, (shared, one, other) => {
        const { ledger } = exportVault(shared);
        const a = printLedger(exportVault(one, ledger, { now: 1_700_000_050 }).ledger);
        const b = printLedger(exportVault(other, ledger, { now: 1_700_000_070 }).ledger);
        const merged = parseLedger(a + b, 'x');
        expect(merged.diagnostics).toEqual([]);
        expect(printLedger(parseLedger(b + a, 'x').ledger)).toBe(printLedger(merged.ledger));
        const after = exportVault(other, merged.ledger).identification.identified.map(({ id }) => id);
        expect(new Set(after).size).toBe(other.length);
      }),
      { numRuns: 200 },
    );
  });

  it('of any text is read without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.json(), (text, json) => {
        parseLedger(`${text}\n${json}\n{"id":"a1b2c3d4e5f6g7h8","x":${json}}`, 'x');
      }),
    );
  });
});
