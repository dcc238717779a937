import { parseBlock } from '../language/parse-block.ts';
import type { CallLine } from '../language/block.ts';
import { callNamed, forkNames } from '../language/strace.ts';
import { Files } from './files.ts';
import { childOf } from './read-log.ts';
import type { LogCall, LogEvent, LogSignal } from './read-log.ts';
import { readEpollControl, readReadiness, waitingCalls } from './readiness.ts';
import { respell, withoutSurroundings } from './respell.ts';
import { newFile, newProcess, noteUse } from './open-files.ts';
import { imageOf } from './trace.ts';
import type { Descriptor, Held, OpenFile, Process, Step, Trace } from './trace.ts';

const makers: readonly string[] = ['socket', 'socketpair', 'pipe', 'pipe2', 'open'];
/** Calls that move data in a way that no block can say. */
const movers: readonly string[] = [
  ...['sendfile', 'sendfile64', 'splice', 'tee', 'vmsplice', 'sendmmsg', 'recvmmsg', 'preadv2', 'pwritev2'],
];
const families = /^socket(?:pair)?\((?:AF|PF)_(?:UNIX|LOCAL|INET6?)\b/;

/** Follows every descriptor through a log, from the call that made it to its last close. */
export function followCalls(events: readonly LogEvent[]): Trace {
  const follower = new Follower(events);
  return follower.run();
}

class Follower {
  private readonly events: readonly LogEvent[];
  private readonly processes = new Map<number, Process>();
  private readonly files: Files;
  private readonly epollData = new Map<string, number>();
  private readonly steps: Step[] = [];
  private readonly unknown: { name: string; file: OpenFile }[] = [];
  /** Where the last signal reached a process: one that kills it does so there, and strace says it later. */
  private readonly signalled = new Map<Process, LogSignal>();
  private others = 0;

  constructor(events: readonly LogEvent[]) {
    this.events = events;
    this.files = new Files(events);
  }

  run(): Trace {
    const returns = this.events.flatMap((event) =>
      event.kind === 'call' && event.exit > event.enter && event.exit !== Infinity ? [event] : [],
    );
    const moments = [
      ...this.events.map((event) => ({ at: event.enter, event, returned: false })),
      ...returns.map((event) => ({ at: event.exit, event, returned: true })),
    ].sort((a, b) => a.at - b.at);
    const open = new Map<LogEvent, () => void>();
    for (const { event, returned } of moments) {
      if (returned) open.get(event)?.();
      else if (event.kind === 'call') {
        const atReturn = this.enter(event);
        if (event.exit === event.enter) atReturn?.();
        else if (atReturn !== undefined) open.set(event, atReturn);
      } else this.note(event);
    }
    return { steps: this.steps, others: this.others, unknown: this.unknown };
  }

  private processOf(pid: number): Process {
    const known = this.processes.get(pid);
    if (known !== undefined) return known;
    const made = newProcess(pid);
    this.processes.set(pid, made);
    return made;
  }

  private placeOf(pid: number, at: number): { at: number; process: Process; thread: number } {
    const process = this.processOf(pid);
    return { at, process, thread: process.threads.get(pid) ?? 1 };
  }

  private note(event: Exclude<LogEvent, LogCall>): void {
    const place = this.placeOf(event.pid, event.enter);
    if (event.kind === 'signal') {
      this.signalled.set(place.process, event);
      if (event.signal === 'SIGPIPE' && !place.process.ignoresSigpipe) {
        this.steps.push({ ...place, kind: 'signal', signal: event.signal });
      }
    } else if (event.kind === 'killed' && place.process.pid === event.pid) {
      const signal = this.signalled.get(place.process);
      const at = signal?.signal === event.how ? signal.enter : event.enter;
      this.steps.push({ ...place, at, kind: 'killed', signal: event.how });
    }
  }

  /** What a call does when it is made; gives what it does when it has returned. */
  private enter(call: LogCall): (() => void) | undefined {
    const { name, text } = call;
    const place = this.placeOf(call.pid, call.enter);
    if (forkNames.includes(name)) {
      this.fork(call);
      return undefined;
    }
    if (name === 'exit_group') {
      const status = Number(/^exit_group\((\d+)/.exec(text)?.[1] ?? 0) % 256;
      // A process that holds nothing any more ends without anyone noticing.
      if (place.process.table.size > 0) this.steps.push({ ...place, kind: 'exit', status });
      return undefined;
    }
    if (name === 'execve') return () => this.execute(call);
    if (name === 'close_range') {
      this.closeRange(call);
      return undefined;
    }
    if (name === 'epoll_ctl') {
      const datum = readEpollControl(call);
      if (datum !== undefined) this.epollData.set(...datum);
    }
    if (waitingCalls.includes(name)) return () => this.wait(call);
    return this.enterListed(call);
  }

  private fork(call: LogCall): void {
    const child = childOf(call);
    if (child === undefined) return;
    const place = this.placeOf(call.pid, call.enter);
    if (call.text.includes('CLONE_THREAD')) {
      place.process.threads.set(child, Math.max(...place.process.threads.values()) + 1);
      this.processes.set(child, place.process);
      return;
    }
    const made = newProcess(child, place.process);
    this.processes.set(child, made);
    this.steps.push({ ...place, kind: 'fork', child: made });
  }

  private execute(call: LogCall): void {
    const place = this.placeOf(call.pid, call.exit);
    if (!/= 0(?:\s|$)/.test(call.text.slice(-40))) return;
    place.process.images += 1;
    for (const [number, { closeOnExec }] of place.process.table) if (closeOnExec) this.close(place, number);
  }

  private closeRange(call: LogCall): void {
    const [, first, last] = /^close_range\((\d+), (\d+)/.exec(call.text) ?? [];
    const place = this.placeOf(call.pid, call.enter);
    if (first === undefined || call.text.includes('CLOSE_RANGE_CLOEXEC')) return;
    for (const number of [...place.process.table.keys()]) {
      if (number >= Number(first) && number <= Number(last)) this.close(place, number);
    }
  }

  private close(place: { at: number; process: Process; thread: number }, number: number): void {
    const held = place.process.table.get(number);
    if (held === undefined) return;
    place.process.table.delete(number);
    this.steps.push({ ...place, kind: 'close', descriptor: held.descriptor });
  }

  private wait(call: LogCall): void {
    const place = this.placeOf(call.pid, call.exit);
    const ready = readReadiness(call, this.epollData).flatMap(([number, event]) => {
      const descriptor = place.process.table.get(number)?.descriptor;
      return descriptor === undefined ? [] : [{ descriptor, event }];
    });
    if (ready.length > 0) this.steps.push({ ...place, kind: 'ready', ready });
    else this.others += 1;
  }

  private enterListed(call: LogCall): (() => void) | undefined {
    const place = this.placeOf(call.pid, call.enter);
    const { table } = place.process;
    const spelled = respell(call);
    const name = callNamed(/^\w+/.exec(spelled)?.[0] ?? '');
    const number = Number(/^\w+\((\d+)[,)<]/.exec(spelled)?.[1] ?? -1);
    const held = table.get(number);
    const isMaker = name !== undefined && makers.includes(name);
    const isOwn = name !== undefined && this.files.concerns(name, spelled);
    const ignores = spelled.startsWith('rt_sigaction(SIGPIPE, {');
    const target = name === 'kill' ? this.processes.get(Number(/^kill\((\d+)/.exec(spelled)?.[1])) : undefined;
    if (ignores) place.process.ignoresSigpipe = spelled.includes('sa_handler=SIG_IGN');
    if (name === undefined && held !== undefined && movers.includes(call.name)) {
      this.unknown.push({ name: call.name, file: held.descriptor.file });
    }
    const restarts = call.text.slice(-120).includes('= ? ERESTART');
    const wanted = held !== undefined || isOwn || ignores || target !== undefined || this.isKeptMaker(name, spelled);
    if (name === undefined || !wanted || restarts || isHousekeeping(spelled)) {
      this.others += 1;
      if (spelled.includes('F_SETFD, FD_CLOEXEC') && held !== undefined)
        table.set(number, { ...held, closeOnExec: true });
      if (name === 'dup2') return () => this.restore(call);
      return isMaker ? () => this.forget(call, place.process) : undefined;
    }
    const line = readCall(this.files.shorten(withoutSurroundings(spelled)));
    if (line === undefined) {
      this.others += 1;
      return undefined;
    }
    const uses = new Map([...table].map(([key, { descriptor }]) => [String(key), descriptor]));
    const makes = new Map<string, Descriptor>();
    const nonblocking = held?.descriptor.file.nonblocking === true || spelled.includes('MSG_DONTWAIT');
    if (held !== undefined) noteUse(held.descriptor.file, line, place.process);
    if (name === 'close' && succeeded(line)) table.delete(number);
    this.steps.push({
      ...place,
      kind: 'call',
      call,
      line,
      uses,
      makes,
      nonblocking,
      ...(target === undefined ? {} : { target }),
    });
    return () => this.make(line, call.text, held, makes, place.process);
  }

  private isKeptMaker(name: string | undefined, spelled: string): boolean {
    if (name === 'socket' || name === 'socketpair') return families.test(spelled);
    return name === 'pipe' || name === 'pipe2';
  }

  /** A shell gives a number back to the file that had it: to the kept descriptor there, that is a close. */
  private restore(call: LogCall): void {
    const [, target, result] = /^dup[23]\(\d+[^,]*, (\d+).*= (\d+)/.exec(call.text) ?? [];
    if (target !== undefined && target === result) this.close(this.placeOf(call.pid, call.exit), Number(target));
  }

  /** A file took a number: what held it before is gone (its close was not seen). */
  private forget(call: LogCall, process: Process): void {
    const number = /= (\d+)(?:<[^<>]*>)?(?: <[\d.]+>)?\s*$/.exec(call.text.slice(-200))?.[1];
    if (number !== undefined) process.table.delete(Number(number));
  }

  private make(
    line: CallLine,
    text: string,
    held: Held | undefined,
    makes: Map<string, Descriptor>,
    process: Process,
  ): void {
    const { result } = line.claim;
    const closeOnExec = text.includes('_CLOEXEC');
    const add = (number: string, descriptor: Descriptor): void => {
      makes.set(number, descriptor);
      descriptor.file.users.add(imageOf(process));
      process.table.set(Number(number), { descriptor, closeOnExec });
    };
    const numbers = result.kind === 'name' && /^\d+$/.test(result.name) ? [result.name] : [];
    const [number] = numbers;
    if (line.call === 'socketpair' || line.call === 'pipe' || line.call === 'pipe2') {
      if (!succeeded(line)) return;
      const pair = line.arguments.flatMap((value) => (value.kind === 'array' ? value.items : []));
      const file = newFile(line.call === 'socketpair' ? 'pair' : 'pipe', text);
      // The two ends of a socketpair are two sockets, but they are the program's own together or not at all.
      const ends = line.call === 'socketpair' ? (['first', 'second'] as const) : (['read', 'write'] as const);
      for (const [index, end] of ends.entries()) {
        const item = pair[index];
        if (item?.kind === 'name') add(item.name, { file, end, isCopy: false });
      }
    } else if (line.call === 'dup' && number !== undefined && held !== undefined) {
      add(number, { ...held.descriptor, isCopy: true });
    } else if (line.call === 'dup2' && held !== undefined && succeeded(line)) {
      const target = line.arguments[1];
      if (target?.kind !== 'name') return;
      const before = process.table.get(Number(target.name))?.descriptor;
      const copy = { file: held.descriptor.file, isCopy: true };
      add(target.name, before === undefined ? copy : { ...copy, inPlaceOf: before });
    } else if (line.call === 'recvmsg') {
      const control = JSON.stringify(line.arguments[1] ?? null);
      if (!control.includes('SCM_RIGHTS')) return;
      for (const [, given] of control.matchAll(/"kind":"name","name":"(\d+)"/g)) {
        if (given !== undefined) add(given, { file: newFile('socket', ''), isCopy: true });
      }
    } else if (number !== undefined) {
      const kind = line.call === 'open' ? 'fifo' : 'socket';
      add(number, { file: newFile(kind, text, line.call.startsWith('accept')), isCopy: false });
    }
  }
}

/** Calls that run-time libraries make to learn what a descriptor is, and descriptor flags, which the language lacks. */
function isHousekeeping(text: string): boolean {
  return /^(?:fstat|fstat64|newfstatat|lseek|statx)\(|F_[GS]ETFD|, (?:TCGETS|TIOC\w+)/.test(text);
}

function succeeded(line: CallLine): boolean {
  return line.claim.result.kind !== 'error' && line.claim.result.kind !== 'unknown';
}

/** One call as the language reads it; undefined where it can't. */
function readCall(text: string): CallLine | undefined {
  const { block, diagnostics } = parseBlock({ path: 'log', firstLine: 1, text });
  const [line] = block.lines;
  if (line?.kind !== 'call' || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return line;
}
