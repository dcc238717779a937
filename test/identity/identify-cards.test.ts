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
