import type { Actor, Block, Line, Repeat } from './block.ts';
import type { Claim, Result, TimeBound } from './claim.ts';
import type { Condition, Operand, Sum } from './condition.ts';
import type { PacketContent } from './packet.ts';
import { printInteger, printInternetAddress, printValue } from './print-value.ts';
import type { InternetAddress, NameValue } from './value.ts';
import type { WireRule, WireSelection } from './wire.ts';

/** The block in its canonical form, each line ended by a line feed. */
export function printBlock(block: Block): string {
  return block.lines.map((line) => printLine(line) + '\n').join('');
}

/** One line in its canonical form, without a line end. */
export function printLine(line: Line): string {
  if (line.kind === 'blank') return '';
  if (line.kind === 'comment') return printComment(line.comment);
  if (line.kind === 'faulty') return line.text;
  const prefix = 'actor' in line ? printActor(line.actor) + ' ' : '';
  const comment = line.comment === undefined ? '' : '    ' + printComment(line.comment);
  return prefix + printStatement(line) + comment;
}

function printComment(text: string): string {
  return text === '' ? '#' : `# ${text}`;
}

export function printActor({ name, host, thread }: Actor): string {
  return `[${name}${host === undefined ? '' : `@${host}`}${thread === 1 ? '' : `.${thread}`}]`;
}

function printStatement(line: Exclude<Line, { kind: 'blank' | 'comment' | 'faulty' }>): string {
  switch (line.kind) {
    case 'call': {
      const given = line.arguments.map(printValue).join(', ');
      const repeat = line.repeat === undefined ? '' : printRepeat(line.repeat);
      const cut = line.claim.result.kind === 'unfinished' && !line.claim.result.sleeps;
      if (cut) return `${repeat}${line.call}(${given} <unfinished ...>`;
      return `${repeat}${line.call}(${given}) ${printClaim(line.claim)}${printBinding(line.repeat)}`;
    }
    case 'resume': {
      const given = line.arguments.map(printValue).join(', ');
      const outputs = line.arguments.length === 0 ? '' : `${given})`;
      return `<... ${line.call} resumed>${outputs} ${printClaim(line.claim)}`;
    }
    case 'check':
    case 'wait':
      return `${line.kind} ${printCondition(line.condition)}`;
    case 'exit':
      return `+++ exited with ${line.status} +++`;
    case 'killed':
      return `+++ killed by ${line.signal} +++`;
    case 'signal':
      return `--- ${line.signal} {...} ---`;
    case 'host':
      return `host ${line.name} ${line.address}`;
    case 'packet': {
      const [from, to] = [line.from, line.to].map(printEndpoint);
      const what = printPacketContent(line.content) + line.fates.map((fate) => ` (${fate})`).join('');
      return `IP${line.version === 6 ? '6' : ''} ${from} > ${to}:${line.asked ? '?' : ''} ${what}`;
    }
    case 'packet-gap':
      return 'IP ...';
    case 'wire':
      return `wire ${printWireRule(line.rule)}`;
    case 'needs':
      return `needs: ${line.needs.map(({ name }) => name).join(', ')}`;
    case 'deadline':
      return `deadline: ${line.milliseconds / 1000}s`;
  }
}

function printRepeat({ count }: Repeat): string {
  return count === undefined ? 'repeat ' : `repeat ${count} `;
}

function printBinding(repeat: Repeat | undefined): string {
  if (repeat?.calls === undefined) return '';
  return ` -> ${repeat.calls.name}${repeat.sum === undefined ? '' : `, ${repeat.sum.name}`}`;
}

/** `= RESULT | system: RESULT <time>` */
export function printClaim({ asked, result, alternatives, time }: Claim): string {
  const others = alternatives.map((other) => ` | ${other.system}: ${printResult(other.result)}`).join('');
  return `=${asked ? '?' : ''} ${printResult(result)}${others}${time === undefined ? '' : ` ${printTime(time)}`}`;
}

export function printResult(result: Result): string {
  switch (result.kind) {
    case 'integer':
      return printInteger(result);
    case 'error':
      return `-1 ${result.errno}`;
    case 'name':
    case 'constant':
      return result.name;
    case 'flags': {
      const flags = result.flags.join('|');
      return result.value === undefined ? flags : `0x${result.value.toString(16)} (flags ${flags})`;
    }
    case 'ready':
      return `${result.count} (${printValue(result.ready)})`;
    case 'positive':
      return '>0';
    case 'any':
      return '_';
    case 'unfinished':
      return '<unfinished ...>';
    case 'unknown':
      return result.errno === undefined ? '?' : `? ${result.errno}`;
  }
}

function printTime({ atLeastNs, atMostNs }: TimeBound): string {
  return `<${printSeconds(atLeastNs)}..${printSeconds(atMostNs)}>`;
}

function printSeconds(nanoseconds: number | undefined): string {
  if (nanoseconds === undefined) return '';
  const whole = Math.floor(nanoseconds / 1e9);
  const rest = String(nanoseconds % 1e9)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${whole}.${rest === '' ? '0' : rest}`;
}

export function printCondition({ left, comparison }: Condition): string {
  if (comparison === undefined) return printSum(left);
  const { operator, asked, right } = comparison;
  return `${printSum(left)} ${operator}${asked ? '?' : ''} ${printSum(right)}`;
}

function printSum({ terms }: Sum): string {
  return terms
    .map(({ sign, operand }, index) => {
      const joint = index === 0 ? (sign === '-' ? '-' : '') : ` ${sign} `;
      return joint + printOperand(operand);
    })
    .join('');
}

function printOperand(operand: Operand): string {
  if (operand.kind !== 'query') return printValue(operand);
  if (operand.query === 'sysctl') return `sysctl(${operand.variable})`;
  return `${operand.query}(${printValue(operand.query === 'state' ? operand.of : operand.descriptor)})`;
}

function printEndpoint(endpoint: NameValue | InternetAddress): string {
  if (endpoint.kind === 'name') return printValue(endpoint);
  if (endpoint.port.kind !== 'any') return printInternetAddress(endpoint);
  return endpoint.family === 'inet' ? endpoint.host : `[${endpoint.host}]`;
}

export function printPacketContent(content: PacketContent): string {
  const length = content.length === undefined ? '' : `, length ${content.length}`;
  if (content.protocol === 'tcp') return `Flags [${content.flags}]${length}`;
  return (content.protocol === 'udp' ? 'UDP' : `ICMP ${content.message}`) + length;
}

export function printWireRule(rule: WireRule): string {
  switch (rule.verb) {
    case 'down':
    case 'pass':
      return rule.verb;
    case 'rate':
      return `rate ${printRate(rule.bitsPerSecond)}`;
    case 'mtu':
      return `mtu ${rule.bytes}`;
    case 'reject':
      return `reject ${rule.answer}${printSelection(rule.every, rule.select)}`;
    case 'drop':
    case 'swap':
    case 'twice':
    case 'flip':
      return rule.verb + printSelection(rule.every, rule.select);
  }
}

function printRate(bits: number): string {
  const unit = [
    { name: 'gbit', size: 1e9 },
    { name: 'mbit', size: 1e6 },
    { name: 'kbit', size: 1e3 },
  ].find(({ size }) => bits % size === 0);
  return unit === undefined ? `${bits}bit` : `${bits / unit.size}${unit.name}`;
}

function printSelection(every: number, { protocol, data, to, prefix }: WireSelection): string {
  const host = to?.family === 'inet6' ? `[${to.host}]` : to?.host;
  return [
    every === 1 ? '' : ` 1 in ${every}`,
    protocol === undefined ? '' : ` ${protocol}`,
    data ? ' data' : '',
    host === undefined ? '' : ` to ${host}${to?.port === undefined ? '' : `:${to.port}`}`,
    prefix === undefined ? '' : ` ${printValue(prefix)}`,
  ].join('');
}
