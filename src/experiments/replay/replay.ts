import os from 'node:os';
import type { Block } from '../language/block.ts';
import type { Conducted } from './conduct.ts';
import type { RunnerReport } from './runner-messages.ts';
import type { Runner } from './runners.ts';
import type { ReplayVerdict, Transcript, TranscriptLine } from './transcript.ts';
import { findSystem } from '../kernel/system.ts';
import { RunnerFailure, startRunner } from './runners.ts';

export interface ReplayOptions {
  /** Told of each line as it happens. */
  readonly onLine?: (line: TranscriptLine) => void;
  /** `shared` maps ports and paths on the machine's own network, as where no namespaces are to be had. */
  readonly world?: 'private-if-possible' | 'shared';
  /** Makes strace's record of the replay show which line each call belongs to. */
  readonly audit?: boolean;
  /** Whose runners are used; without it this process's own, which live until it ends. */
  readonly replayer?: Replayer;
}

/** Runners that stand ready, with actors started ahead. */
export interface Replayer {
  replay(block: Block, options: ReplayOptions): Promise<Transcript>;
  /** Starts a runner, so that the first replay does not wait for it. */
  warm(): Promise<void>;
  /** Ends them all. */
  close(): void;
}

/** Two replays side by side keep two cores busy. */
const defaultRunners = Math.max(1, Math.min(4, os.availableParallelism()));

/** Beyond a block's own deadline: the runner itself must be stuck. */
const graceMs = 15_000;

export function openReplayer(settings: { readonly runners?: number } = {}): Replayer {
  const most = settings.runners ?? defaultRunners;
  const idle = new Map<boolean, Runner[]>([
    [true, []],
    [false, []],
  ]);
  const all = new Set<Runner>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  /** Why there are no private worlds; undefined while nobody knows. */
  let refusal: string | undefined;

  async function start(isPrivate: boolean): Promise<Runner> {
    const runner = await startRunner(isPrivate);
    all.add(runner);
    return runner;
  }

  async function take(mayBePrivate: boolean): Promise<Runner> {
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    busy++;
    const wantsPrivate = mayBePrivate && process.platform === 'linux';
    const ready = (isPrivate: boolean): Runner | undefined => {
      const found = idle.get(isPrivate)?.pop();
      return found?.hasEnded() === true ? ready(isPrivate) : found;
    };
    if (wantsPrivate && refusal === undefined) {
      const found = ready(true);
      if (found !== undefined) return found;
      try {
        return await start(true);
      } catch (error) {
        if (!(error instanceof RunnerFailure)) throw error;
        refusal = error.message;
      }
    }
    return ready(false) ?? (await start(false));
  }

  function giveBack(runner: Runner | undefined): void {
    busy--;
    if (runner !== undefined) {
      runner.hold(false);
      if (runner.hasEnded()) all.delete(runner);
      else idle.get(runner.isPrivate)?.push(runner);
    }
    waiting.shift()?.();
  }

  return {
    async replay(block, options) {
      const system = findSystem();
      if (typeof system === 'string') return unplayed('not-testable-here', system);
      let runner: Runner | undefined;
      try {
        runner = await take(options.world !== 'shared');
        const transcript = await ask(runner, block, options);
        return transcript.isPrivate ? transcript : withRefusal(transcript, refusal);
      } catch (error) {
        if (!(error instanceof RunnerFailure)) throw error;
        return unplayed('inconclusive', error.message);
      } finally {
        giveBack(runner);
      }
    },
    async warm() {
      if (typeof findSystem() === 'string') return;
      let runner: Runner | undefined;
      try {
        runner = await take(true);
      } finally {
        giveBack(runner);
      }
    },
    close() {
      for (const runner of all) runner.end();
      all.clear();
      for (const list of idle.values()) list.length = 0;
    },
  };
}

async function ask(runner: Runner, block: Block, options: ReplayOptions): Promise<Transcript> {
  runner.hold(true);
  let conducted: Conducted | undefined;
  let bug: string | undefined;
  const deadline = block.lines.find((line) => line.kind === 'deadline')?.milliseconds ?? 5_000;
  const timer = setTimeout(() => {
    runner.kill();
  }, deadline + graceMs);
  try {
    await runner.ask({ block, audit: options.audit ?? false }, (report: RunnerReport) => {
      if (report.kind === 'line') options.onLine?.(report.line);
      else if (report.kind === 'done') conducted = report.conducted;
      else if (report.kind === 'bug') bug = report.stack;
    });
  } finally {
    clearTimeout(timer);
  }
  if (bug !== undefined) throw new Error(`the replayer has a bug:\n${bug}`);
  if (conducted === undefined) throw new RunnerFailure('the runner gave no transcript');
  return { ...conducted, os: thisSystem(), isPrivate: runner.isPrivate };
}

/** Where a private world was asked for in vain: what the system said to that. */
function withRefusal(transcript: Transcript, refusal: string | undefined): Transcript {
  if (transcript.verdict !== 'not-testable-here' || refusal === undefined) return transcript;
  return { ...transcript, reason: `${transcript.reason ?? ''} (${refusal})` };
}

function thisSystem(): Transcript['os'] {
  return { sysname: os.type(), release: os.release() };
}

function unplayed(verdict: ReplayVerdict, reason: string): Transcript {
  return { verdict, reason, transcript: [], os: thisSystem(), isPrivate: false, durationNs: 0 };
}

let ownReplayer: Replayer | undefined;

/**
 * Makes a block's calls against the real kernel and compares line by line. Never rejects for what a block or the machine
 * does: that is the verdict.
 */
export function replayExperiment(block: Block, options: ReplayOptions = {}): Promise<Transcript> {
  const replayer = options.replayer ?? (ownReplayer ??= openReplayer());
  return replayer.replay(block, options);
}
