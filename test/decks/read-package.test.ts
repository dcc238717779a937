import {
  chmodSync,
  readdirSync,
  readFileSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
  copyFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPackage, type PackageFaultKind } from '../../src/decks/package/index.ts';
import { sketchDeck } from './apkg-deck.ts';
import { newFile, pack, packEntries, spoilPackage, unpackEntry } from './apkg-pack.ts';

const deck = sketchDeck([
  { id: 'a', fields: { Front: 'x', Back: 'y' } },
  { id: 'c', kind: 'cloze', fields: { Text: '{{c1::UDP}}' } },
]);

let temporary = '';
const systemTemporary = process.env['TMPDIR'];
beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'sockrates-count-'));
  process.env['TMPDIR'] = temporary;
});
afterEach(() => {
  if (systemTemporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = systemTemporary;
  rmSync(temporary, { recursive: true });
});

/** A file that can't be read gives this fault and a message that names it; nothing stays in the temporary folder. */
async function check(file: string, expected: PackageFaultKind, says = /./): Promise<void> {
  const outcome = await readPackage(file);
  expect(outcome).toMatchObject({ read: false, path: file, fault: expected });
  if (outcome.read) return;
  expect(outcome.message).toContain(file);
  expect(outcome.message).toMatch(says);
  expect(readdirSync(temporary)).toEqual([]);
}

const empty = new Uint8Array();

describe('a file that is no package', () => {
  it('is not there', () => check(path.join(temporary, 'none.apkg'), 'not-found'));
  it('is a folder', async () => {
    const folder = newFile('.apkg');
    mkdirSync(folder);
    await check(folder, 'not-readable');
  });
  it('is empty, or text, or cut off', async () => {
    const file = newFile('.apkg');
    writeFileSync(file, '');
    await check(file, 'not-a-package');
    writeFileSync(file, 'no zip at all');
    await check(file, 'not-a-package');
    copyFileSync(await pack(deck), file);
    truncateSync(file, 500);
    await check(file, 'not-a-package');
  });
  it('is some other zip', async () =>
    check(await packEntries({ 'readme.txt': Buffer.from('x') }), 'not-a-package', /collection\.anki2/));
  it('may not be read by this user', async () => {
    if (process.getuid?.() === 0) return; // root reads everything
    const file = await pack(deck);
    chmodSync(file, 0);
    await check(file, 'not-readable');
  });
});

describe('a package of another kind', () => {
  it('is of a format to come', async () =>
    check(await packEntries({ meta: Buffer.from([8, 9]), 'collection.anki2': empty }), 'too-new', /Support older/));
  it('promises a collection that is not there', async () =>
    check(await packEntries({ meta: Buffer.from([8, 3]), 'collection.anki2': empty }), 'not-a-package', /anki21b/));
  it('has a collection that is no database', async () => {
    await check(await packEntries({ 'collection.anki2': Buffer.from('no database'.repeat(100)) }), 'corrupt');
    await check(await packEntries({ 'collection.anki2': empty }), 'corrupt');
    await check(
      await packEntries({ meta: Buffer.from([8, 3]), 'collection.anki21b': Buffer.from('no zstd') }),
      'corrupt',
    );
  });
  it('has a damaged list of media', async () =>
    check(await packEntries({ 'collection.anki2': empty, media: Buffer.from('{') }), 'corrupt', /media/));
});

describe('a collection that lacks or bends what Anki keeps', () => {
  const bends: Readonly<Record<string, string>> = {
    'no notes': 'DROP TABLE notes',
    'no settings': 'DELETE FROM col',
    'note types that are no JSON': "UPDATE col SET models = '{'",
    'a note type without fields': `UPDATE col SET models = '{"1":{"id":1,"name":"x","flds":[],"tmpls":[]}}'`,
    'a note type that is a list': `UPDATE col SET models = '{"1":[]}'`,
    'a guid that is bytes': "UPDATE notes SET guid = x'00ff'",
    'a time that is a fraction': 'UPDATE notes SET mod = 1.5',
    'a card of no note': "UPDATE cards SET nid = 'x'",
    'a view that never ends in place of its notes': `ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS
      WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM r)
      SELECT id, 'g' || id AS guid, 1 AS mid, 1 AS mod, '' AS tags, 'x' AS flds FROM r`,
    'a column that computes a giant': `ALTER TABLE notes RENAME TO n; CREATE TABLE notes (id integer primary key, guid text,
      mid integer, mod integer, tags text, flds text AS (printf('%.*c', 900000, 'x'))); INSERT INTO notes VALUES (1, 'g', 1, 1, '')`,
    'a table of another engine':
      'ALTER TABLE notes RENAME TO n; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, mod, tags, flds)',
  };
  for (const [what, statement] of Object.entries(bends))
    it(`has ${what}`, async () => check(await spoilPackage(await pack(deck), statement), 'corrupt'));

  it('has triggers and indexes on expressions, which are left out and do not run', async () => {
    const file = await spoilPackage(
      await pack(deck),
      "CREATE TRIGGER t AFTER UPDATE ON col BEGIN DELETE FROM notes; END; CREATE INDEX i ON notes (lower(guid) || 'x')",
    );
    const outcome = await readPackage(file);
    expect(outcome.read && outcome.package.notes.length).toBe(2);
  });
});

describe('a package that wants too much', () => {
  const limits = { collection: 200_000, mediaList: 1000, entries: 100, text: 10_000, rows: 100 };

  async function checkTooLarge(file: string): Promise<void> {
    expect(await readPackage(file, limits)).toMatchObject({ read: false, fault: 'too-large' });
    expect(readdirSync(temporary)).toEqual([]);
  }

  it('unpacks to more than is read, and says so in its directory', async () =>
    checkTooLarge(await packEntries({ 'collection.anki2': new Uint8Array(300_000) })));

  it('unpacks to more than its directory says', async () => {
    const file = await packEntries({ 'collection.anki2': new Uint8Array(300_000) });
    const bytes = readFileSync(file);
    // The size in the zip's directory: 24 bytes into the record that begins with PK 1 2.
    bytes.writeUInt32LE(1000, bytes.indexOf('PK\u0001\u0002', 0, 'latin1') + 24);
    writeFileSync(file, bytes);
    expect(await readPackage(file, limits)).toMatchObject({ read: false, fault: 'corrupt' });
  });

  it('unpacks by Zstandard to gigabytes out of a few bytes', async () => {
    // A frame of blocks that each repeat one byte 128 KiB times (RFC 8878, section 3.1.1.2).
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
    const block = Buffer.from([0x02, 0x00, 0x10, 0x00]);
    const bomb = Buffer.concat([frame, ...Array.from({ length: 40_000 }, () => block)]);
    await checkTooLarge(await packEntries({ meta: Buffer.from([8, 3]), 'collection.anki21b': bomb }));
  });

  it('asks Zstandard for a window of gigabytes', async () => {
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x03, 0x00, 0x10, 0x00]);
    const outcome = await readPackage(
      await packEntries({ meta: Buffer.from([8, 3]), 'collection.anki21b': frame }),
      limits,
    );
    expect(outcome.read).toBe(false);
  });

  it('has more entries, notes or text than is read', async () => {
    const entries = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [String(index), empty]));
    await checkTooLarge(await packEntries({ ...entries, 'collection.anki2': empty }));
    const fields = { Front: 'x'.repeat(300) };
    await checkTooLarge(
      await pack(sketchDeck(Array.from({ length: 101 }, (_, index) => ({ id: `n${index}`, fields })))),
    );
    await checkTooLarge(
      await pack(sketchDeck(Array.from({ length: 60 }, (_, index) => ({ id: `n${index}`, fields })))),
    );
  });
});

describe('names in a package', () => {
  it('lead nowhere: entries that climb out of the folder are ignored', async () => {
    const good = await pack(deck);
    const media = { '0': '../../escape', '1': '/etc/passwd', '2': 'good.png' };
    const file = await packEntries({
      // As long as the hostile names, which yazl itself refuses to write.
      'xx_xx_escape.txt': Buffer.from('x'),
      'collection.anki2': await unpackEntry(good, 'collection.anki2'),
      media: Buffer.from(JSON.stringify(media)),
    });
    const bytes = readFileSync(file).toString('latin1').replaceAll('xx_xx_escape.txt', '../../escape.txt');
    writeFileSync(file, bytes, 'latin1');
    const outcome = await readPackage(file);
    expect(outcome.read && outcome.package.notes.length).toBe(2);
    expect(outcome.read && outcome.package.media).toEqual(['good.png']);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('bytes changed anywhere', () => {
  it('in the collection give a package or a fault, never an error or a hang', { timeout: 60_000 }, async () => {
    const good = await pack(deck);
    const collection = await unpackEntry(good, 'collection.anki2');
    const change = fc.tuple(fc.nat(collection.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 40 }), async (changes) => {
        const spoilt = Buffer.from(collection);
        for (const [offset, byte] of changes) spoilt[offset] = byte;
        const outcome = await readPackage(await packEntries({ 'collection.anki2': spoilt }));
        expect(outcome.read || outcome.fault).toBeTruthy();
      }),
      { numRuns: 60 },
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('in the package give a package or a fault', async () => {
    const good = readFileSync(await pack(deck));
    const file = newFile('.apkg');
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (offset, byte) => {
        const spoilt = Buffer.from(good);
        spoilt[offset] = byte;
        writeFileSync(file, spoilt);
        const outcome = await readPackage(file);
        expect(outcome.read || outcome.fault).toBeTruthy();
      }),
      { numRuns: 60 },
    );
  });
});
