import type { Diagnostic } from '../diagnostic.ts';
import type { LineIndex } from '../vault/index.ts';
import { report } from './rules.ts';

/** A line below a card that sets more about it, as a Dataview field: `hint:: …`. */
export interface AttributeLine {
  readonly line: number;
  readonly name: AttributeName;
  readonly value: string;
  /** Offsets of the value in the note. */
  readonly start: number;
  readonly end: number;
}

export type AttributeName = 'hint' | 'extra' | 'accept' | 'type' | 'experiment' | 'id' | 'anchor';

const attribute = /^([\s>]*)(hint|extra|accept|type|experiment|id)::(?:[ \t]+(.*))?$/iu;
const anchor = /^[\s>]*\^([A-Za-z0-9-]+)[ \t]*$/u;

/** What a line sets, where it is such a line. */
export function readAttribute(line: number, lines: LineIndex): AttributeLine | undefined {
  const start = lines.offsetOfLine(line);
  const text = textOfLine(line, lines);
  const block = anchor.exec(text)?.[1];
  if (block !== undefined) {
    return {
      line,
      name: 'anchor',
      value: block,
      start: start + text.indexOf('^') + 1,
      end: start + text.trimEnd().length,
    };
  }
  const match = attribute.exec(text);
  if (match === null) return undefined;
  const value = (match[3] ?? '').trim();
  const valueStart = start + text.length - (match[3] ?? '').trimStart().length;
  // The expression lists these names and no others.
  const name = (match[2] ?? '').toLowerCase() as AttributeName;
  return { line, name, value, start: valueStart, end: valueStart + value.length };
}

/** A line's text without its line end. */
export function textOfLine(line: number, lines: LineIndex): string {
  if (line < 1 || line > lines.lineCount) return '';
  const start = lines.offsetOfLine(line);
  const end = line === lines.lineCount ? lines.source.length : lines.offsetOfLine(line + 1);
  return lines.source.slice(start, end).replace(/\r?\n$|\r$/u, '');
}

/** Where a line ends, before its line end. */
export function endOfLine(line: number, lines: LineIndex): number {
  return lines.offsetOfLine(line) + textOfLine(line, lines).length;
}

/** What the lines below a card say together, `hint` and `extra` apart, which are markdown. */
export interface CardSettings {
  readonly accept: readonly string[];
  readonly experiments: readonly string[];
  readonly typeIn: boolean;
  readonly explicitId?: AttributeLine;
  readonly hints: readonly AttributeLine[];
  readonly extras: readonly AttributeLine[];
}

export function readSettings(
  attributes: readonly AttributeLine[],
  lines: LineIndex,
  diagnostics: Diagnostic[],
): CardSettings {
  const named = (name: AttributeName): AttributeLine[] =>
    attributes.filter((line) => {
      if (line.name !== name) return false;
      if (line.value !== '') return true;
      diagnostics.push(
        report(
          'bad-attribute',
          lines.placeAt(line.start, line.end),
          `\`${name}::\` has no value: write one behind it, or take the line out.`,
        ),
      );
      return false;
    });
  for (const line of named('type').filter(({ value }) => !/^(in|type-in|basic)$/iu.test(value))) {
    diagnostics.push(
      report(
        'bad-attribute',
        lines.placeAt(line.start, line.end),
        `A card is never of the type “${line.value}”: write \`type:: in\` for an answer that is typed, or take the line out.`,
        ['in', 'basic'],
      ),
    );
  }
  const explicitId = [...named('id'), ...named('anchor')][0];
  return {
    accept: named('accept').flatMap(({ value }) => splitList(value)),
    experiments: named('experiment').flatMap(({ value }) =>
      splitList(value).map((id) => id.replace(/^\[\[|\]\]$/gu, '')),
    ),
    typeIn: named('type').some(({ value }) => /^(in|type-in)$/iu.test(value)),
    ...(explicitId === undefined ? {} : { explicitId }),
    hints: named('hint'),
    extras: named('extra'),
  };
}

/** Parts at commas, but not within quotes, backticks or the slashes of a pattern; the quotes and backticks fall away. */
export function splitList(value: string): string[] {
  return (value.match(/(?:"[^"]*"|`[^`]*`|(?<=^|,)\s*\/(?:\\.|[^/\\])*\/[a-z]*|[^,])+/gu) ?? [])
    .map((item) => item.trim().replace(/^(["`])(.*)\1$/u, '$2'))
    .filter((item) => item !== '');
}
