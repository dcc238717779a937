import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { closest } from 'fastest-levenshtein';
import { UsageError } from './outcome.ts';

/** What `sockrates.config.json`, or the `sockrates` key of a package.json, may set. Every setting has a default and a flag. */
export interface Config {
  /** The folder of notes, relative to the configuration's own folder. */
  readonly vault?: string;
  /** What the vault is called: its deck and file are named after it. Default: its folder's name. */
  readonly name?: string;
  /** The vault's name in Obsidian: with it, wiki links on cards open the note there. */
  readonly obsidianVault?: string;
  /** Where the vault's state lies, relative to the vault; default `.sockrates`. */
  readonly stateDir?: string;
  /** Globs of notes to leave out, besides templates, archives and dot folders. */
  readonly ignore?: readonly string[];
  readonly deck?: string;
  readonly derived?: boolean;
  readonly splitLong?: boolean;
  /** Note types of the user's own, for START blocks: `{"Vocabulary": {"fields": ["Word", "Meaning"], "cloze": false}}`. */
  readonly noteTypes?: Readonly<Record<string, { readonly fields: readonly string[]; readonly cloze?: boolean }>>;
  readonly quiz?: QuizConfig;
}

/** How the quiz schedules; what is left out is as Anki has it, or as it was taken over from there. */
export interface QuizConfig {
  /** The probability of recall at which a card falls due: 0.7 to 0.99. */
  readonly retention?: number;
  /** Weights of FSRS: 21, 19 or 17. */
  readonly weights?: readonly number[];
  /** Days. */
  readonly maximumInterval?: number;
  /** `["1m", "10m"]` */
  readonly learningSteps?: readonly string[];
  readonly relearningSteps?: readonly string[];
  readonly leechThreshold?: number;
  /** New cards a day. */
  readonly newPerDay?: number;
}

type Check = (value: unknown) => boolean;
const isString: Check = (value) => typeof value === 'string' && value !== '';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isStrings: Check = (value) => Array.isArray(value) && value.every(isString);
const isNoteTypes: Check = (value) =>
  isRecord(value) &&
  Object.values(value).every(
    (type) => isRecord(type) && isStrings(type['fields']) && (type['cloze'] === undefined || isBoolean(type['cloze'])),
  );

const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isNumbers: Check = (value) => Array.isArray(value) && value.every(isNumber);
const quizSettings: Readonly<Record<keyof QuizConfig, { readonly check: Check; readonly kind: string }>> = {
  retention: { check: isNumber, kind: 'a number between 0.7 and 0.99' },
  weights: { check: isNumbers, kind: 'a list of numbers' },
  maximumInterval: { check: isNumber, kind: 'a number of days' },
  learningSteps: { check: isStrings, kind: 'a list of steps, ["1m", "10m"]' },
  relearningSteps: { check: isStrings, kind: 'a list of steps, ["10m"]' },
  leechThreshold: { check: isNumber, kind: 'a number of lapses' },
  newPerDay: { check: (value) => Number.isInteger(value) && Number(value) >= 0, kind: 'a number of cards' },
};

const settings: Readonly<Record<keyof Config, { readonly check: Check; readonly kind: string }>> = {
  vault: { check: isString, kind: 'a folder' },
  name: { check: isString, kind: 'a name' },
  obsidianVault: { check: isString, kind: 'a name' },
  stateDir: { check: isString, kind: 'a folder' },
  ignore: { check: isStrings, kind: 'a list of globs' },
  deck: { check: isString, kind: 'a deck name' },
  derived: { check: isBoolean, kind: 'true or false' },
  splitLong: { check: isBoolean, kind: 'true or false' },
  noteTypes: { check: isNoteTypes, kind: 'an object: {"Name": {"fields": ["A", "B"], "cloze": false}}' },
  quiz: { check: isRecord, kind: 'an object: {"retention": 0.9}' },
};

export interface LoadedConfig {
  readonly config: Config;
  /** Folder of the file that was read; paths in it count from here. */
  readonly folder: string;
}

/** The nearest configuration upward from a folder; an empty one where there is none. A fault in it is a UsageError. */
export function loadConfig(from: string): LoadedConfig {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const own = path.join(folder, 'sockrates.config.json');
    if (existsSync(own)) return { config: checkConfig(readJson(own), own), folder };
    const shared = path.join(folder, 'package.json');
    if (existsSync(shared)) {
      const document = readJson(shared);
      if (isRecord(document) && document['sockrates'] !== undefined)
        return { config: checkConfig(document['sockrates'], `${shared} (key "sockrates")`), folder };
    }
    if (path.dirname(folder) === folder) return { config: {}, folder: path.resolve(from) };
  }
}

/** What of a configuration holds for a vault: a name, a deck or a state folder set for one vault is no other's. */
export function configOf({ config, folder }: LoadedConfig, root: string): Config {
  if (config.vault === undefined || path.resolve(folder, config.vault) === root) return config;
  const { name, deck, obsidianVault, stateDir, ...rest } = config;
  return rest;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

function checkConfig(document: unknown, file: string): Config {
  if (!isRecord(document)) throw new UsageError(`${file}: a configuration is an object, {"vault": "notes"}`);
  checkSettings(document, settings, '', file);
  const { quiz } = document;
  if (isRecord(quiz)) checkSettings(quiz, quizSettings, 'quiz.', file);
  return document; // every key and value was checked above
}

function checkSettings(
  document: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, { readonly check: Check; readonly kind: string }>>,
  prefix: string,
  file: string,
): void {
  for (const [key, value] of Object.entries(document)) {
    const setting = Object.hasOwn(known, key) ? known[key] : undefined;
    if (setting === undefined) {
      const near = closest(key, Object.keys(known));
      throw new UsageError(`${file}: unknown setting "${prefix}${key}"; did you mean "${prefix}${near}"?`);
    }
    if (!setting.check(value)) throw new UsageError(`${file}: "${prefix}${key}" should be ${setting.kind}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
