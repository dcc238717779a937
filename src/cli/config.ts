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
  for (const [key, value] of Object.entries(document)) {
    if (!(key in settings)) {
      const near = closest(key, Object.keys(settings));
      throw new UsageError(`${file}: unknown setting "${key}"; did you mean "${near}"?`);
    }
    const { check, kind } = settings[key as keyof Config]; // `in` above shows that it is one
    if (!check(value)) throw new UsageError(`${file}: "${key}" should be ${kind}`);
  }
  return document; // every key and value was checked above
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
