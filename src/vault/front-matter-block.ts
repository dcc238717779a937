import matter from 'gray-matter';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { Diagnostic, Place } from '../diagnostic.ts';
import { closingLine } from './front-matter-fence.ts';
import type { ReadFrontMatter } from './front-matter.ts';
import type { LineIndex } from './line-index.ts';
import { report } from './rules.ts';
import { findWikiLinks } from './wiki-link.ts';
import type { FoundWikiLink } from './wiki-link.ts';

/**
 * Reads a closed block of front matter, see front-matter.ts.
 * @param opening where the block's text begins, behind the line of its fence
 */
export function readFrontMatterBlock(lines: LineIndex, opening: number, json: boolean): ReadFrontMatter {
  return new FrontMatterReading(lines, opening, json).read();
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
