/** The steps of a script as statements, whatever the language. */
import type { CallLine, ResumeLine } from '../language/block.ts';
import type { WireRule } from '../language/wire.ts';
import { printLine } from '../language/print-block.ts';
import { signatures } from '../language/signatures.ts';
import { roleConstant } from './call-values.ts';
import type { EmittedCall } from './emitted-call.ts';
import { spread } from './extent.ts';
import { NotEmitted } from './not-emitted.ts';
import { boundNames, type ConditionLine, isEnding, type Role, type Script, type Step } from './script.ts';

/** What one language makes of the parts of a step. Statements come without their end. */
export interface Dialect {
  /** What ends a statement: `;` or nothing. */
  readonly end: string;
  readonly comment: (text: string) => string;
  readonly string: (text: string) => string;
  readonly name: (name: string) => string;
  readonly signal: (name: string) => string;
  readonly call: (line: CallLine) => EmittedCall;
  readonly check: (line: ConditionLine, text: string, role: Role | undefined, script: Script) => readonly string[];
  readonly repeat: (line: CallLine, made: EmittedCall, number: number, text: string) => readonly string[];
  readonly fork: (child: string) => readonly string[];
  readonly wire: (rule: WireRule) => readonly string[];
  readonly exit: (status: number) => string;
  readonly kill: (role: string, signal: string) => string;
}

export interface Written {
  readonly functions: readonly EmittedFunction[];
  readonly conducting: readonly string[];
}

/** The body of a role's function, and of the conductor's. */
export interface EmittedFunction {
  readonly role: Role;
  readonly lines: readonly string[];
}

export function writeSteps(script: Script, dialect: Dialect): Written {
  const functions = new Map(script.roles.map((role): [string, string[]] => [role.name, []]));
  const conducting: string[] = [];
  const writer: Writer = { script, dialect, functions, conducting, bound: new Set() };
  script.steps.forEach((step, index) => {
    writeStep(step, script.steps.slice(index + 1), writer);
  });
  return { functions: script.roles.map((role) => ({ role, lines: functions.get(role.name) ?? [] })), conducting };
}

interface Writer {
  readonly script: Script;
  readonly dialect: Dialect;
  readonly functions: Map<string, string[]>;
  readonly conducting: string[];
  readonly bound: Set<string>;
}

function textOf(step: Step, { dialect }: Writer): string {
  return dialect.string(step.text);
}

function writeStep(step: Step, rest: readonly Step[], writer: Writer): void {
  const { script, conducting, dialect } = writer;
  const { line, role } = step;
  const only = script.isPlain ? script.roles[0] : undefined;
  const target = writer.functions.get((only ?? role)?.name ?? '') ?? conducting;
  if (step.leftOut !== undefined) {
    const reason = step.leftOut === '' ? '' : ` (${step.leftOut})`;
    (script.isPlain ? target : conducting).push('', dialect.comment(`${printLine(line)}${reason}`));
    return;
  }
  try {
    const { statements, conduct } = stepCode(step, rest, writer);
    target.push('', dialect.comment(printLine(line)), ...statements);
    if (role !== undefined && !script.isPlain) conducting.push(...conduct);
  } catch (error) {
    if (!(error instanceof NotEmitted)) throw error;
    (script.isPlain ? target : conducting).push(
      '',
      dialect.comment(`not in this program: ${printLine(line)} (${error.message})`),
    );
  }
}

interface StepCode {
  readonly statements: readonly string[];
  readonly conduct: readonly string[];
}

function stepCode(step: Step, rest: readonly Step[], writer: Writer): StepCode {
  const { line, role } = step;
  const { script, dialect } = writer;
  const end = (statement: string): string => `${statement}${dialect.end}`;
  const number = line.span.line;
  const me = role === undefined ? '' : roleConstant(role.name);
  const turn = script.isPlain || role === undefined ? [] : [end('turn()')];
  const mine = rest.find((other) => other.role?.name === role?.name && other.leftOut === undefined);
  switch (line.kind) {
    case 'check':
    case 'wait':
      return { statements: [...turn, ...dialect.check(line, step.text, role, script)], conduct: [end(`go(${me})`)] };
    case 'call': {
      const made = callCode(step, line, rest, writer);
      if (line.claim.result.kind === 'unfinished')
        return { statements: [...turn, ...made], conduct: [end(`sleeps(${number}, ${textOf(step, writer)}, ${me})`)] };
      const held =
        needsHold(line) && !isEnding(mine) ? [end(`hold_pipe_signal(${dialect.signal('SIG_UNBLOCK')})`)] : [];
      const child = line.call === 'fork' && line.claim.result.kind === 'name' ? line.claim.result.name : undefined;
      return {
        statements: [...turn, ...made, ...held],
        conduct: [end(`go(${me})`), ...(child === undefined ? [] : [end(`hear(${roleConstant(child)})`)])],
      };
    }
    case 'resume':
      return {
        statements: [end('turn()'), ...resumeCode(step, line, writer)],
        conduct: [end(`wakes(${me})`)],
      };
    case 'exit':
      return {
        statements: [end('turn()'), end(dialect.exit(line.status))],
        conduct: [end(`exits(${number}, ${textOf(step, writer)}, ${me})`)],
      };
    case 'signal': {
      const releases = line.signal === 'SIGPIPE';
      const asleep = isAsleep(step, script);
      return {
        statements: releases ? [end('turn()'), end(`hold_pipe_signal(${dialect.signal('SIG_UNBLOCK')})`)] : [],
        conduct: [
          ...(releases && !asleep ? [end(`give_turn(${me})`)] : []),
          end(`arrives(${number}, ${textOf(step, writer)}, ${me}, ${dialect.signal(line.signal)})`),
        ],
      };
    }
    case 'killed': {
      const before = script.steps.slice(0, script.steps.indexOf(step));
      const own = before.filter((other) => other.role?.actor === role?.actor);
      const sent = own.some(({ line: other }) => other.kind === 'signal' && other.signal === line.signal);
      const killed = before.some(
        ({ line: other }) => other.kind === 'call' && other.call === 'kill' && isFor(other, role?.actor),
      );
      const broken = own.some(({ line: other }) => other.kind === 'call' && needsHold(other));
      const release = !sent && broken && line.signal === 'SIGPIPE';
      return {
        statements: release ? [end('turn()'), end(`hold_pipe_signal(${dialect.signal('SIG_UNBLOCK')})`)] : [],
        conduct: [
          ...(release ? [end(`give_turn(${me})`)] : sent || killed ? [] : [end(dialect.kill(me, line.signal))]),
          end(`dies(${number}, ${textOf(step, writer)}, ${me})`),
        ],
      };
    }
    case 'wire':
      return { statements: dialect.wire(line.rule), conduct: [] };
    default:
      throw new NotEmitted('no line of a program');
  }
}

function isAsleep(step: Step, script: Script): boolean {
  const before = script.steps.slice(0, script.steps.indexOf(step)).filter(({ role }) => role?.name === step.role?.name);
  const last = before.filter(({ line }) => line.kind === 'call' || line.kind === 'resume').at(-1)?.line;
  return last?.kind === 'call' && last.claim.result.kind === 'unfinished';
}

function isFor(line: CallLine, actor: string | undefined): boolean {
  const [process] = line.arguments;
  return process?.kind === 'name' && process.name === actor;
}

/** A write into what nobody reads raises SIGPIPE; the program must live to print the answer. */
function needsHold(line: CallLine): boolean {
  if (!['send', 'sendto', 'sendmsg', 'write', 'writev'].includes(line.call)) return false;
  const { result } = line.claim;
  const flags = line.arguments
    .map((value) =>
      value.kind === 'constant'
        ? value.name
        : value.kind === 'flags'
          ? value.members.map((one) => (one.kind === 'constant' ? one.name : '')).join(' ')
          : '',
    )
    .join(' ');
  return result.kind === 'error' && result.errno === 'EPIPE' && !flags.includes('MSG_NOSIGNAL');
}

function resultVariable(line: CallLine | ResumeLine, call: CallLine, role: Role, writer: Writer): string {
  const { result } = line.claim;
  if (result.kind !== 'name') return 'n';
  const key = `${role.actor} ${result.name}`;
  if (signatures[call.call].returns !== 'descriptor' && writer.bound.has(key)) return 'n';
  return writer.dialect.name(result.name);
}

function noteNames(line: CallLine | ResumeLine, role: Role, writer: Writer): readonly string[] {
  const names = boundNames(line);
  for (const name of names) writer.bound.add(`${role.actor} ${name}`);
  const order = [...writer.script.shared];
  return names
    .filter((name) => order.includes(name))
    .map((name) => `numbers[${order.indexOf(name)}] = ${writer.dialect.name(name)}${writer.dialect.end}`);
}

function callCode(step: Step, line: CallLine, rest: readonly Step[], writer: Writer): readonly string[] {
  const { role } = step;
  const { dialect } = writer;
  if (role === undefined) throw new NotEmitted('a call of nobody');
  const number = line.span.line;
  const text = textOf(step, writer);
  if (line.call === 'fork') {
    if (line.claim.result.kind !== 'name') throw new NotEmitted('fork() = NAME names the child');
    const child = line.claim.result.name;
    return [...dialect.fork(child), `tell(${number}, ${text}, n)${dialect.end}`];
  }
  if (line.claim.result.kind === 'unfinished') {
    const resumed = rest.find((other) => other.role?.name === role.name && other.line.kind === 'resume');
    const whole = resumed?.line.kind === 'resume' ? spread(line, resumed.line) : line;
    const made = dialect.call(whole);
    const variable = resumed?.line.kind === 'resume' ? resultVariable(resumed.line, line, role, writer) : 'n';
    pendingCalls.set(resumed?.line ?? line, { made, variable });
    return [
      ...made.before,
      `${variable} = ${made.call}${dialect.end}`,
      ...(resumed === undefined ? [`turn()${dialect.end}`] : []),
    ];
  }
  const made = dialect.call(line);
  const hold = needsHold(line) ? [`hold_pipe_signal(${writer.dialect.signal('SIG_BLOCK')})${writer.dialect.end}`] : [];
  if (line.repeat !== undefined)
    return [...hold, ...dialect.repeat(line, made, number, text), ...noteNames(line, role, writer)];
  const variable = resultVariable(line, line, role, writer);
  return [
    ...made.before,
    ...hold,
    `${variable} = ${made.call}${dialect.end}`,
    made.tell(number, text, variable),
    ...made.after,
    ...noteNames(line, role, writer),
  ];
}

/** Between the line that makes a call and the one at which it returns. */
const pendingCalls = new WeakMap<object, { readonly made: EmittedCall; readonly variable: string }>();

function resumeCode(step: Step, line: ResumeLine, writer: Writer): readonly string[] {
  const pending = pendingCalls.get(line);
  if (pending === undefined || step.role === undefined) throw new NotEmitted('no call is pending');
  const { made, variable } = pending;
  return [
    made.tell(line.span.line, textOf(step, writer), variable),
    ...made.after,
    ...noteNames(line, step.role, writer),
  ];
}
