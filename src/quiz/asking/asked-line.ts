import {
  type Block,
  type CallLine,
  type Line,
  parametersOf,
  printLine,
  printValue,
  type ResumeLine,
  type System,
  type Value,
} from '../../experiments/index.ts';
import { claimedText, claimedValues, type LineValue } from './line-result.ts';
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
      return printLine(plain as Line).replace(/^ /u, '').replace(/ (==|!=|<=|>=|<|>|=)\? /u, ' $1 ').replace(/:\? /u, ': '); // a line without its comment is one of the same kind
    });
}

function describe(line: Askable, earlier: readonly Line[], system: System): Omit<AskedLine, 'number' | 'before'> {
  const wording = wordLine(line, earlier);
  if (line.kind === 'packet') {
    const value = claimedText(line);
    const masked = printLine(withoutComment(line)).trim().replace(/:\? .*$/u, ': ?');
    return { line, wording, masked, value, anywhere: [value], reads: readsResult(line), topic: 'packet' };
  }
  if (line.kind === 'check' || line.kind === 'wait') {
    const value = claimedText(line);
    const masked = printLine(withoutComment(line)).trim().replace(/ ([=!<>]=?)\? .*$/u, ' $1 ?');
    return { line, wording, masked, value, anywhere: [value], reads: readsResult(line), topic: topicOfCheck(line) };
  }
  const output = claimedOutput(line);
  const { here, anywhere } = claimedValues(line.claim, system);
  const masked = maskCall(line, output === undefined);
  if (output === undefined)
    return { line, wording, masked, value: here, anywhere, reads: readsResult(line), topic: line.call };
  const value = printValue(output.value);
  return {
    line,
    wording: wording.replace(/what does (?:it|each call) return\?$/u, `what does the kernel write into ${output.name}?`),
    masked,
    value,
    anywhere: [value],
    reads: { line: line.span.line, part: output.position },
    topic: `${line.call} ${output.kind}`,
  };
}

function readsResult(line: Line): ObservedPart {
  return { line: line.span.line, part: 'result' };
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

/**
 * Where a call that answers 0 has written something that the line claims, that is what the line is about: an option's
 * value, an address.
 */
function claimedOutput(
  line: CallLine | ResumeLine,
): { readonly value: Value; readonly name: string; readonly position: number; readonly kind: string } | undefined {
  if (line.kind === 'resume' || line.claim.result.kind !== 'integer' || line.claim.result.value !== 0) return undefined;
  const parameters = parametersOf(line.call);
  for (const [position, parameter] of parameters.entries()) {
    const value = line.arguments[position];
    if (value === undefined || parameter.direction !== 'out' || parameter.kind === 'data') continue;
    if (!isLiteral(value)) continue;
    const option = line.arguments[2];
    const kind = parameter.kind === 'option-value' && option !== undefined ? printValue(option) : parameter.kind;
    return { value, name: parameter.name, position, kind };
  }
  return undefined;
}

/** No name of the block stands in it: so it can be asked. */
function isLiteral(value: Value): boolean {
  switch (value.kind) {
    case 'integer':
    case 'constant':
    case 'flags':
    case 'text':
      return true;
    case 'address':
      return value.family !== 'inet' && value.family !== 'inet6' ? value.family === 'unix' : value.port.kind === 'integer';
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
function maskCall(line: CallLine | ResumeLine, _asksResult: boolean): string {
  const parameters = parametersOf(line.call);
  const first = line.kind === 'resume' ? line.firstArgument : 0;
  const shown = line.arguments.map((value, index) => maskValue(value, parameters[first + index]?.direction ?? 'in'));
  const actor =
    line.actor === undefined ? '' : `[${line.actor.name}${line.actor.thread === 1 ? '' : `.${line.actor.thread}`}] `;
  if (line.kind === 'resume') return `${actor}<... ${line.call} resumed>${shown.length === 0 ? '' : `${shown.join(', ')})`} = ?`;
  const repeat = line.repeat === undefined ? '' : line.repeat.count === undefined ? 'repeat ' : `repeat ${line.repeat.count} `;
  return `${actor}${repeat}${line.call}(${shown.join(', ')}) = ?`;
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
