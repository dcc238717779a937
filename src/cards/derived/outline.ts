import type { Code, Heading, List, ListItem, Paragraph, RootContent, Table } from 'mdast';
import type { Note } from '../../vault/index.ts';
import {
  conceptOfHeading,
  isExampleName,
  isGenericName,
  isNamelessTitle,
  isSourcesName,
  stripDecoration,
} from './naming.ts';
import { type Phrase, phraseOf, plainPhrase, trimPhrase } from './phrase.ts';
import { stemOf } from './wording.ts';

/** Where a block stands: what it is about, in the words of the note. */
export interface Setting {
  /** The nearest name of a concept: a bold item above, a bold line, a heading, at last the note's title. */
  readonly subject?: string;
  /** Whether `subject` came from a heading or a bold line (a thing with properties), or only from the note's title. */
  readonly subjectFrom?: 'item' | 'heading' | 'title';
  /** The next name further out. */
  readonly outer?: string;
  /** A heading that asks, without its mark: "When to use". */
  readonly asked?: string;
  readonly headingPath: readonly string[];
  /** The words that the note also writes in lower case: their capitals are only a matter of place. */
  readonly words: ReadonlySet<string>;
  /** The words that it writes with a capital amid a sentence, and never small: names. */
  readonly names: ReadonlySet<string>;
}

export type Unit =
  | { readonly kind: 'table'; readonly node: Table; readonly setting: Setting; readonly caption?: Phrase }
  | { readonly kind: 'list'; readonly node: List; readonly setting: Setting; readonly leadIn?: Phrase }
  | {
      readonly kind: 'item';
      readonly node: ListItem;
      readonly setting: Setting;
      readonly phrase: Phrase;
      readonly leads: boolean;
    }
  | {
      readonly kind: 'paragraph';
      readonly node: Paragraph;
      readonly setting: Setting;
      readonly phrase: Phrase;
      readonly leads: boolean;
    }
  | { readonly kind: 'code'; readonly node: Code; readonly setting: Setting; readonly caption?: Phrase };

interface Level {
  readonly depth: number;
  readonly name: string;
  readonly concept?: string;
  readonly asked?: string;
  readonly silent: boolean;
}

/** A bold line under a heading counts as a heading below every real one. */
const boldLineDepth = 7;

/**
 * The blocks of a note that may hold facts, each with its setting. Examples, sources, quotations, and lines that
 * `isClaimed` says belong to a written card are left out.
 */
export function outlineNote(note: Note, isClaimed: (line: number) => boolean): readonly Unit[] {
  const units: Unit[] = [];
  const words: ReadonlySet<string> = new Set(
    (note.source.match(/(?<![\p{L}\p{N}_])\p{Ll}[\p{L}’'-]+/gu) ?? []).flatMap((word) => [word, stemOf(word)]),
  );
  const prose = note.source.replace(/^\s*[#|].*$|\*\*.*?\*\*/gmu, '');
  const names: ReadonlySet<string> = new Set(
    (prose.match(/(?<=\p{Ll},? )\p{Lu}\p{Ll}[\p{L}’'-]*/gu) ?? []).filter((word) => !words.has(word.toLowerCase())),
  );
  const title = isNamelessTitle(note.title) ? undefined : conceptOfHeading(note.title);
  let levels: readonly Level[] = [];

  const settingOf = (): Setting => {
    const named = levels.filter(({ concept }) => concept !== undefined);
    const asked = levels.at(-1)?.asked;
    const nearest = sentenceCase(named.at(-1)?.concept ?? title, words);
    const outer = sentenceCase(named.length > 1 ? named.at(-2)?.concept : title, words);
    const subject = named.length > 0 ? nameWithin(nearest, outer) : nearest;
    return {
      words,
      names,
      headingPath: levels.filter(({ depth }) => depth < boldLineDepth).map(({ name }) => name),
      ...(subject === undefined
        ? {}
        : { subject, subjectFrom: named.length > 0 ? ('heading' as const) : ('title' as const) }),
      ...(outer === undefined || outer === subject ? {} : { outer }),
      ...(asked === undefined ? {} : { asked }),
    };
  };

  const visitBlocks = (blocks: readonly RootContent[]): void => {
    blocks.forEach((block, index) => {
      const line = block.position?.start.line ?? 0;
      if (block.type === 'heading') {
        levels = [
          ...levels.filter(({ depth }) => depth < block.depth),
          levelOf(block.depth, phraseOf(block.children).text),
        ];
        return;
      }
      if (isClaimed(line)) return;
      const boldLine = block.type === 'paragraph' ? nameOfBoldLine(block) : undefined;
      if (boldLine !== undefined) {
        levels = [...levels.filter(({ depth }) => depth < boldLineDepth), levelOf(boldLineDepth, boldLine)];
        return;
      }
      if (levels.some(({ silent }) => silent)) return;
      const before = blocks[index - 1];
      const caption =
        before?.type === 'paragraph' && nameOfBoldLine(before) === undefined ? phraseOf(before.children) : undefined;
      visitBlock(block, caption, blocks[index + 1]);
    });
  };

  const visitBlock = (block: RootContent, caption: Phrase | undefined, next: RootContent | undefined): void => {
    const setting = settingOf();
    const captioned = caption === undefined ? {} : { caption };
    switch (block.type) {
      case 'paragraph':
        units.push({
          kind: 'paragraph',
          node: block,
          setting,
          phrase: phraseOf(block.children),
          leads: next?.type === 'list' || next?.type === 'code',
        });
        break;
      case 'table':
        units.push({ kind: 'table', node: block, setting, ...captioned });
        break;
      case 'code':
        units.push({ kind: 'code', node: block, setting, ...captioned });
        break;
      case 'list':
        visitList(block, setting, caption, 0);
        break;
      case 'blockquote':
        if (
          block.data?.callout !== undefined &&
          !/^(?:card|quote|cite|todo|example|question)$/iu.test(block.data.callout.kind)
        )
          visitBlocks(block.children);
        break;
      default:
        break;
    }
  };

  const visitList = (list: List, setting: Setting, leadIn: Phrase | undefined, depth: number): void => {
    if (depth > 6) return;
    units.push({ kind: 'list', node: list, setting, ...(leadIn === undefined ? {} : { leadIn }) });
    for (const item of list.children) {
      const [first, ...rest] = item.children;
      if (first?.type !== 'paragraph' || isClaimed(item.position?.start.line ?? 0)) continue;
      const phrase = phraseOf(first.children);
      const nested = rest.filter((child) => child.type === 'list');
      const name = nested.length > 0 ? nameOfItem(first, phrase) : undefined;
      if (name !== undefined && (isExampleName(name) || isSourcesName(name))) continue;
      const inner = name === undefined ? setting : itemSetting(setting, name);
      units.push({ kind: 'item', node: item, setting, phrase, leads: nested.length > 0 });
      for (const child of nested) visitList(child, inner, name === undefined ? phrase : undefined, depth + 1);
    }
  };

  visitBlocks(note.tree.children);
  return units;
}

function levelOf(depth: Heading['depth'] | typeof boldLineDepth, text: string): Level {
  const name = stripDecoration(text);
  const concept = conceptOfHeading(text);
  const asks = /\?\s*$/u.test(text.trim());
  return {
    depth,
    name,
    ...(concept === undefined || asks || isExampleName(name) ? {} : { concept }),
    ...(asks && name !== '' ? { asked: name.replace(/\?+$/u, '').trim() } : {}),
    silent: isExampleName(name) || isSourcesName(name),
  };
}

/** The text of a paragraph that is only bold (emoji and a colon aside): it acts as a heading. */
function nameOfBoldLine(paragraph: Paragraph): string | undefined {
  const strong = paragraph.children.filter(({ type }) => type === 'strong');
  const [only] = strong;
  if (strong.length !== 1 || only?.type !== 'strong') return undefined;
  const others = paragraph.children.filter((child) => child !== only);
  const decorative = others.every((child) => child.type === 'text' && !/[\p{L}\p{N}]/u.test(child.value));
  const text = phraseOf(only.children).text;
  return decorative && text.length <= 80 ? text : undefined;
}

/** The name that an item with items of its own gives to them: bold, or a short noun phrase that is no sentence. */
function nameOfItem(paragraph: Paragraph, phrase: Phrase): string | undefined {
  const bold = nameOfBoldLine(paragraph);
  if (bold !== undefined) return stripDecoration(bold);
  const text = stripDecoration(trimPhrase(plainPhrase(phrase)).text);
  const words = text.split(' ');
  const reads =
    words.length <= 6 && /^(?:the |an? )?[\p{Lu}`]/u.test(phrase.text.trim()) && !/[.!?:]\s*$/u.test(phrase.text);
  const verb = /\b(?:is|are|was|were|has|have|can|may|will|must|should|do|does|uses?|provides?|allows?)\b/u.test(text);
  return reads && !verb && words.length > 1 ? text.replace(/^(?:the|an?) /iu, '') : undefined;
}

function itemSetting(setting: Setting, name: string): Setting {
  const concept = sentenceCase(conceptOfHeading(name), setting.words);
  if (concept === undefined || isGenericName(name)) return setting;
  const { asked, ...rest } = setting;
  return {
    ...rest,
    subject: concept,
    subjectFrom: 'item',
    ...(setting.subject === undefined ? {} : { outer: setting.subject }),
  };
}

/** One plain word, such as "Caching" or "Phases", names its subject only together with what it is a part of. */
function nameWithin(name: string | undefined, outer: string | undefined): string | undefined {
  if (name === undefined || outer === undefined || !/^\p{Lu}?\p{Ll}+$/u.test(name)) return name;
  return outer.toLowerCase().includes(name.toLowerCase()) ? outer : `${outer}, ${name.toLowerCase()}`;
}

/**
 * "Handling Data Loss in UDP" -> "Handling data loss in UDP", where the note writes all those words small elsewhere;
 * "Transmission Control Protocol (TCP)" is a name and stays.
 */
function sentenceCase(name: string | undefined, words: ReadonlySet<string>): string | undefined {
  if (name === undefined) return undefined;
  const capital = /(?<=[\s(/-])\p{Lu}\p{Ll}[\p{Ll}’'-]*/gu;
  const initials = (name.match(/\b\p{L}/gu) ?? []).join('').toUpperCase();
  const acronym = /\(([A-Z]{2,})\)/u.exec(name)?.[1];
  if (acronym !== undefined && initials.startsWith(acronym)) return name;
  const common = (name.match(capital) ?? []).every((word) => words.has(word.toLowerCase()) || words.has(stemOf(word)));
  return common ? name.replace(capital, (word) => word.toLowerCase()) : name;
}
