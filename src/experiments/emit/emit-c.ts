import type { Block, CallLine, ResumeLine } from '../language/block.ts';
import { signatures } from '../language/signatures.ts';
import { printLine } from '../language/print-block.ts';
import { cCall } from './c-calls.ts';
import type { CCall } from './c-draft.ts';
import { cRepeat } from './c-repeat.ts';
import { fallbacks, roomOf, spread, uncommon } from './extent.ts';
import { cCheck } from './c-check.ts';
import { assembleC } from './c-program.ts';
import { NotEmitted, cName } from './c-values.ts';
import { roleConstant } from './call-values.ts';
import { cComment, cString, utf8 } from './emitted-text.ts';
import { boundNames, isEnding, makeScript, type Role, type Script, type Step } from './script.ts';

/** What an emitted program says and does. */
export interface CFunction {
  readonly role: Role;
  readonly lines: readonly string[];
}

/**
 * A stand-alone C program (gnu11, Linux with glibc) that makes the block's calls in the block's order and prints the
 * result, error and data of each. Several actors are processes that a short conductor tells in turn what to do. What a
 * program can't do (packet lines) stands in it as a comment.
 */
export function emitC(block: Block, about?: string): string {
  const script = makeScript(block);
  const functions = new Map(script.roles.map((role): [string, string[]] => [role.name, []]));
  const conducting: string[] = [];
  const writer: Writer = { script, functions, conducting, bound: new Set() };
  script.steps.forEach((step, index) => {
    writeStep(step, script.steps.slice(index + 1), writer);
  });
  return assembleC({
    script,
    about,
    functions: script.roles.map((role) => ({ role, lines: functions.get(role.name) ?? [] })),
    conducting,
    fallbacks: fallbacks(uncommon(block)),
    room: roomOf(block),
  });
}

interface Writer {
  readonly script: Script;
  readonly functions: Map<string, string[]>;
  readonly conducting: string[];
  readonly bound: Set<string>;
}

function claimComment({ line }: Step): string {
  return `/* ${cComment(printLine(line))} */`;
}

function textOf(step: Step): string {
  return cString(utf8(step.text));
}

function writeStep(step: Step, rest: readonly Step[], writer: Writer): void {
  const { script, conducting } = writer;
  const { line, role } = step;
  const only = script.isPlain ? script.roles[0] : undefined;
  const target = writer.functions.get((only ?? role)?.name ?? '') ?? conducting;
  if (step.leftOut !== undefined) {
    const reason = step.leftOut === '' ? '' : ` (${step.leftOut})`;
    (script.isPlain ? target : conducting).push('', `/* ${cComment(printLine(line))}${cComment(reason)} */`);
    return;
  }
  try {
    const { statements, conduct } = stepCode(step, rest, writer);
    target.push('', claimComment(step), ...statements);
    if (role !== undefined && !script.isPlain) conducting.push(...conduct);
  } catch (error) {
    if (!(error instanceof NotEmitted)) throw error;
    (script.isPlain ? target : conducting).push(
      '',
      `/* not in this program: ${cComment(`${printLine(line)} (${error.message})`)} */`,
    );
  }
}

interface StepCode {
  readonly statements: readonly string[];
  readonly conduct: readonly string[];
}

function stepCode(step: Step, rest: readonly Step[], writer: Writer): StepCode {
  const { line, role } = step;
  const { script } = writer;
  const number = line.span.line;
  const me = role === undefined ? '' : roleConstant(role.name);
  const turn = script.isPlain || role === undefined ? [] : ['turn();'];
  const mine = rest.find((other) => other.role?.name === role?.name && other.leftOut === undefined);
  switch (line.kind) {
    case 'check':
    case 'wait':
      return { statements: [...turn, ...cCheck(line, step.text, role, script)], conduct: [`go(${me});`] };
    case 'call': {
      const made = callCode(step, line, rest, writer);
      if (line.claim.result.kind === 'unfinished')
        return { statements: [...turn, ...made], conduct: [`sleeps(${number}, ${textOf(step)}, ${me});`] };
      const held = needsHold(line) && !isEnding(mine) ? ['hold_pipe_signal(SIG_UNBLOCK);'] : [];
      const child = line.call === 'fork' && line.claim.result.kind === 'name' ? line.claim.result.name : undefined;
      return {
        statements: [...turn, ...made, ...held],
        conduct: [`go(${me});`, ...(child === undefined ? [] : [`hear(${roleConstant(child)});`])],
      };
    }
    case 'resume':
      return {
        statements: ['turn();', ...resumeCode(step, line, writer)],
        conduct: [`wakes(${me});`],
      };
    case 'exit':
      return {
        statements: ['turn();', `_exit(${line.status});`],
        conduct: [`exits(${number}, ${textOf(step)}, ${me});`],
      };
    case 'signal': {
      const releases = line.signal === 'SIGPIPE';
      const asleep = isAsleep(step, script);
      return {
        statements: releases ? ['turn();', 'hold_pipe_signal(SIG_UNBLOCK);'] : [],
        conduct: [
          ...(releases && !asleep ? [`give_turn(${me});`] : []),
          `arrives(${number}, ${textOf(step)}, ${me}, ${line.signal});`,
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
        statements: release ? ['turn();', 'hold_pipe_signal(SIG_UNBLOCK);'] : [],
        conduct: [
          ...(release ? [`give_turn(${me});`] : sent || killed ? [] : [`kill(roles[${me}].pid, ${line.signal});`]),
          `dies(${number}, ${textOf(step)}, ${me});`,
        ],
      };
    }
    case 'wire':
      throw new NotEmitted('the cable');
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
  return cName(result.name);
}

function noteNames(line: CallLine | ResumeLine, role: Role, writer: Writer): readonly string[] {
  const names = boundNames(line);
  for (const name of names) writer.bound.add(`${role.actor} ${name}`);
  const order = [...writer.script.shared];
  return names
    .filter((name) => order.includes(name))
    .map((name) => `numbers[${order.indexOf(name)}] = ${cName(name)};`);
}

function callCode(step: Step, line: CallLine, rest: readonly Step[], writer: Writer): readonly string[] {
  const { role } = step;
  if (role === undefined) throw new NotEmitted('a call of nobody');
  const number = line.span.line;
  const text = textOf(step);
  if (line.call === 'fork') {
    if (line.claim.result.kind !== 'name') throw new NotEmitted('fork() = NAME names the child');
    const child = line.claim.result.name;
    return [
      'n = fork();',
      'if (n == 0) {',
      `    me = ${roleConstant(child)};`,
      `    ${cRole(child)}();`,
      '    turn();',
      '    pause();',
      '}',
      `tell(${number}, ${text}, n);`,
    ];
  }
  if (line.claim.result.kind === 'unfinished') {
    const resumed = rest.find((other) => other.role?.name === role.name && other.line.kind === 'resume');
    const whole = resumed?.line.kind === 'resume' ? spread(line, resumed.line) : line;
    const made = cCall(whole);
    const variable = resumed?.line.kind === 'resume' ? resultVariable(resumed.line, line, role, writer) : 'n';
    pendingCalls.set(resumed?.line ?? line, { made, variable });
    return [...made.before, `${variable} = ${made.call};`, ...(resumed === undefined ? ['turn();'] : [])];
  }
  const made = cCall(line);
  const hold = needsHold(line) ? ['hold_pipe_signal(SIG_BLOCK);'] : [];
  if (line.repeat !== undefined)
    return [...hold, ...cRepeat(line, made, number, text), ...noteNames(line, role, writer)];
  const variable = resultVariable(line, line, role, writer);
  return [
    ...made.before,
    ...hold,
    `${variable} = ${made.call};`,
    made.tell(number, text, variable),
    ...made.after,
    ...noteNames(line, role, writer),
  ];
}

export function cRole(name: string): string {
  return `actor_${name}`;
}

/** Between the line that makes a call and the one at which it returns. */
const pendingCalls = new WeakMap<object, { readonly made: CCall; readonly variable: string }>();

function resumeCode(step: Step, line: ResumeLine, writer: Writer): readonly string[] {
  const pending = pendingCalls.get(line);
  if (pending === undefined || step.role === undefined) throw new NotEmitted('no call is pending');
  const { made, variable } = pending;
  return [made.tell(line.span.line, textOf(step), variable), ...made.after, ...noteNames(line, step.role, writer)];
}
