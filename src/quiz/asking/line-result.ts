import {
  printCondition,
  printPacketContent,
  printResult,
  printValue,
  type Claim,
  type Line,
  type Result,
  type System,
} from '../../experiments/index.ts';
import { isSameErrno } from './errno-names.ts';

/**
 * Results as the quiz compares them: `6`, `-1 EAGAIN`, `blocks` for a call that sleeps, `new` for a descriptor under
 * whatever name, `SYN_SENT`, `Flags [S.]`.
 */
export type LineValue = string;

export const blocks: LineValue = 'blocks';
export const newDescriptor: LineValue = 'new';

/** What a claim says on one system, and what any system may answer. */
export function claimedValues(
  claim: Claim,
  system: System,
): { readonly here: LineValue; readonly anywhere: readonly LineValue[] } {
  const all = [claim.result, ...claim.alternatives.map(({ result }) => result)];
  const here = claim.alternatives.find((other) => other.system === system)?.result ?? claim.result;
  return { here: valueOfResult(here), anywhere: all.map(valueOfResult) };
}

export function valueOfResult(result: Result): LineValue {
  switch (result.kind) {
    case 'integer':
      return `${result.value}`;
    case 'name':
      return newDescriptor;
    case 'unfinished':
      return blocks;
    case 'ready':
      return readyValue(printResult(result));
    case 'flags':
    case 'error':
    case 'constant':
    case 'positive':
    case 'any':
    case 'unknown':
      return printResult(result);
  }
}

/** Lines whose call gives a descriptor or actor bind a name: which one is no matter of the kernel's. */
export function givesName(line: Line): boolean {
  return (line.kind === 'call' || line.kind === 'resume') && line.claim.result.kind === 'name';
}

/** What a transcript line's part reads as, in the same spelling. */
export function observedValue(observed: string, bindsName: boolean): LineValue {
  const text = observed.trim();
  if (text === '<unfinished ...>') return blocks;
  if (/^-1 E[A-Z0-9]+/u.test(text)) return /^-1 E[A-Z0-9]+/u.exec(text)?.[0] ?? text;
  if (bindsName && !/^-\d/u.test(text)) return newDescriptor;
  if (/^(?:Flags \[|UDP|ICMP)/u.test(text)) return packetValue(text);
  return readyValue(text);
}

/** poll()'s answer about one descriptor, without the descriptor's name: `1 (POLLOUT|POLLERR)`. */
function readyValue(text: string): LineValue {
  const match = /^1 \(\[\{fd=[^,]+, revents=([^}]+)\}\]\)$/u.exec(text);
  return match === null ? text : `1 (${match[1] ?? ''})`;
}

/**
 * What the kernel wrote: `[SOCK_STREAM]` is the constant, `[4 => 16]` the length afterwards. Of an address whose port
 * the kernel chose (a name in the note) only the host can be told.
 */
export function outputValue(printed: string): LineValue {
  const change = /^\[.* => (\S+)\]$/u.exec(printed)?.[1];
  const only = /^\[([^,[\]]+)\]$/u.exec(printed)?.[1];
  return (change ?? only ?? printed).replace(/^(\[[^\]]*\]|[\d.]+):[a-z_][a-z0-9_]*$/u, '$1');
}

/** tcpdump's words without what no line claims: sequence numbers, windows, a length of 0 of a packet that carries none. */
export function packetValue(text: string): LineValue {
  const flags = /^Flags \[([^\]]*)\]/u.exec(text)?.[0];
  const length = /length (\d+)/u.exec(text)?.[1];
  const head = flags ?? /^(?:UDP|ICMP [a-z ]+)/u.exec(text)?.[0].trim() ?? text;
  return length === undefined || (length === '0' && flags !== undefined) ? head : `${head}, length ${length}`;
}

/** Two spellings of one answer: twin errors, and a packet whose length only one side states. */
export function isSameValue(one: LineValue, other: LineValue): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((value) => /^-1 (E[A-Z0-9]+)$/u.exec(value)?.[1]);
  if (a !== undefined && b !== undefined) return isSameErrno(a, b);
  const hosts = [one, other].map((value) => /^(\[[^\]]*\]|\d+\.\d+\.\d+\.\d+)(:\d+)?$/u.exec(value));
  if (hosts[0] != null && hosts[1] != null)
    return hosts[0][1] === hosts[1][1] && (hosts[0][2] === undefined || hosts[1][2] === undefined);
  const [first, second] = [one, other].map((value) =>
    /^(Flags \[[^\]]*\]|UDP|ICMP [a-z ]+)(, length \d+)?$/u.exec(value),
  );
  if (first == null || second == null) return false;
  return first[1] === second[1] && (first[2] === undefined || second[2] === undefined);
}

/** What stands on the right of an asked check, and what a packet line claims. */
export function claimedText(line: Extract<Line, { kind: 'check' | 'wait' | 'packet' }>): LineValue {
  if (line.kind === 'packet') return packetValue(printPacketContent(line.content));
  const { comparison } = line.condition;
  if (comparison === undefined) return '1';
  const printed = printCondition({ left: comparison.right, span: line.condition.span });
  const [only] = comparison.right.terms;
  return only !== undefined && comparison.right.terms.length === 1 && only.operand.kind !== 'query'
    ? `${only.sign === '-' ? '-' : ''}${printValue(only.operand)}`
    : printed;
}

/** A value in words that a learner reads as an option. */
export function valueInWords(value: LineValue): string {
  if (value === blocks) return 'it does not return: it waits';
  if (value === newDescriptor) return 'a new descriptor';
  return value.replace(/^1 \((POLL.*)\)$/u, '1, with $1');
}
