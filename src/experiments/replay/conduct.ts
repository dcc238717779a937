import type { System } from '../kernel/system.ts';
import type { Block, CallLine, Line, ResumeLine } from '../language/block.ts';
import type { Loop } from './loop.ts';
import type { Cable } from './cable.ts';
import type { Capture } from './capture.ts';
import type { PacketReader } from './step-packet.ts';
import type { Spares } from './spares.ts';
import type { Outcome, Stage } from './stage.ts';
import type { AddressMap } from './site.ts';
import type { CapturedPacket, ReplayVerdict, TranscriptLine } from './transcript.ts';
import type { Ground, World } from './world.ts';
import { printLine } from '../language/print-block.ts';
import { printValue } from '../language/print-value.ts';
import { identityMap } from './address-map.ts';
import { openBacklog } from './backlog.ts';
import { layCable } from './cable.ts';
import { captureLoopback, capturedPackets } from './capture.ts';
import { openAddressBook } from './conversations.ts';
import { makePacketReader } from './step-packet.ts';
import { neededNames, unmetNeed } from './needs.ts';
import { LineFault, NotTestable, Unsettled } from './outcome.ts';
import { countActors, setStage } from './set-stage.ts';
import { actorLabel } from './stage.ts';
import { stepCall, stepResume } from './step-call.ts';
import { stepCondition } from './step-condition.ts';
import { stepExit, stepKilled, stepSignal } from './step-ending.ts';
import { stepFork } from './step-fork.ts';
import { stepRepeat } from './step-repeat.ts';

/** What one replay came to, before the parent adds what it knows. */
export interface Conducted {
  readonly verdict: ReplayVerdict;
  readonly reason?: string;
  readonly transcript: readonly TranscriptLine[];
  readonly packets?: readonly CapturedPacket[];
  readonly durationNs: number;
}

export interface Conductor {
  readonly system: System;
  readonly loop: Loop;
  readonly ground: Ground;
  readonly spares: Spares;
  /** The runner is root and can't make private worlds. */
  readonly nobody: boolean;
  makeAddressMap(): AddressMap;
}

/** A line of the block that the transcript tells of. */
type Step = Exclude<Line, { kind: 'host' | 'needs' | 'deadline' | 'comment' | 'blank' | 'faulty' }>;

const wholeMs = 5_000;
const lineMs = 1_000;
const mostLines = 1_000;
const mostHosts = 4;
/** Behind its own clock by more than this the harness can't tell what blocks. */
const mostLateMs = 100;

export function conduct(
  block: Block,
  conductor: Conductor,
  options: { readonly audit: boolean; readonly onLine: (line: TranscriptLine) => void },
): Conducted {
  const steps = block.lines.filter(
    (line): line is Step => !['host', 'needs', 'deadline', 'comment', 'blank', 'faulty'].includes(line.kind),
  );
  const { loop, ground, system } = conductor;
  const startNs = process.hrtime.bigint();
  let playedNs = startNs;
  let cable: Cable | undefined;
  let capture: Capture | undefined;
  let world: World | undefined;
  const lines: TranscriptLine[] = [];
  const tell = (line: TranscriptLine): void => {
    lines.push(line);
    options.onLine(line);
  };
  const finish = (verdict: ReplayVerdict, reason?: string): Conducted => {
    for (const step of steps.slice(lines.length)) tell(notReached(step, startNs));
    return {
      verdict,
      ...(reason === undefined ? {} : { reason }),
      transcript: lines,
      ...(capture === undefined ? {} : { packets: capturedPackets(capture, playedNs) }),
      durationNs: Number(process.hrtime.bigint() - startNs),
    };
  };
  if (block.lines.some(({ kind }) => kind === 'faulty')) {
    return finish('not-testable-here', 'a line of the block could not be read: see its diagnostics');
  }
  if (steps.length > mostLines) return finish('not-testable-here', `a block has at most ${mostLines} lines`);
  const own = block.lines.find((line) => line.kind === 'deadline');
  const whole = own?.milliseconds ?? wholeMs;
  let end = startNs;
  let lineDeadline = startNs;
  const renew = (): void => {
    const last = process.hrtime.bigint() + BigInt(own === undefined ? lineMs : whole) * 1_000_000n;
    lineDeadline = last < end ? last : end;
  };
  let stage: (Stage & { readonly strike: () => void }) | undefined;
  loop.forget();
  const backlog = openBacklog();
  try {
    const hosts = block.lines.filter((line) => line.kind === 'host');
    conductor.spares.fill(countActors(steps));
    if (hosts.length > mostHosts) return finish('not-testable-here', `a block has at most ${mostHosts} hosts`);
    world = ground.makeWorld(hosts.map(({ name }) => name));
    const unmet = unmetNeed(neededNames(block), system, world, hosts[0]?.name);
    if (unmet !== undefined) return finish('not-testable-here', unmet);
    stage = setStage({
      block,
      system,
      loop,
      world,
      spares: conductor.spares,
      addresses: ground.isPrivate ? identityMap : conductor.makeAddressMap(),
      audit: options.audit,
      nobody: conductor.nobody,
      deadline: () => lineDeadline,
      renew,
      settle: () => {
        if (cable === undefined) backlog.settle();
        else cable.settle();
      },
      shape: (rule) => {
        if (cable === undefined) throw new NotTestable('wire needs hosts, which a cable joins');
        cable.shape(rule);
      },
    });
    if (world.isPrivate) {
      cable = hosts.length === 0 ? undefined : layCable(hosts, world, loop, backlog);
      capture = cable ?? captureLoopback(world, loop);
    }
    const book = openAddressBook(steps, stage);
    const packets = capture === undefined ? undefined : makePacketReader(stage, capture, book);
    bringActors(steps, stage);
    playedNs = process.hrtime.bigint();
    end = playedNs + BigInt(whole) * 1_000_000n;
    for (const step of steps) {
      stage.settle();
      const now = process.hrtime.bigint();
      renew();
      const outcome = play(step, stage, packets, now);
      book.refresh();
      tell(transcriptLine(step, outcome, playedNs));
      if (outcome.status !== 'differs') continue;
      const late = loop.lateness();
      if (late > mostLateMs) {
        return finish('inconclusive', `the harness was ${Math.round(late)} ms behind its own clock`);
      }
      return finish('refuted', `line ${step.span.line}: ${outcome.reason ?? 'it differs'}`);
    }
    return finish(...verdictOfUnseen(lines));
  } catch (error) {
    if (error instanceof NotTestable) return finish('not-testable-here', error.message);
    if (error instanceof Unsettled) return finish('inconclusive', error.message);
    throw error;
  } finally {
    capture?.end();
    backlog.end();
    stage?.strike();
    world?.end();
  }
}

/** Lines that nobody could see leave the verdict to the others, but where one of them is asked. */
function verdictOfUnseen(lines: readonly TranscriptLine[]): [ReplayVerdict, string?] {
  const unseen = lines.filter(({ status }) => status === 'unseen');
  const asked = unseen.find((line) => line.asked);
  if (asked !== undefined)
    return ['not-testable-here', `line ${asked.line}: ${asked.reason ?? 'it can not be seen here'}`];
  return unseen.length === 0 ? ['supported'] : ['supported', `${unseen.length} packet lines could not be seen here`];
}

/**
 * Brings every actor on the stage that no fork makes, and its second threads (which the first starts, while it is free
 * to): no line waits for a process to start.
 */
function bringActors(steps: readonly Step[], stage: Stage): void {
  const forked = new Set(
    steps.flatMap((step) =>
      step.kind === 'call' && step.call === 'fork' && step.claim.result.kind === 'name' ? [step.claim.result.name] : [],
    ),
  );
  for (const step of steps) {
    if (step.kind !== 'call' && step.kind !== 'resume' && step.kind !== 'exit' && step.kind !== 'killed') continue;
    if (step.actor !== undefined && forked.has(step.actor.name)) continue;
    stage.threadOf(stage.actorOf(step.actor), step.actor?.thread ?? 1);
  }
}

function play(step: Step, stage: Stage, packets: PacketReader | undefined, startNs: bigint): Outcome {
  try {
    switch (step.kind) {
      case 'call':
        if (step.call === 'fork') return stepFork(step, stage);
        return step.repeat === undefined ? stepCall(step, stage) : stepRepeat(step, step.repeat, stage);
      case 'resume':
        return stepResume(step, stage);
      case 'check':
      case 'wait':
        return stepCondition(step, stage);
      case 'exit':
        return stepExit(step, stage);
      case 'killed':
        return stepKilled(step, stage);
      case 'signal':
        return stepSignal(step, stage);
      case 'packet':
        return packets === undefined ? unseen(step, startNs) : packets.step(step);
      case 'packet-gap':
        return packets === undefined ? unseen(step, startNs) : packets.gap(step);
      case 'wire':
        stage.shape(step.rule);
        return { status: 'as-claimed', call: 'wire', args: [], result: '', startNs, endNs: process.hrtime.bigint() };
    }
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    return { ...unseen(step, startNs), status: 'differs', reason: error.message };
  }
}

function unseen(step: Step, startNs: bigint): Outcome {
  return {
    status: 'unseen',
    call: wordOf(step),
    args: [],
    result: '',
    startNs,
    endNs: process.hrtime.bigint(),
    reason: 'packets can not be captured here',
  };
}

function wordOf(step: Step): string {
  switch (step.kind) {
    case 'call':
    case 'resume':
      return step.call;
    case 'exit':
      return 'exited';
    case 'packet-gap':
      return 'packet';
    case 'check':
    case 'wait':
    case 'killed':
    case 'signal':
    case 'packet':
    case 'wire':
      return step.kind;
  }
}

function isAsked(step: Step): boolean {
  if (step.kind === 'call' || step.kind === 'resume') return step.claim.asked;
  if (step.kind === 'check' || step.kind === 'wait') return step.condition.comparison?.asked ?? false;
  return step.kind === 'packet' && step.asked;
}

function transcriptLine(step: Step, outcome: Outcome, originNs: bigint): TranscriptLine {
  const { startNs, endNs, ...rest } = outcome;
  return {
    line: step.span.line,
    kind: step.kind,
    actor: actorLabel(step),
    ...rest,
    startNs: Math.max(0, Number(startNs - originNs)),
    durationNs: Math.max(0, Number(endNs - startNs)),
    claimed: printLine(step),
    asked: isAsked(step),
  };
}

function notReached(step: Step, startNs: bigint): TranscriptLine {
  return {
    line: step.span.line,
    kind: step.kind,
    actor: actorLabel(step),
    call: wordOf(step),
    args: step.kind === 'call' || step.kind === 'resume' ? writtenArguments(step) : [],
    result: '',
    startNs: Number(process.hrtime.bigint() - startNs),
    durationNs: 0,
    status: 'not-reached',
    claimed: printLine(step),
    asked: isAsked(step),
  };
}

function writtenArguments(step: CallLine | ResumeLine): readonly string[] {
  return step.arguments.map(printValue);
}
