import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import sqlite from 'node-sqlite3-wasm';
import { writeApkg } from '../src/decks/apkg/index.ts';
import { ownNoteTypes, type Deck, type DeckNote } from '../src/decks/index.ts';
import { median, type Bench, type Measurement } from './measurement.ts';

const MODIFIED = 1_704_067_200;

/** A large deck to a package, beside SQLite and zlib alone on the same rows, and beside genanki on the same cards. */
export const measureApkg: Bench = async ({ quick, folder }) => {
  const notes = quick ? 20_000 : 100_000;
  const rounds = quick ? 3 : 5;
  const deck = inventDeck(notes);
  const file = path.join(folder, 'bench.apkg');
  const runGenanki = installGenanki(deck, folder);
  const own: number[] = [];
  const bare: number[] = [];
  const genanki: number[] = [];
  await writeApkg(inventDeck(100), { path: file, modified: () => MODIFIED }); // loads SQLite
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await time(() => writeRowsAlone(deck, folder)));
    own.push(
      await time(async () => {
        const outcome = await writeApkg(deck, { path: file, modified: () => MODIFIED });
        if (!outcome.written) throw new Error(outcome.message);
      }),
    );
    if (runGenanki !== undefined) genanki.push(runGenanki());
  }
  // Round by round: another program on the machine slows down both of a pair.
  const ratioTo = (others: readonly number[]): number =>
    median(own.map((milliseconds, round) => milliseconds / (others[round] ?? Number.NaN)));
  const work = `${notes.toLocaleString('en')} cards to .apkg`;
  const measured: Measurement[] = [
    {
      work,
      ratio: ratioTo(bare),
      against: 'SQLite and zlib alone',
      goal: { atMost: 3 },
      detail: `${median(own).toFixed(0)} ms, ${median(bare).toFixed(0)} ms`,
    },
  ];
  if (genanki.length > 0)
    measured.push({
      work,
      ratio: ratioTo(genanki),
      against: 'genanki, which packs without compressing',
      goal: { atMost: 1 },
      detail: `${median(own).toFixed(0)} ms, ${median(genanki).toFixed(0)} ms`,
    });
  return measured;
};

async function time(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Cards as long as those of the shipped vault, with a little code and markup in them. */
function inventDeck(count: number): Deck {
  const type = ownNoteTypes.basic;
  const notes = Array.from({ length: count }, (_, index): DeckNote => {
    const id = createHash('sha1').update(String(index)).digest('hex').slice(0, 16) as DeckNote['id']; // an invented id
    const front = `What does <code>setsockopt</code> number ${index} change about a <b>listening</b> socket &amp; its queue?`;
    const back = `<p>Option ${index} holds for sockets that are accepted <em>afterwards</em>: ${id} ${'each of them starts with it. '.repeat(4)}</p>`;
    const values: Readonly<Record<string, string>> = {
      Id: id,
      Front: front,
      Back: back,
      Source: `Note ${index % 400} › Options`,
    };
    return {
      id,
      guid: id,
      noteType: type.id,
      fields: type.fields.map(({ name }) => values[name] ?? ''),
      tags: ['sockrates::bench', `sockrates::topic-${index % 50}`],
      deckName: `Bench::Topic ${index % 50}`,
      ords: [0],
      sortText: front,
      contentHash: id,
      place: { path: 'bench.md', line: index + 1, column: 1 },
      noteTitle: 'bench',
      kind: 'basic',
    };
  });
  return { notes, media: [], noteTypes: [type] };
}

/** What any writer has to do at least: the same rows into SQLite, and the file through zlib. */
function writeRowsAlone(deck: Deck, folder: string): void {
  const file = path.join(folder, 'bare.db');
  rmSync(file, { force: true });
  const database = new sqlite.Database(file);
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN;
    CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, usn integer, tags text, flds text,
      sfld integer, csum integer, flags integer, data text);
    CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer, usn integer,
      type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer,
      left integer, odue integer, odid integer, flags integer, data text);`);
  const note = database.prepare("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')");
  const card = database.prepare("INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')");
  for (const [index, { guid, noteType, tags, fields, sortText }] of deck.notes.entries()) {
    const id = 1_500_000_000_000 + index;
    note.run([id, guid, noteType, MODIFIED, tags.join(' '), fields.join('\u001f'), sortText, index]);
    card.run([id, id, 1_500_000_000_000, MODIFIED, index]);
  }
  note.finalize();
  card.finalize();
  database.exec('COMMIT');
  database.close();
  writeFileSync(path.join(folder, 'bare.zip'), deflateRawSync(readFileSync(file)));
}

/** Gives what runs genanki once and tells its milliseconds without Python's start; undefined where PyPI is out of reach. */
function installGenanki(deck: Deck, folder: string): (() => number) | undefined {
  const environment = path.join(folder, 'genanki');
  const python = path.join(environment, 'bin', 'python');
  const notes = path.join(folder, 'notes.json');
  const fields = ownNoteTypes.basic.fields.map(({ name }) => name);
  writeFileSync(notes, JSON.stringify({ fields, notes: deck.notes.map((note) => [note.fields, note.tags]) }));
  try {
    run('python3', ['-m', 'venv', environment]);
    run(python, ['-m', 'pip', 'install', '--quiet', 'genanki']);
  } catch (error) {
    console.error(`genanki is left out: ${error instanceof Error ? error.message : ''}`);
    return undefined;
  }
  const script = path.resolve('bench/write-with-genanki.py');
  return () => Number(run(python, [script, notes, path.join(folder, 'genanki.apkg')])) * 1000;
}

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', timeout: 300_000, stdio: ['ignore', 'pipe', 'pipe'] });
}
