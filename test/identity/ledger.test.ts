import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkStateWritable,
  loadLedger,
  parseLedger,
  printLedger,
  recoverLedger,
  saveLedger,
  stateFolderOf,
  type AnkiNote,
  type Ledger,
  type LoadedLedger,
  type StateFolder,
} from '../../src/identity/index.ts';
import { exportVault, tally } from './export-vault.ts';
import type { CardSketch } from './make-card.ts';

const vault: CardSketch[] = [
  { question: 'What does `listen` do?', answer: 'It makes a socket passive.' },
  { question: '==bind== then ==listen==', kind: 'cloze' },
  { note: 'udp/Datagram.md', question: 'UDP: order?', answer: 'not kept', cell: { facet: 'Order', concept: 'UDP' } },
];
const asRoot = process.getuid?.() === 0;
let root: string;
let state: StateFolder;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  state = stateFolderOf(root);
});
afterEach(() => {
  chmodSync(root, 0o755);
  rmSync(root, { recursive: true, force: true });
});

function load(): LoadedLedger {
  const outcome = loadLedger(state, 'freshvaultid0000');
  if (outcome.kind !== 'loaded') throw new Error(outcome.message);
  return outcome.loaded;
}

function ledgerFile(): string {
  return path.join(root, '.sockrates', 'ledger.jsonl');
}

describe('the ledger on disk', () => {
  it('is written whole with the vault id and a union merge rule, and loads as it was', () => {
    const { ledger } = exportVault(vault);
    expect(load()).toMatchObject({ vaultId: 'freshvaultid0000', isNew: true });
    expect(saveLedger(state, load(), ledger)).toEqual({ kind: 'saved' });
    expect(readdirSync(state.folder).sort()).toEqual(['.gitattributes', 'ledger.jsonl', 'vault.json']);
    expect(readFileSync(path.join(state.folder, '.gitattributes'), 'utf8')).toBe('*.jsonl merge=union\n');
    const loaded = loadLedger(state, 'another');
    expect(loaded).toMatchObject({
      kind: 'loaded',
      loaded: { vaultId: 'freshvaultid0000', isNew: false, diagnostics: [] },
    });
    expect(new Map(load().ledger)).toEqual(new Map(ledger));
  });

  it('is left untouched by an export that changes nothing', () => {
    const { ledger } = exportVault(vault);
    saveLedger(state, load(), ledger);
    expect(saveLedger(state, load(), exportVault(vault, load().ledger, { now: 1_900_000_000 }).ledger)).toEqual({
      kind: 'unchanged',
    });
  });

  it('keeps a .gitattributes that the user has changed', () => {
    mkdirSync(state.folder);
    writeFileSync(path.join(state.folder, '.gitattributes'), 'mine\n');
    saveLedger(state, load(), exportVault(vault).ledger);
    expect(readFileSync(path.join(state.folder, '.gitattributes'), 'utf8')).toBe('mine\n');
  });

  it('lies where stateDir says', () => {
    expect(stateFolderOf('/vault', 'sync/state')).toEqual({ folder: '/vault/sync/state', label: 'sync/state' });
    expect(stateFolderOf('/vault', '../state')).toEqual({ folder: '/state', label: '../state' });
  });

  it('with a damaged line names the line and is never overwritten', () => {
    saveLedger(state, load(), exportVault(vault).ledger);
    const lines = readFileSync(ledgerFile(), 'utf8').split('\n');
    const broken = [lines[0], '<<<<<<< HEAD', lines[1], 'garbage', ...lines.slice(2)].join('\n');
    writeFileSync(ledgerFile(), broken);
    const loaded = load();
    expect(loaded.diagnostics).toMatchObject([
      {
        rule: 'damaged-ledger',
        path: '.sockrates/ledger.jsonl',
        line: 2,
        message: expect.stringContaining('conflict') as string,
      },
      { rule: 'damaged-ledger', line: 4 },
    ]);
    expect(loaded.ledger.size).toBe(3);
    expect(saveLedger(state, loaded, loaded.ledger)).toMatchObject({ kind: 'failed', reason: 'damaged' });
    expect(readFileSync(ledgerFile(), 'utf8')).toBe(broken);
  });

  it('that another program wrote meanwhile is not overwritten', () => {
    saveLedger(state, load(), exportVault(vault).ledger);
    const loaded = load();
    writeFileSync(ledgerFile(), `${loaded.text}\n`);
    expect(saveLedger(state, loaded, new Map())).toMatchObject({ kind: 'failed', reason: 'changed-meanwhile' });
  });

  it('without a vault id in vault.json is a failure, not a new vault', () => {
    mkdirSync(state.folder);
    writeFileSync(path.join(state.folder, 'vault.json'), '{}');
    expect(loadLedger(state, 'fresh')).toMatchObject({ kind: 'failed', reason: 'damaged' });
  });

  it('that is a folder is unreadable', () => {
    mkdirSync(ledgerFile(), { recursive: true });
    expect(loadLedger(state, 'fresh')).toMatchObject({
      kind: 'failed',
      reason: 'unreadable',
      message: expect.stringContaining('folder') as string,
    });
  });

  it('in a folder that cannot be made is unwritable, and says what to do', () => {
    writeFileSync(path.join(root, '.sockrates'), 'a file');
    expect(checkStateWritable(state)).toMatchObject({
      kind: 'failed',
      reason: 'unwritable',
      message: expect.stringContaining('stateDir') as string,
    });
  });

  it.skipIf(asRoot)('in a read-only folder is unwritable, and nothing is left behind', () => {
    const loaded = load();
    chmodSync(root, 0o555);
    expect(checkStateWritable(state)).toMatchObject({ reason: 'unwritable' });
    expect(saveLedger(state, loaded, exportVault(vault).ledger)).toMatchObject({
      kind: 'failed',
      reason: 'unwritable',
    });
    expect(existsSync(state.folder)).toBe(false);
  });
});

describe('a ledger line', () => {
  const line = (value: unknown): string => JSON.stringify(value);
  const id = 'a1b2c3d4e5f6g7h8';
  it.each([
    ['no JSON', '{"id":'],
    ['no object', '[1]'],
    ['no id', '{}'],
    ['an id of another shape', line({ id: 'SHORT' })],
    ['a number where text belongs', line({ id, note: 5 })],
    ['a fraction as time', line({ id, mod: 1.5 })],
    ['an unknown state', line({ id, state: 'lost' })],
    ['half a table cell', line({ id, cell: { facet: 'x' } })],
    ['a gap without a number', line({ id, cloze: [{ text: 'x', context: '' }] })],
    ['a conflict marker', '>>>>>>> theirs'],
  ])('with %s is reported with its number, and the others are read', (_, text) => {
    const { ledger, diagnostics } = parseLedger(`${line({ id })}\n${text}\n`, 'x');
    expect([...ledger.keys()]).toEqual([id]);
    expect(diagnostics).toMatchObject([{ rule: 'damaged-ledger', line: 2, column: 1 }]);
  });

  it('of a later version keeps the fields that this one does not know', () => {
    const { ledger } = parseLedger(line({ id, colour: 'red' }), 'x');
    expect(JSON.parse(printLedger(ledger))).toMatchObject({ id, colour: 'red' });
  });

  it('may come with a byte order mark, CRLF and empty lines', () => {
    const text = `\uFEFF${line({ id })}\r\n\r\n`;
    expect(parseLedger(text, 'x')).toMatchObject({ diagnostics: [], ledger: new Map([[id, { id }]]) });
  });
});

describe('the ledgers of two clones, merged as a union', () => {
  const union = (a: Ledger, b: Ledger): string => {
    const [linesA, linesB] = [printLedger(a).split('\n'), printLedger(b).split('\n')];
    return [...linesA, ...linesB.filter((text) => !linesA.includes(text))].join('\n');
  };

  it('load, in either order, as one: the later export wins, nothing is lost', () => {
    const shared = exportVault(vault).ledger;
    const edited = (answer: string): CardSketch[] => [
      { question: 'What does `listen` do?', answer },
      ...vault.slice(1),
    ];
    const one = exportVault([...edited('One.'), { question: 'New here?' }], shared, { now: 1_700_000_100 }).ledger;
    const other = exportVault([...edited('Other.'), { question: 'New there?' }], shared, { now: 1_700_000_200 }).ledger;
    const merged = parseLedger(union(one, other), 'x');
    expect(merged.diagnostics).toEqual([]);
    expect(printLedger(merged.ledger)).toBe(printLedger(parseLedger(union(other, one), 'x').ledger));
    expect(merged.ledger.size).toBe(5);
    const id = exportVault(vault).idOf('What does listen do?');
    expect(merged.ledger.get(id)?.reply).toBe('Other');
    expect(merged.ledger.get(id)?.firstSeen).toBe(1_700_000_000);
  });

  it('remember a rejection, and all cloze numbers of both', () => {
    const base = exportVault([{ question: '==a1== and b1', kind: 'cloze', id: 'x' }]).ledger;
    const one = exportVault([{ question: '==a1== and ==b1==', kind: 'cloze', id: 'x' }], base).ledger;
    const other = new Map(
      [...exportVault([{ question: '==a1== and b1 or ==c1==', kind: 'cloze', id: 'x' }], base).ledger].map(
        ([id, record]) => [id, { ...record, state: 'dropped' as const }],
      ),
    );
    const [record] = parseLedger(union(one, other), 'x').ledger.values();
    expect(record?.state).toBe('dropped');
    expect([...(record?.cloze.map(({ number }) => number) ?? []), ...(record?.retired ?? [])].sort()).toEqual([1, 2]);
  });
});

describe('a lost ledger', () => {
  const asNote = (id: string, type: string, fields: Record<string, string>): AnkiNote => ({
    noteId: 1,
    guid: id,
    noteTypeId: 2,
    noteTypeName: type,
    cloze: type.includes('Cloze'),
    fields: { Id: id, ...fields },
    tags: [],
    mod: 1_700_000_500,
  });

  it('is rebuilt from an export: cards edited since first sight keep their guids', () => {
    const notes = [
      asNote('oldidoldidoldid1', 'Sockrates Basic', {
        Front: 'What does <code>listen</code> do?',
        Back: '<p>It makes a socket&nbsp;passive.</p>',
      }),
      asNote('oldidoldidoldid2', 'Sockrates Cloze', { Text: '{{c2::bind}} then {{c5::listen::call}}' }),
      asNote('oldidoldidoldid4', 'Sockrates Basic (and reversed)', { Front: 'UDP', Back: 'a protocol' }),
      asNote('oldidoldidoldid5', 'Sockrates Type-in', { Front: 'Errno 111?', Back: 'ECONNREFUSED' }),
      asNote('oldidoldidoldid3', 'Sockrates Basic+', { Front: 'UDP: order?', Back: 'not kept' }),
      asNote('whatever', 'Basic', { Front: 'Mine' }),
    ];
    const { ledger, recovered, foreign } = recoverLedger(new Map(), notes);
    expect(recovered).toEqual([1, 2, 3, 4, 5].map((digit) => `oldidoldidoldid${digit}`));
    expect(recovered.map((id) => ledger.get(id)?.kind)).toEqual([
      'basic',
      'cloze',
      'basic',
      'basic-and-reversed',
      'type-in',
    ]);
    expect(foreign).toBe(1);
    const after = exportVault(vault, ledger, { now: 1_700_000_400 });
    expect(after.identification.identified.map(({ id }) => id)).toEqual(recovered.slice(0, 3));
    expect(after.identification.identified[1]?.clozeNumbers).toEqual([2, 5]);
    expect(tally(after)).toEqual({ changed: 3, gone: 2 });
    expect([...after.mods.values()]).toEqual([1_700_000_501, 1_700_000_501, 1_700_000_501]);
  });

  it('keeps what it still knows', () => {
    const { ledger } = exportVault(vault);
    const [id] = [...ledger.keys()];
    expect(
      recoverLedger(ledger, [asNote(id ?? '', 'Sockrates Basic', { Front: 'x' })]).ledger.get(id as never),
    ).toEqual(ledger.get(id as never));
  });
});
