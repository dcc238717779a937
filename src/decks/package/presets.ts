import type { Database } from 'node-sqlite3-wasm';
import { isRecord } from '../apkg/note-type-json.ts';
import type { PackageLimits, PackagePreset } from './anki-package.ts';
import { lastBytes, lastNumber, readMessage, type ProtobufValue } from './protobuf.ts';
import { blob, integer, parseObject, plain, readRows, text, type Row } from './rows.ts';

/** What decks' options say of scheduling: from `col` up to schema 14, from a table of their own later. */
export function readPresets(database: Database, limits: PackageLimits): PackagePreset[] {
  const newer = database.get("SELECT 1 FROM sqlite_schema WHERE name = 'deck_config'") !== null;
  return newer ? presetsFromTables(database, limits) : presetsFromDocuments(database);
}

function presetsFromTables(database: Database, limits: PackageLimits): PackagePreset[] {
  const decks = readRows(database, 'SELECT id, kind FROM decks', limits, (row) => ({
    id: integer(row, 'id'),
    // proto/anki/decks.proto: KindContainer.normal = 1, Normal.config_id = 1, desired_retention = 10
    preset: lastNumber(readMessage(lastBytes(readMessage(blob(row, 'kind')), 1)), 1),
  }));
  return readRows(database, 'SELECT id, name, config FROM deck_config ORDER BY id', limits, (row) => {
    const config = readMessage(blob(row, 'config'));
    const id = integer(row, 'id');
    return {
      name: text(row, 'name'),
      decks: decks.filter(({ preset }) => preset === id).map((deck) => deck.id),
      // proto/anki/deck_config.proto: DeckConfig.Config
      weights: newestWeights(floats(config, 6), floats(config, 5), floats(config, 3)),
      retention: round(floats(config, 37).at(-1) ?? 0.9),
      maximumInterval: config.has(16) ? lastNumber(config, 16) : 36_500,
      learningSteps: floats(config, 1).map(seconds),
      relearningSteps: floats(config, 2).map(seconds),
      leechThreshold: config.has(22) ? lastNumber(config, 22) : 8,
    };
  });
}

function presetsFromDocuments(database: Database): PackagePreset[] {
  const row: Row | null = plain(database.get('SELECT decks, dconf FROM col'));
  if (row === null) return [];
  const decks = Object.entries(parseObject(text(row, 'decks')));
  return Object.entries(parseObject(text(row, 'dconf'))).flatMap(([id, preset]) => {
    if (!isRecord(preset)) return [];
    const part = (name: string): Readonly<Record<string, unknown>> => {
      const value = preset[name];
      return isRecord(value) ? value : {};
    };
    return [
      {
        name: String(preset['name']),
        decks: decks.flatMap(([deck, value]) =>
          isRecord(value) && String(value['conf']) === id ? [Number(deck)] : [],
        ),
        weights: newestWeights(
          numbers(preset['fsrsParams6']),
          numbers(preset['fsrsParams5']),
          numbers(preset['fsrsWeights']),
        ),
        retention: number(preset['desiredRetention'], 0.9),
        maximumInterval: number(part('rev')['maxIvl'], 36_500),
        learningSteps: numbers(part('new')['delays']).map(seconds),
        relearningSteps: numbers(part('lapse')['delays']).map(seconds),
        leechThreshold: number(part('lapse')['leechFails'], 8),
      },
    ];
  });
}

/** Anki keeps the weights of older versions beside the newest. */
function newestWeights(...versions: readonly (readonly number[])[]): readonly number[] {
  return versions.find((weights) => weights.length > 0) ?? [];
}

/** A repeated float, which may lie packed or one by one. */
function floats(message: ReadonlyMap<number, readonly ProtobufValue[]>, field: number): number[] {
  return (message.get(field) ?? []).flatMap((value) => {
    if (!(value instanceof Uint8Array)) return [];
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    return Array.from({ length: Math.floor(value.byteLength / 4) }, (_, index) =>
      round(view.getFloat32(index * 4, true)),
    );
  });
}

/** What a number of 32 bits was meant to be. */
function round(value: number): number {
  return Number(value.toPrecision(7));
}

function seconds(minutes: number): number {
  return Math.floor(minutes * 60);
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : [];
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
