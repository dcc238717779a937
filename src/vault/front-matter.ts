import { createRequire } from 'node:module';
import type { Diagnostic } from '../diagnostic.ts';
import { closingLine } from './front-matter-fence.ts';
import type { readFrontMatterBlock as ReadFrontMatterBlock } from './front-matter-block.ts';
import type { LineIndex } from './line-index.ts';
import type { FrontMatter } from './note.ts';
import { report } from './rules.ts';
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

const require = createRequire(import.meta.url);

/** gray-matter and `yaml` are a hundred files: loaded with the first front matter, which many vaults have none of. */
function loadBlockReader(): typeof ReadFrontMatterBlock {
  // `require` knows no types: this is that of the very module that is loaded.
  return (require('./front-matter-block.js') as { readFrontMatterBlock: typeof ReadFrontMatterBlock })
    .readFrontMatterBlock;
}

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
  return loadBlockReader()(lines, opening, language === 'json');
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
