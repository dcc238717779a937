import type { KernelAnswer } from '../kernel/invoke.ts';
import type { CallLine, Repeat } from '../language/block.ts';
import type { Result } from '../language/claim.ts';
import type { Value } from '../language/value.ts';
import type { Answer, Expected, ExpectedBytes } from './orders.ts';
import type { Site } from './site.ts';
import type { Outcome, Stage } from './stage.ts';
import { parametersOf, signatures } from '../language/signatures.ts';
import { printValue } from '../language/print-value.ts';
import { marshalCall } from './marshal.ts';
import { memberOf } from './marshal-message.ts';
import { claimedResult, errnoOf, printAnswer } from './match-result.ts';
import { isAsleepIn } from './observe-sleep.ts';
import { LineFault, Unsettled } from './outcome.ts';
import { bytesOf, constantOf } from './site.ts';
import { receivedData, sentBytes } from './step-call.ts';

/** Without a count: at most so many calls, and so many bytes. Reaching one of them differs. */
const mostCalls = 100_000;
const mostBytes = 32 * 1024 * 1024;

/** An actor makes so many calls before the runner looks after its packets again. */
const atOnce = 256;

/** A call that is made as long as its result matches, or exactly so many times. */
export function stepRepeat(line: CallLine, repeat: Repeat, stage: Stage): Outcome {
  const makes = signatures[line.call].returns;
  if (
    makes === 'descriptor' ||
    makes === 'actor' ||
    parametersOf(line.call).some(({ kind }) => kind === 'descriptor-pair')
  ) {
    throw new LineFault(`${line.call} makes descriptors or actors: it can't be repeated`);
  }
  const actor = stage.actorOf(line.actor);
  const number = line.actor?.thread ?? 1;
  const thread = stage.threadOf(actor, number);
  const pending = actor.pending.get(number);
  if (pending !== undefined) throw new LineFault(`${actor.name} still sleeps in ${pending.line.call}`);
  const site = stage.siteOf(actor);
  const marshalled = marshalCall(line.call, line.arguments, site);
  stage.guard.check(marshalled.call, actor);
  const bytesOfOne = sentBytes(marshalled);
  const { result: claimed } = claimedResult(line.claim, stage.system);
  const expected = expectedResult(claimed, site);
  const limit = repeat.count ?? mostCalls;
  let matched = 0;
  let sum = 0;
  let made = 0;
  let startNs: bigint | undefined;
  let last: KernelAnswer | undefined;
  let reason: string | undefined;
  for (;;) {
    const atMost = Math.min(atOnce, limit - made);
    if (atMost <= 0) break;
    stage.countSent(bytesOfOne * atMost);
    stage.renew();
    thread.order({
      order: 'repeat',
      call: marshalled.call,
      expected,
      bytes: expectedBytes(line),
      atMost,
      ...(stage.audit ? { marker: 1000 + line.span.line } : {}),
    });
    if (!stage.loop.until(() => thread.hasAnswer() || thread.isGone(), stage.deadline(), 5)) {
      const sleeps = stage.system.name !== 'linux' || isAsleepIn(stage, actor, thread, line.call, marshalled);
      const now = process.hrtime.bigint();
      actor.pending.set(number, { line, marshalled, startNs: now });
      return {
        status: 'differs',
        call: line.call,
        args: line.arguments.map(printValue),
        result: '<unfinished ...>',
        startNs: startNs ?? now,
        endNs: now,
        repeated: { calls: matched, sum },
        reason: sleeps
          ? `it blocks: ${line.call} was asleep at the deadline`
          : `it still answered so at the deadline, after more than ${matched} calls`,
      };
    }
    const answer = thread.takeAnswer();
    if (answer === undefined) return goneInRepeat(line, matched, sum, startNs);
    const part = repeatedPart(answer);
    matched += part.matched;
    sum += part.sum;
    made += part.made;
    startNs ??= part.startNs;
    last = part.last ?? last;
    if (part.last?.brokenPipe === true) actor.signals.push(13);
    stage.settle();
    if (part.matched < part.made || part.made < atMost) break;
    if (repeat.count === undefined && (made >= limit || sum >= mostBytes)) {
      reason = `it still answered so after ${made} calls and ${sum} bytes`;
      break;
    }
  }
  if (repeat.count !== undefined && matched < repeat.count) reason = `after ${matched} calls another answer came`;
  if (reason === undefined) {
    for (const [name, value] of [
      [repeat.calls, matched],
      [repeat.sum, sum],
    ] as const) {
      if (name === undefined) continue;
      const bound = stage.names.find(actor.name, name.name);
      if (bound === undefined) stage.names.bind(actor.name, name.name, { kind: 'number', value });
      else if (bound.kind === 'actor' || bound.value !== value) reason = `${name.name} is ${value} here`;
    }
  }
  const seen = last === undefined ? line.arguments : marshalled.observe(last);
  const data = last === undefined ? undefined : receivedData(line.call, seen);
  return {
    status: reason === undefined ? 'as-claimed' : 'differs',
    call: line.call,
    args: seen.map(printValue),
    ...(last === undefined ? { result: '_' } : printAnswer(last, line.call, line.arguments, site)),
    ...(data === undefined ? {} : { data }),
    repeated: { calls: matched, sum },
    startNs: startNs ?? process.hrtime.bigint(),
    endNs: last?.endNs ?? process.hrtime.bigint(),
    ...(reason === undefined ? {} : { reason }),
  };
}

function repeatedPart(answer: Answer): Extract<Answer, { kind: 'repeated' }> {
  if (answer.kind === 'failed') throw new Unsettled(answer.message);
  if (answer.kind !== 'repeated') throw new Unsettled(`an actor answered ${answer.kind}`);
  return answer;
}

function goneInRepeat(line: CallLine, matched: number, sum: number, startNs: bigint | undefined): Outcome {
  const now = process.hrtime.bigint();
  return {
    status: 'differs',
    call: line.call,
    args: line.arguments.map(printValue),
    result: '?',
    repeated: { calls: matched, sum },
    startNs: startNs ?? now,
    endNs: now,
    reason: 'the process ended in this call',
  };
}

function expectedResult(claimed: Result, site: Site): Expected {
  switch (claimed.kind) {
    case 'integer':
      return { kind: 'value', value: claimed.value };
    case 'constant':
      return { kind: 'value', value: constantOf(claimed.name, site) };
    case 'name': {
      const bound = site.names.find(site.actor, claimed.name);
      if (bound === undefined || bound.kind === 'actor')
        throw new LineFault(`${claimed.name} is not bound to a number`);
      return { kind: 'value', value: bound.value };
    }
    case 'error':
      return { kind: 'error', errno: errnoOf(claimed.errno, site.system) };
    case 'positive':
      return { kind: 'positive' };
    case 'any':
      return { kind: 'any' };
    case 'flags':
    case 'ready':
    case 'unfinished':
    case 'unknown':
      throw new LineFault('a repeated call claims a number, an error, >0 or _');
  }
}

/** What every repeated call must have received. */
function expectedBytes(line: CallLine): ExpectedBytes[] {
  return parametersOf(line.call).flatMap((parameter, argument) => {
    const value = line.arguments[argument];
    if (value === undefined || parameter.direction === 'in') return [];
    if (parameter.kind === 'data') return expectedText(value, argument, 0);
    // The pieces of a message stand behind its name and its control data.
    const first = parameter.kind === 'message' ? 2 : 0;
    const vectors = value.kind === 'structure' ? memberOf(value, 'msg_iov') : value;
    if ((parameter.kind !== 'message' && parameter.kind !== 'vectors') || vectors?.kind !== 'array') return [];
    return vectors.items.flatMap((item, index) => {
      const base = item.kind === 'structure' ? memberOf(item, 'iov_base') : undefined;
      return base === undefined || vectors.items.length > 1 ? [] : expectedText(base, argument, first + index);
    });
  });
}

function expectedText(value: Value, argument: number, piece: number): ExpectedBytes[] {
  return value.kind === 'text' ? [{ argument, piece, bytes: bytesOf(value), match: value.match }] : [];
}
