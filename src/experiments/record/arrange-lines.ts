/** Puts a trace's steps in the order of a block, so that its replay does what the log saw. */
import type { CallStep, Process, Step } from './trace.ts';
import { descriptorsOf } from './own-calls.ts';

/** A line to be: a step, or one half of a call that slept. */
export type Item =
  | { readonly kind: 'step'; readonly at: number; readonly step: Exclude<Step, CallStep> }
  | { readonly kind: 'call' | 'cut' | 'resume'; readonly at: number; readonly step: CallStep }
  /** Before a receive that must not find less than it found: until so many bytes, or anything, can be read. */
  | { readonly kind: 'await'; readonly at: number; readonly step: CallStep; readonly bytes?: number };

/** Calls that wait for another's, and of which the order of call and return tells what they waited for. */
const sleeping: readonly string[] = ['accept', 'accept4', 'recv', 'recvfrom', 'recvmsg', 'read', 'readv', 'open'];
const receiving: readonly string[] = sleeping.filter((name) => name !== 'open');
const sending: readonly string[] = ['send', 'sendto', 'sendmsg', 'write', 'writev'];

export function arrangeLines(steps: readonly Step[]): readonly Item[] {
  const kept = withoutBusyWaiting(withoutIdleActions(steps.filter(isOwn)));
  const actors = keptProcesses(kept);
  const own = kept.filter((step) => actors.has(step.process) && (step.kind !== 'fork' || isNeeded(step.child, actors)));
  const items = own.flatMap((step) => place(step, own)).sort((a, b) => a.at - b.at);
  return withoutSilentEnds(items);
}

function isOwn(step: Step): boolean {
  if (step.kind === 'close') return !step.descriptor.file.isNoise;
  if (step.kind === 'ready') return step.ready.some(({ descriptor }) => !descriptor.file.isNoise);
  return step.kind !== 'call' || !descriptorsOf(step).some(({ file }) => file.isNoise);
}

/** Those that do something, or hold what others wait for; and who made them, where they inherited. */
function keptProcesses(steps: readonly Step[]): ReadonlySet<Process> {
  const kept = new Set<Process>();
  const keep = (process: Process): void => {
    kept.add(process);
    if (inherits(process) && process.parent !== undefined && !kept.has(process.parent)) keep(process.parent);
  };
  for (const step of steps) {
    if (step.kind === 'call' && step.line.call !== 'rt_sigaction' && step.line.call !== 'kill') keep(step.process);
    if (step.kind === 'ready') keep(step.process);
    if (step.kind === 'fork' && inherits(step.child) && step.child.images === 0) keep(step.child);
  }
  return kept;
}

function inherits(process: Process): boolean {
  return process.inherited.some(({ file }) => !file.isNoise);
}

/** A process that inherited nothing can stand for itself: a shell that started it is no part of the experiment. */
function isNeeded(child: Process, actors: ReadonlySet<Process>): boolean {
  return actors.has(child) && inherits(child);
}

/** That SIGPIPE is ignored, as many run-time libraries do at once, matters only where a write fails. */
function withoutIdleActions(steps: readonly Step[]): readonly Step[] {
  const breaks = steps.some((step) => step.kind === 'call' && errorOf(step) === 'EPIPE');
  return breaks ? steps : steps.filter((step) => step.kind !== 'call' || step.line.call !== 'rt_sigaction');
}

/** A loop that asks until the answer is no longer EAGAIN is one question, and then a wait. */
function withoutBusyWaiting(steps: readonly Step[]): readonly Step[] {
  const last = new Map<string, string>();
  return steps.filter((step) => {
    const thread = `${step.process.pid}.${step.thread}`;
    if (step.kind !== 'call') {
      if (step.kind !== 'ready') last.delete(thread);
      return true;
    }
    const again = isAgain(step) ? step.call.text : undefined;
    const before = last.get(thread);
    if (again === undefined) last.delete(thread);
    else last.set(thread, again);
    return again === undefined || before !== again;
  });
}

function isAgain(step: CallStep): boolean {
  const error = errorOf(step);
  return error === 'EAGAIN' || error === 'EWOULDBLOCK';
}

function errorOf({ line }: CallStep): string | undefined {
  const { result } = line.claim;
  return result.kind === 'error' ? result.errno : undefined;
}

function place(step: Step, own: readonly Step[]): readonly Item[] {
  if (step.kind !== 'call') return [{ kind: 'step', at: step.at, step }];
  const { enter, exit } = step.call;
  const name = step.line.call;
  const { result } = step.line.claim;
  const succeeded = result.kind !== 'error' && result.kind !== 'unknown';
  const others = own.filter((other) =>
    other.process.pid !== step.process.pid || other.thread !== step.thread
      ? other.at > enter && other.at < exit
      : false,
  );
  const file = descriptorsOf(step)[0]?.file;
  if (!succeeded || !sleeping.includes(name)) return [{ kind: 'call', at: enter, step }];
  if (exit === Infinity) return [{ kind: 'cut', at: enter, step }];
  const awaits = (bytes?: number): readonly Item[] => [
    { kind: 'await', at: exit, step, ...(bytes === undefined ? {} : { bytes }) },
    { kind: 'call', at: exit, step },
  ];
  if (step.nonblocking && receiving.includes(name)) return awaits();
  if (others.length === 0) return [{ kind: 'call', at: enter, step }];
  const sends = others.filter((other) => other.kind === 'call' && sending.includes(other.line.call)).length;
  const bytes = result.kind === 'integer' ? result.value : 0;
  // Woken by the first of several sends, a receive may find one or all.
  if (file?.stream === true && sends > 1 && bytes > 0) return awaits(bytes);
  return [
    { kind: 'cut', at: enter, step },
    { kind: 'resume', at: exit, step },
  ];
}

/** The end of a process matters to those who go on. */
function withoutSilentEnds(items: readonly Item[]): readonly Item[] {
  return items.filter((item, index) => {
    const { step } = item;
    if (step.kind !== 'exit' && step.kind !== 'killed') return true;
    return items.slice(index + 1).some(({ step: later }) => later.process !== step.process && later.kind !== 'exit');
  });
}
