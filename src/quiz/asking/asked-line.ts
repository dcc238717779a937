import {
  type Block,
  type CallLine,
  type Line,
  parametersOf,
  printLine,
  printResult,
  printValue,
  type ResumeLine,
  type System,
  type Value,
} from '../../experiments/index.ts';
import { claimedText, claimedValues, givesName, type LineValue, outputValue } from './line-result.ts';
import type { ObservedPart } from './question.ts';
import { wordLine } from './word-line.ts';

/** A line of a block that the quiz may ask, with what the learner may see of it. */
export interface AskedLine {
  /** Counted from 1 among the block's asked lines: lasting while lines are added behind. */
  readonly number: number;
  readonly line: Line;
  /** “The client now calls send() a second time: what does it return?” */
  readonly wording: string;
  /** The line with its outputs and its result blanked out. */
  readonly masked: string;
  /** What has happened before it. */
  readonly before: readonly string[];
  readonly value: LineValue;
  /** What it receives, as the note writes it: `"AAA"`. */
  readonly data?: string;
  /** What any system may answer: never a distractor. */
  readonly anywhere: readonly LineValue[];
  readonly reads: ObservedPart;
  /** Lines with the same topic have answers that could be mixed up: `recv`, `state`, `packet`. */
  readonly topic: string;
}

/** Every `=?`, `==?` and `:?` of a block, in order. */
export function findAskedLines(block: Block, system: System): readonly AskedLine[] {
  const asked: AskedLine[] = [];
  block.lines.forEach((line, index) => {
    if (!isAsked(line)) return;
    const earlier = block.lines.slice(0, index);
    asked.push({ ...describe(line, earlier, system), number: asked.length + 1, before: linesBefore(earlier) });
  });
  return asked;
}

type Askable = Extract<Line, { kind: 'call' | 'resume' | 'check' | 'wait' | 'packet' }>;

function isAsked(line: Line): line is Askable {
  if (line.kind === 'call' || line.kind === 'resume') return line.claim.asked;
  if (line.kind === 'check' || line.kind === 'wait') return line.condition.comparison?.asked === true;
  return line.kind === 'packet' && line.asked;
}

/** Comments give answers away: they are shown after the reveal. */
function linesBefore(lines: readonly Line[]): readonly string[] {
  return lines
    .filter(({ kind }) => kind !== 'comment' && kind !== 'needs' && kind !== 'deadline' && kind !== 'blank')
    .map((line) => {
      const { comment: _, ...plain } = line;
      return printLine(plain as Line)
        .replace(/^ /u, '')
        .replace(/ (==|!=|<=|>=|<|>|=)\? /u, ' $1 ')
        .replace(/:\? /u, ': '); // a line without its comment is one of the same kind
    });
}

function describe(line: Askable, earlier: readonly Line[], system: System): Omit<AskedLine, 'number' | 'before'> {
  const wording = wordLine(line, earlier);
  if (line.kind === 'packet') {
    const value = claimedText(line);
    const masked = printLine(withoutComment(line))
      .trim()
      .replace(/:\? .*$/u, ': ?');
    return { line, wording, masked, value, anywhere: [value], reads: readsResult(line), topic: 'packet' };
  }
  if (line.kind === 'check' || line.kind === 'wait') {
    const value = claimedText(line);
    const masked = printLine(withoutComment(line))
      .trim()
      .replace(/ ([=!<>]=?)\? .*$/u, ' $1 ?');
    return { line, wording, masked, value, anywhere: [value], reads: readsResult(line), topic: topicOfCheck(line) };
  }
  const output = claimedOutput(line);
  const { here, anywhere } = claimedValues(line.claim, system);
  const masked = maskCall(line, output?.position);
  if (output === undefined)
    return {
      line,
      wording,
      masked,
      value: here,
      ...receivedData(line),
      anywhere,
      reads: readsResult(line),
      topic: line.call,
    };
  return {
    line,
    wording: wording.replace(
      /what does (?:it|each call) return\?$/u,
      `what does the kernel write into ${output.name}?`,
    ),
    masked,
    value: output.value,
    anywhere: [output.value],
    reads: { line: line.span.line, part: output.position, bindsName: false },
    topic: output.topic,
  };
}

function receivedData(line: CallLine | ResumeLine): Pick<AskedLine, 'data'> {
  const first = line.kind === 'resume' ? line.firstArgument : 0;
  const data = line.arguments.find((value, index) => {
    const parameter = parametersOf(line.call)[first + index];
    return value.kind === 'text' && parameter?.kind === 'data' && parameter.direction === 'out';
  });
  const printed = data === undefined ? '' : printValue(data);
  return printed === '' || printed === '""' || printed.length > 60 ? {} : { data: printed };
}

function readsResult(line: Line): ObservedPart {
  return { line: line.span.line, part: 'result', bindsName: givesName(line) };
}

function withoutComment<One extends Line>(line: One): One {
  const { comment: _, ...plain } = line;
  return plain as One; // a comment is optional on every line that is asked
}

function topicOfCheck({ condition }: Extract<Line, { kind: 'check' | 'wait' }>): string {
  const [first] = condition.left.terms;
  if (first?.operand.kind === 'query') return first.operand.query;
  return 'number';
}

interface ClaimedOutput {
  readonly value: LineValue;
  readonly name: string;
  readonly position: number;
  readonly topic: string;
}

/**
 * Where a call that answers 0 or a new descriptor has written something that the line claims, that is what the line is
 * about: an option's value, an address, the length that did not fit.
 */
function claimedOutput(line: CallLine | ResumeLine): ClaimedOutput | undefined {
  const { result } = line.claim;
  if (line.kind === 'resume' || !(result.kind === 'name' || (result.kind === 'integer' && result.value === 0)))
    return undefined;
  const outputs = parametersOf(line.call).flatMap((parameter, position) => {
    const value = line.arguments[position];
    return value === undefined || parameter.direction === 'in' || parameter.kind === 'data'
      ? []
      : [{ parameter, position, value }];
  });
  for (const { parameter, position, value } of outputs) {
    if (parameter.kind !== 'length' || value.kind !== 'array') continue;
    const [only] = value.items;
    if (only?.kind === 'change' && only.after.kind === 'integer')
      return { value: `${only.after.value}`, name: parameter.name, position, topic: `${line.call} length` };
  }
  for (const { parameter, position, value } of outputs) {
    if (parameter.direction !== 'out' || !isLiteral(value)) continue;
    const written = outputValue(printValue(value));
    return { value: written, name: parameter.name, position, topic: topicOfOutput(written, line, parameter.kind) };
  }
  return undefined;
}

/** Constants are mixed up with others of their prefix, other values with those that the same option has. */
function topicOfOutput(value: LineValue, line: CallLine, kind: string): string {
  const prefix = /^[A-Z][A-Z0-9]*_/u.exec(value)?.[0];
  if (prefix !== undefined) return `constant ${prefix}`;
  if (kind === 'address') return 'address';
  const option = line.arguments[2];
  return `${line.call} ${kind === 'option-value' && option !== undefined ? printValue(option) : kind}`;
}

/** No number that the kernel chooses stands in it: so it can be asked. Of an address with such a port the host is asked. */
function isLiteral(value: Value): boolean {
  switch (value.kind) {
    case 'integer':
    case 'constant':
    case 'flags':
    case 'text':
      return true;
    case 'address':
      return value.family !== 'unspec';
    case 'array':
      return value.items.length > 0 && value.items.every(isLiteral);
    case 'structure':
      return value.members.length > 0 && value.members.every(({ value: member }) => isLiteral(member));
    case 'name':
    case 'change':
    case 'raw-packet':
    case 'null':
    case 'any':
      return false;
  }
}

/** `[client] recv(c, …, 64, 0) = ?`: what the kernel writes is not shown. */
function maskCall(line: CallLine | ResumeLine, askedOutput: number | undefined): string {
  const parameters = parametersOf(line.call);
  const first = line.kind === 'resume' ? line.firstArgument : 0;
  const shown = line.arguments.map((value, index) => {
    const masked = maskValue(value, parameters[first + index]?.direction ?? 'in');
    if (index !== askedOutput) return masked;
    return value.kind === 'array' && value.items[0]?.kind === 'change' ? masked.replace(/\]$/u, ' => ?]') : '?';
  });
  const result = askedOutput === undefined ? '?' : printResult(line.claim.result);
  const actor =
    line.actor === undefined ? '' : `[${line.actor.name}${line.actor.thread === 1 ? '' : `.${line.actor.thread}`}] `;
  if (line.kind === 'resume')
    return `${actor}<... ${line.call} resumed>${shown.length === 0 ? '' : `${shown.join(', ')})`} = ${result}`;
  const repeat =
    line.repeat === undefined ? '' : line.repeat.count === undefined ? 'repeat ' : `repeat ${line.repeat.count} `;
  return `${actor}${repeat}${line.call}(${shown.join(', ')}) = ${result}`;
}

const given: ReadonlySet<string> = new Set(['iov_len', 'msg_controllen', 'msg_namelen', 'fd', 'events', 'msg_iov']);

function maskValue(value: Value, direction: 'in' | 'out' | 'inout'): string {
  if (direction === 'in' || value.kind === 'null') return printValue(value);
  if (direction === 'out') return '…';
  if (value.kind === 'array') return `[${value.items.map((item) => maskValue(item, 'inout')).join(', ')}]`;
  if (value.kind === 'change') return printValue(value.before);
  if (value.kind === 'structure') {
    const members = value.members.map(({ name, value: member }) =>
      given.has(name) ? `${name}=${name === 'msg_iov' ? maskValue(member, 'inout') : printValue(member)}` : `${name}=…`,
    );
    return `{${members.join(', ')}}`;
  }
  return '…';
}
