import type { KernelAnswer } from '../kernel/invoke.ts';
import type { CallLine, ResumeLine } from '../language/block.ts';
import type { CallName } from '../language/signatures.ts';
import type { Value } from '../language/value.ts';
import type { MarshalledCall } from './marshal.ts';
import type { Binding } from './match-value.ts';
import type { Outcome, Stage, StagedActor } from './stage.ts';
import { firstOutput, parametersOf, signatures } from '../language/signatures.ts';
import { escapeBytes, printValue } from '../language/print-value.ts';
import { keepAccount } from './account.ts';
import { marshalCall } from './marshal.ts';
import { matchValue } from './match-value.ts';
import { claimedResult, matchResult, printAnswer } from './match-result.ts';
import { awaitReturn, awaitReturnOrSleep } from './observe-sleep.ts';
import { LineFault, Unsettled } from './outcome.ts';
import { shownValue } from './shown-value.ts';
import { bytesOf } from './site.ts';

/** A call that is made once: its result is claimed, or that it does not return. */
export function stepCall(line: CallLine, stage: Stage): Outcome {
  const actor = stage.actorOf(line.actor);
  const number = line.actor?.thread ?? 1;
  const thread = stage.threadOf(actor, number);
  refuseWhilePending(actor, number);
  const site = stage.siteOf(actor);
  const marshalled = marshalCall(line.call, line.arguments, site);
  const { result: claimed } = claimedResult(line.claim, stage.system);
  stage.guard.check(marshalled.call, actor, claimed.kind === 'error');
  stage.countSent(sentBytes(marshalled));
  const startNs = process.hrtime.bigint();
  thread.order({
    order: 'call',
    call: marshalled.call,
    ...(stage.audit ? { marker: 1000 + line.span.line } : {}),
  });
  const awaitOne = claimed.kind === 'unfinished' ? awaitReturnOrSleep : awaitReturn;
  const seen = awaitOne(stage, actor, thread, line.call, marshalled);
  if (seen === 'neither') throw new Unsettled(`${line.call} neither returned nor was seen asleep`);
  if (seen === 'gone') return goneOutcome(line.call, line.arguments, startNs);
  if (claimed.kind === 'unfinished' && (seen === 'asleep' || !claimed.sleeps)) {
    actor.pending.set(number, { line, marshalled, startNs });
    return pendingOutcome(line, startNs, 'as-claimed');
  }
  if (seen === 'asleep') {
    actor.pending.set(number, { line, marshalled, startNs });
    const reason = `it blocks: ${line.call} was still asleep at the deadline`;
    return { ...pendingOutcome(line, startNs, 'differs'), reason };
  }
  const answer = takeAnswer(stage, actor, number);
  if (answer === undefined) return goneOutcome(line.call, line.arguments, startNs);
  return judgeAnswer(line, line.call, line.arguments, 0, marshalled, answer, stage, actor);
}

/** The pending call of that actor has returned. */
export function stepResume(line: ResumeLine, stage: Stage): Outcome {
  const actor = stage.actorOf(line.actor);
  const number = line.actor?.thread ?? 1;
  const thread = stage.threadOf(actor, number);
  const pending = actor.pending.get(number);
  if (pending === undefined) throw new LineFault(`no call of ${actor.name} is pending`);
  if (pending.line.call !== line.call) {
    throw new LineFault(`the pending call of ${actor.name} is ${pending.line.call}, not ${line.call}`);
  }
  const seen = awaitReturn(stage, actor, thread, line.call, pending.marshalled);
  if (seen === 'neither') throw new Unsettled(`${line.call} neither returned nor was seen asleep`);
  const whole = spread(line, pending.line);
  if (seen === 'asleep') {
    return {
      ...pendingOutcome(pending.line, pending.startNs, 'differs'),
      call: line.call,
      reason: `${line.call} still sleeps`,
    };
  }
  actor.pending.delete(number);
  const answer = takeAnswer(stage, actor, number);
  if (answer === undefined) {
    const { result } = claimedResult(line.claim, stage.system);
    const outcome = goneOutcome(line.call, pending.line.arguments, pending.startNs);
    return result.kind === 'unknown' ? { ...outcome, status: 'as-claimed', result: '?' } : outcome;
  }
  return judgeAnswer(line, line.call, whole, line.firstArgument, pending.marshalled, answer, stage, actor);
}

/** A resumed line's outputs at their places, the pending line's inputs before and between them. */
function spread(line: ResumeLine, pending: CallLine): readonly Value[] {
  const count = Math.max(pending.arguments.length, line.firstArgument + line.arguments.length);
  return Array.from({ length: count }, (_, index) => {
    const resumed = line.arguments[index - line.firstArgument];
    const given = pending.arguments[index];
    const isOutput = parametersOf(line.call)[index]?.direction !== 'in';
    return (isOutput ? resumed : given) ?? given ?? resumed ?? anyValue(line);
  });
}

function anyValue(line: ResumeLine): Value {
  return { kind: 'any', span: line.span };
}

function refuseWhilePending(actor: StagedActor, number: number): void {
  const pending = actor.pending.get(number);
  if (pending !== undefined) {
    throw new LineFault(`${actor.name} still sleeps in ${pending.line.call} (line ${pending.line.span.line})`);
  }
}

export function sentBytes({ call }: MarshalledCall): number {
  if (!['send', 'sendto', 'write', 'sendmsg', 'writev'].includes(call.name)) return 0;
  const size = call.arguments[2];
  if (call.name === 'sendmsg' || call.name === 'writev') {
    const [, argument] = call.arguments;
    if (typeof argument !== 'object' || argument === null) return 0;
    const vectors = 'vectors' in argument ? argument.vectors : 'message' in argument ? argument.message.vectors : [];
    return vectors.reduce((sum, vector) => sum + ('give' in vector ? vector.give.length : 0), 0);
  }
  return typeof size === 'number' ? Math.max(0, size) : 0;
}

/** The answer of a thread's call. Undefined where the process ended in it. */
export function takeAnswer(stage: Stage, actor: StagedActor, number: number): KernelAnswer | undefined {
  const answer = stage.threadOf(actor, number).takeAnswer();
  if (answer === undefined) return undefined;
  if (answer.kind === 'failed') throw new Unsettled(answer.message);
  if (answer.kind !== 'called') throw new Unsettled(`an actor answered ${answer.kind}`);
  if (answer.answer.brokenPipe) actor.signals.push(13);
  return answer.answer;
}

function pendingOutcome(line: CallLine, startNs: bigint, status: Outcome['status']): Outcome {
  const outputs = firstOutput(line.call);
  return {
    status,
    call: line.call,
    args: line.arguments.slice(0, outputs).map(printValue),
    result: '<unfinished ...>',
    startNs,
    endNs: process.hrtime.bigint(),
  };
}

function goneOutcome(call: CallName, values: readonly Value[], startNs: bigint): Outcome {
  return {
    status: 'differs',
    call,
    args: values.map(printValue),
    result: '?',
    startNs,
    endNs: process.hrtime.bigint(),
    reason: 'the process ended in this call',
  };
}

/** Compares an answer with the line, binds names, keeps account of what the call made. */
export function judgeAnswer(
  line: CallLine | ResumeLine,
  call: CallName,
  values: readonly Value[],
  firstShown: number,
  marshalled: MarshalledCall,
  answer: KernelAnswer,
  stage: Stage,
  actor: StagedActor,
): Outcome {
  const site = stage.siteOf(actor);
  const seen = marshalled.observe(answer);
  keepAccount(call, marshalled, answer, seen, stage, actor);
  const { result: claimed, isAlternative } = claimedResult(line.claim, stage.system);
  const resultNames = matchResult(claimed, answer, call, values, site);
  const free =
    answer.result === -1 ||
    claimed.kind === 'unknown' ||
    (isAlternative && claimed.kind === 'integer' && claimed.value <= 0);
  const outputs = free ? [] : matchOutputs(call, values, seen, site);
  const inTime = matchTime(line, answer);
  const reason = resultNames === undefined ? 'another result' : typeof outputs === 'string' ? outputs : inTime;
  if (reason === undefined && resultNames !== undefined && typeof outputs !== 'string') {
    for (const { name, bound } of [...resultNames, ...outputs]) stage.names.bind(actor.name, name, bound);
  }
  const boundName =
    resultNames?.[0]?.name ?? (claimed.kind === 'name' && reason === undefined ? claimed.name : undefined);
  const data = receivedData(call, seen);
  return {
    status: reason === undefined ? 'as-claimed' : 'differs',
    call,
    args: seen.map((value, index) => printValue(shown(call, index, values[index], value))).slice(firstShown),
    ...printAnswer(answer, call, values, site, boundName),
    ...(data === undefined ? {} : { data }),
    startNs: answer.startNs,
    endNs: answer.endNs,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A number that was bound is shown as the number; a descriptor that was, by its name. */
function shown(call: CallName, index: number, claimed: Value | undefined, seen: Value): Value {
  const kind = parametersOf(call)[index]?.kind;
  const holdsNames = kind === 'descriptor-pair' || kind === 'message' || kind === 'option-value';
  return holdsNames && (kind !== 'option-value' || claimed?.kind === 'structure') ? shownValue(claimed, seen) : seen;
}

/** The names that the outputs bind, or which of them is another. */
function matchOutputs(
  call: CallName,
  values: readonly Value[],
  seen: readonly Value[],
  site: Parameters<typeof matchValue>[2],
): readonly Binding[] | string {
  const bindings: Binding[] = [];
  for (const [index, parameter] of parametersOf(call).entries()) {
    const claimed = values[index];
    const other = seen[index];
    if (parameter.direction === 'in' || claimed === undefined || other === undefined) continue;
    const found = matchValue(claimed, other, site, parameter.kind === 'descriptor-pair' ? 'descriptor' : 'number');
    if (found === undefined) return `another ${parameter.kind === 'data' ? 'text' : parameter.name}`;
    bindings.push(...found);
  }
  return bindings;
}

function matchTime(line: CallLine | ResumeLine, answer: KernelAnswer): string | undefined {
  const { time } = line.claim;
  const took = Number(answer.endNs - answer.startNs);
  if (time?.atLeastNs !== undefined && took < time.atLeastNs) return `it took only ${(took / 1e9).toFixed(6)} s`;
  if (time?.atMostNs !== undefined && took > time.atMostNs) return `it took ${(took / 1e9).toFixed(6)} s`;
  return undefined;
}

/** What a call received, for the transcript. */
export function receivedData(call: CallName, seen: readonly Value[]): string | undefined {
  const index = signatures[call].parameters.findIndex(({ kind, direction }) => kind === 'data' && direction === 'out');
  const value = seen[index];
  return value?.kind === 'text' ? escapeBytes(bytesOf(value).toString('latin1')) : undefined;
}
