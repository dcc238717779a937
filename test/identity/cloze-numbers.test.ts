import { describe, expect, it } from 'vitest';
import { exportVault } from './export-vault.ts';

/** Exports the texts one after the other, as one cloze card with an id, and gives `text: number` of the last one's gaps. */
function check(...versions: string[]): string[] {
  let ledger: ReturnType<typeof exportVault>['ledger'] = new Map();
  let gaps: string[] = [];
  for (const question of versions) {
    const exported = exportVault([{ question, kind: 'cloze', id: 'x' }], ledger);
    ledger = exported.ledger;
    gaps = exported.identification.identified.flatMap(({ card, clozeNumbers }) =>
      card.deletions.map(({ text }, index) => `${text}: ${clozeNumbers[index] ?? 0}`),
    );
  }
  return gaps;
}

describe('cloze numbers', () => {
  it('count up at first, and hold those written in the note', () => {
    expect(check('==a== and ==b==')).toEqual(['a: 1', 'b: 2']);
    expect(check('{{c2::a}} and {{c1::b}} and {{c2::c}}')).toEqual(['a: 2', 'b: 1', 'c: 2']);
  });

  it('stay with their text when a deletion is inserted, removed or moved', () => {
    expect(check('==bind== then ==accept==', '==bind==, ==listen==, ==accept==')).toEqual([
      'bind: 1',
      'listen: 3',
      'accept: 2',
    ]);
    expect(check('==bind==, ==listen==, ==accept==', '==bind==, ==accept==')).toEqual(['bind: 1', 'accept: 3']);
    expect(check('==bind== then ==accept==', '==accept== after ==bind==')).toEqual(['accept: 2', 'bind: 1']);
  });

  it('are never given again once removed, but come back with their text', () => {
    expect(check('==one==, ==blue==', '==one==', '==one==, ==green==')).toEqual(['one: 1', 'green: 3']);
    expect(check('==one==, ==blue==', '==one==', '==one==, ==green==', '==one==, ==green==, ==red==')).toEqual([
      'one: 1',
      'green: 3',
      'red: 4',
    ]);
  });

  it('stay when a deletion is reworded', () => {
    expect(check('A ==handshake== opens, a ==FIN== ends.', 'A ==three-way handshake== opens, a ==FIN== ends.')).toEqual(
      ['three-way handshake: 1', 'FIN: 2'],
    );
    expect(check('It is ==conection-oriented==.', 'It is ==connection-oriented==.')).toEqual([
      'connection-oriented: 1',
    ]);
  });

  it('stay when the sentence around the gap is the same, and its answer is put right', () => {
    expect(
      check(
        'The header has ==24== bytes, at most ==60== of them.',
        'The header has ==20== bytes, at most ==60== of them.',
      ),
    ).toEqual(['20: 1', '60: 2']);
  });

  it('do not pass to another fact in another place', () => {
    expect(check('First ==SYN== is sent.', 'An ==ACK== comes last of all.')).toEqual(['ACK: 2']);
  });

  it('tell equal deletions apart by what stands around them', () => {
    expect(
      check(
        'Client: ==ACK==. Server sends a ==ACK== too.',
        'New: ==RST==. Client: ==ACK==. Server sends a ==ACK== too.',
      ),
    ).toEqual(['RST: 3', 'ACK: 1', 'ACK: 2']);
  });

  it('written in the note win over those remembered', () => {
    expect(check('==a==, ==b==', '{{c2::a}}, ==b==')).toEqual(['a: 2', 'b: 3']);
    expect(check('==a==, ==b==', '{{c1::a}}, ==b==')).toEqual(['a: 1', 'b: 2']);
  });

  it('beyond what Anki has cards for are reported', () => {
    const { identification } = exportVault([{ question: '{{c500::a}} {{c1::b}}', kind: 'cloze' }]);
    expect(identification.diagnostics).toMatchObject([{ rule: 'cloze-number-out-of-range', severity: 'error' }]);
    expect(identification.identified[0]?.clozeNumbers).toEqual([2, 1]);
  });

  it('are given again only when all 499 are used up, and that is reported', () => {
    const retired = Array.from({ length: 498 }, (_, index) => index + 2);
    const first = exportVault([{ question: '==one==', kind: 'cloze', id: 'x' }]);
    const ledger = new Map([...first.ledger].map(([id, record]) => [id, { ...record, retired }]));
    const { identification } = exportVault(
      [{ question: '==one== and ==wholly new==', kind: 'cloze', id: 'x' }],
      ledger,
    );
    expect(identification.identified[0]?.clozeNumbers).toEqual([1, 2]);
    expect(identification.diagnostics.map(({ rule }) => rule)).toEqual(['cloze-numbers-exhausted']);
  });
});
