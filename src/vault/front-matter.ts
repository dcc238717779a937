import matter from 'gray-matter';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { Diagnostic, Place } from '../diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import type { FrontMatter } from './note.ts';
import { report } from './rules.ts';
import { findWikiLinks } from './wiki-link.ts';
import type { FoundWikiLink } from './wiki-link.ts';

export interface ReadFrontMatter {
  readonly frontMatter: FrontMatter;
  /** Where the body begins: behind the closing fence's line. 0 where there is no front matter. */
  readonly end: number;
  /** Wiki links in quoted values; offsets count in the note. */
  readonly links: readonly FoundWikiLink[];
  readonly diagnostics: readonly Diagnostic[];
}

const none: ReadFrontMatter = {
  frontMatter: { data: {}, places: new Map() },
  end: 0,
  links: [],
  diagnostics: [],
};

const refused = new Set(['js', 'javascript', 'coffee', 'coffeescript', 'cson', 'ts', 'typescript']);

/**
 * Reads a note's front matter by gray-matter, with engines of our own: YAML through the `yaml` package, whose syntax
 * tree knows where each key and value stands, and JSON. Its JavaScript engine would run the note; nothing here does.
 * Faults are diagnostics; what could be read is kept.
 */
export function readFrontMatter(lines: LineIndex): ReadFrontMatter {
  const { source } = lines;
  const fence = /^---([^\r\n]*)(\r\n|\n|\r|$)/.exec(source);
  if (fence === null || fence[1]?.startsWith('-') === true) return none;
  const language = (fence[1] ?? '').trim().toLowerCase();
  const opening = fence[0].length;
  const unclosed = !/(?:\n)---/.test(source.slice(opening - 1));
  if (refused.has(language)) {
    return refuse(lines, language, opening, unclosed);
  }
  if (!['', 'yaml', 'yml', 'json'].includes(language)) return none;
  if (unclosed) return language === '' && !looksLikeYaml(source.slice(opening)) ? none : reportUnclosed(lines, opening);
  return new FrontMatterReading(lines, opening, language === 'json').read();
}

function refuse(lines: LineIndex, language: string, opening: number, unclosed: boolean): ReadFrontMatter {
  const end = unclosed ? 0 : closingLine(lines.source, opening).end;
  const place = lines.placeAt(0, opening);
  const message = `front matter in ${language} would be run as a program, so it is not read; write it as YAML or JSON`;
  return { ...none, end, diagnostics: [report('front-matter-engine-refused', place, message)] };
}

function reportUnclosed(lines: LineIndex, opening: number): ReadFrontMatter {
  const message = 'front matter is opened here and never closed, so it is read as text; close it with a line ---';
  return { ...none, diagnostics: [report('unclosed-front-matter', lines.placeAt(0, opening), message)] };
}

/** A thematic break at the top of a note opens nothing. */
function looksLikeYaml(text: string): boolean {
  return /^\s*(?:#.*\s+)*[\w"'.-]+\s*:(?:\s|$)/.test(text);
}

/** The first line that begins with `---`, as gray-matter sees it. */
function closingLine(source: string, opening: number): { start: number; end: number } {
  const start = source.indexOf('\n---', opening - 1) + 1;
  const rest = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
  rest.lastIndex = start;
  return { start, end: start + (rest.exec(source)?.[0].length ?? 0) };
}

class FrontMatterReading {
  readonly #lines: LineIndex;
  readonly #opening: number;
  readonly #json: boolean;
  readonly #closing: { start: number; end: number };
  readonly #places = new Map<string, Place>();
  readonly #links: FoundWikiLink[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(lines: LineIndex, opening: number, json: boolean) {
    this.#lines = lines;
    this.#opening = opening;
    this.#json = json;
    this.#closing = closingLine(lines.source, opening);
  }

  read(): ReadFrontMatter {
    const refuseEngine = () => ({});
    let data: unknown = {};
    try {
      // With options, even empty ones, gray-matter keeps no cache: with its cache a broken file reads as empty the second time.
      data = matter(this.#lines.source.slice(0, this.#closing.end), {
        language: 'yaml',
        engines: {
          yaml: (text: string) => this.#readYaml(text),
          json: (text: string) => this.#readJson(text),
          javascript: refuseEngine,
          coffee: refuseEngine,
        },
      }).data;
    } catch (error) {
      this.#broken(this.#opening, this.#closing.start, error instanceof Error ? error.message : String(error));
    }
    return {
      frontMatter: { data: isRecord(data) ? data : {}, places: this.#places },
      end: this.#closing.end,
      links: this.#links,
      diagnostics: this.#diagnostics,
    };
  }

  #readYaml(text: string): object {
    const document = this.#parse(text);
    for (const error of document.errors) {
      const [start, end] = error.pos;
      if (error.code === 'DUPLICATE_KEY') {
        const message = `the key stands twice in the front matter; the last one counts. Remove one`;
        this.#diagnostics.push(report('duplicate-key', this.#placeOf(start, end), message));
      } else {
        this.#broken(this.#offset(start), this.#offset(end), firstSentence(error.message));
      }
    }
    return this.#value(document);
  }

  #readJson(text: string): object {
    // YAML 1.2 holds JSON: its syntax tree gives the places, JSON's own parser the values.
    this.#walk(this.#parse(text).contents, '');
    try {
      const data: unknown = JSON.parse(text);
      return isRecord(data) ? data : this.#notAMap();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const at = /position (\d+)/.exec(message)?.[1];
      const start = at === undefined ? this.#opening : this.#offset(Number(at));
      this.#broken(start, Math.min(start + 1, this.#closing.start), message.replace(/ in JSON at position.*$/, ''));
      return {};
    }
  }

  /** gray-matter's block ends before a line feed, so that of CR LF the half is left. */
  #parse(text: string): Document.Parsed {
    return parseDocument(text.replace(/\r$/, ''), {
      lineCounter: new LineCounter(),
      prettyErrors: false,
      logLevel: 'silent',
    });
  }

  #value(document: Document.Parsed): object {
    this.#walk(document.contents, '');
    if (document.contents === null) return {};
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    if (isRecord(data)) return data;
    return document.errors.length > 0 ? {} : this.#notAMap();
  }

  #notAMap(): object {
    this.#broken(this.#opening, this.#closing.start, 'expected `key: value` lines');
    return {};
  }

  #broken(start: number, end: number, reason: string): void {
    const message = `${this.#json ? 'JSON' : 'YAML'} of the front matter is broken: ${reason}`;
    this.#diagnostics.push(report('broken-front-matter', this.#lines.placeAt(start, end), message));
  }

  #walk(node: unknown, path: string): void {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isScalar(pair.key)) continue;
        const key = path === '' ? String(pair.key.value) : `${path}.${String(pair.key.value)}`;
        if (pair.key.range != null) this.#places.set(key, this.#placeOf(pair.key.range[0], pair.key.range[1]));
        this.#walk(pair.value, key);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        this.#walk(item, `${path}.${index}`);
      });
      this.#findUnquotedLink(node);
    } else if (isScalar(node) && node.range != null) {
      const [start, end] = node.range;
      this.#places.set(path, this.#placeOf(start, end));
      if (typeof node.value === 'string' && node.value.includes('[[')) this.#findLinks(start, end);
    }
  }

  #findLinks(start: number, end: number): void {
    const from = this.#offset(start);
    for (const link of findWikiLinks(this.#lines.source.slice(from, this.#offset(end)))) {
      this.#links.push({ ...link, start: link.start + from, end: link.end + from });
    }
  }

  /** `up: [[TCP]]` is a list in a list to YAML. */
  #findUnquotedLink(node: { range?: readonly [number, number, number] | null | undefined }): void {
    if (node.range == null) return;
    const [start, end] = node.range;
    const raw = this.#lines.source.slice(this.#offset(start), this.#offset(end));
    if (!/^\[\[[^[\]]*\]\]$/.test(raw)) return;
    const message = `YAML reads ${raw} as a list in a list; put it in quotes to make it a link`;
    this.#diagnostics.push(report('unquoted-front-matter-link', this.#placeOf(start, end), message, [`"${raw}"`]));
  }

  #offset(inBlock: number): number {
    return Math.min(this.#blockStart() + inBlock, this.#closing.start);
  }

  #blockStart(): number {
    return this.#opening - (this.#lines.source.startsWith('\r\n', this.#opening - 2) ? 2 : 1);
  }

  #placeOf(start: number, end: number): Place {
    return this.#lines.placeAt(this.#offset(start), this.#offset(end));
  }
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
