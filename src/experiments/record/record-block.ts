import type { CallLine, Line, ResumeLine } from '../language/block.ts';
import { checkBlock } from '../language/check/check-block.ts';
import { claimsNothing } from '../language/join-call.ts';
import { parseBlock } from '../language/parse-block.ts';
import type { ParsedBlock } from '../language/parse-block.ts';
import { printBlock, printLine } from '../language/print-block.ts';
import { firstOutput } from '../language/signatures.ts';
import type { TextValue, Value } from '../language/value.ts';
import { arrangeLines } from './arrange-lines.ts';
import type { Item } from './arrange-lines.ts';
import { followCalls } from './follow-calls.ts';
import { nameActors, nameDescriptors } from './give-names.ts';
import { namePorts, withNamedPort } from './name-ports.ts';
import type { PortNames } from './name-ports.ts';
import { markNoise } from './own-calls.ts';
import { readLog } from './read-log.ts';
import type { CallStep, Descriptor, Process } from './trace.ts';
import { mapValue } from './walk-values.ts';

export interface Recording {
  /** A block in canonical form. */
  readonly text: string;
  /** How many calls the block makes. */
  readonly calls: number;
  /** Calls on kept descriptors that could not be kept, each once, as strace printed them or by name. */
  readonly leftOut: readonly string[];
  /** strace cut what was sent (`"abc"...`): the log was taken without `-s 65535`. */
  readonly isCut: boolean;
}

/** Makes a block that replays out of strace's output. */
export function recordBlock(log: string): Recording {
  const trace = followCalls(readLog(log));
  markNoise(trace.steps);
  const items = arrangeLines(trace.steps);
  const writer = new Writer(items);
  const lines = items.flatMap((item) => writer.write(item));
  const { kept, dropped } = withoutFaulty(withoutSameWaits(lines));
  const unknown = trace.unknown.filter(({ file }) => !file.isNoise).map(({ name }) => name);
  const calls = kept.filter((line) => !/^(?:\[[^\]]*\] )?(?:wait |\+\+\+|---|<\.\.\.)/.test(line)).length;
  const others = trace.others + trace.steps.filter(({ kind }) => kind === 'call').length - calls;
  const rest = Math.max(0, others);
  const comment = rest === 0 ? [] : [`# ${rest} further calls (files, memory, libraries) are left out`];
  return {
    text: printBlock(parse([...comment, ...kept].join('\n')).block),
    calls,
    leftOut: [...new Set([...dropped, ...unknown])],
    isCut: items.some(({ step }) => step.kind === 'call' && sendsCutText(step)),
  };
}

function parse(text: string): ParsedBlock {
  return parseBlock({ path: 'recorded', firstLine: 1, text });
}

/** Of waits that follow each other, each once. */
function withoutSameWaits(lines: readonly string[]): readonly string[] {
  const said = new Set<string>();
  return lines.filter((line) => {
    if (!/^(?:\[[^\]]*\] )?wait /.test(line)) said.clear();
    else if (said.has(line)) return false;
    else said.add(line);
    return true;
  });
}

/** Takes out what the language or its sandbox refuses, until nothing more is refused. */
function withoutFaulty(lines: readonly string[]): {
  readonly kept: readonly string[];
  readonly dropped: readonly string[];
} {
  const dropped: string[] = [];
  let kept = lines;
  for (;;) {
    const { block, diagnostics } = parse(kept.join('\n'));
    const faults = [...diagnostics, ...checkBlock(block)].filter(
      ({ severity, rule }) => severity === 'error' && rule !== 'too-large',
    );
    const faulty = new Set(faults.map(({ line }) => line));
    if (faulty.size === 0) return { kept, dropped };
    dropped.push(...kept.filter((_, index) => faulty.has(index + 1)));
    kept = kept.filter((_, index) => !faulty.has(index + 1));
  }
}

function sendsCutText({ line }: CallStep): boolean {
  const sends = ['send', 'sendto', 'write', 'sendmsg', 'writev'].includes(line.call);
  return sends && JSON.stringify(line.arguments).includes('"match":"prefix"');
}

class Writer {
  private readonly descriptors: ReadonlyMap<Descriptor, string>;
  private readonly actors: ReadonlyMap<Process, string>;
  private readonly ports: PortNames;

  constructor(items: readonly Item[]) {
    this.descriptors = nameDescriptors(items);
    this.actors = nameActors(items);
    this.ports = namePorts(items);
  }

  write(item: Item): readonly string[] {
    const { step } = item;
    const prefix = this.prefixOf(step.process, step.thread);
    return this.statements(item).map((statement) => `${prefix}${statement}`);
  }

  private prefixOf(process: Process, thread: number): string {
    const name = this.actors.get(process) ?? 'main';
    if (thread > 1) return `[${name}.${thread}] `;
    return name === 'main' ? '' : `[${name}] `;
  }

  private statements(item: Item): readonly string[] {
    const { step } = item;
    switch (step.kind) {
      case 'call':
        return item.kind === 'step' ? [] : [this.callStatement(item.kind, step, item)];
      case 'fork':
        return [`fork() = ${this.actors.get(step.child) ?? 'child'}`];
      case 'ready':
        return step.ready
          .filter(({ descriptor }) => !descriptor.file.isNoise)
          .map(({ descriptor, event }) => `wait ${event}(${this.nameOf(descriptor)})`);
      case 'close':
        return [`close(${this.nameOf(step.descriptor)}) = 0`];
      case 'exit':
        return [`+++ exited with ${step.status} +++`];
      case 'killed':
        return [`+++ killed by ${step.signal} +++`];
      case 'signal':
        return [`--- ${step.signal} {...} ---`];
    }
  }

  private nameOf(descriptor: Descriptor): string {
    return this.descriptors.get(descriptor) ?? 'unknown';
  }

  private callStatement(kind: Exclude<Item['kind'], 'step'>, step: CallStep, item: Item): string {
    const { line } = step;
    if (kind === 'await') {
      const [first] = line.arguments;
      const name = first?.kind === 'name' ? this.rename(first, step) : first;
      const descriptor = name?.kind === 'name' ? name.name : 'unknown';
      const bytes = item.kind === 'await' ? item.bytes : undefined;
      return bytes === undefined ? `wait POLLIN(${descriptor})` : `wait FIONREAD(${descriptor}) >= ${bytes}`;
    }
    const target = step.target === undefined ? undefined : this.actors.get(step.target);
    const given = line.arguments.map((value, position) =>
      position === 0 && target !== undefined
        ? ({ kind: 'name', name: target, span: value.span } satisfies Value)
        : mapValue(value, (part) => this.rename(part, step)),
    );
    const { result } = line.claim;
    const renamed = result.kind === 'name' ? this.resultName(result.name, step) : undefined;
    const claim =
      renamed === undefined
        ? line.claim
        : { ...line.claim, result: { ...result, kind: 'name' as const, name: renamed } };
    const whole: CallLine = {
      kind: 'call',
      span: line.span,
      callSpan: line.callSpan,
      call: line.call,
      arguments: given,
      claim: withoutTime(claim),
    };
    if (kind === 'cut') return printLine(cutOf(whole));
    return printLine(kind === 'resume' ? resumeOf(whole) : whole);
  }

  private resultName(name: string, { makes, uses }: CallStep): string {
    const descriptor = makes.get(name) ?? uses.get(name);
    return descriptor === undefined ? name : this.nameOf(descriptor);
  }

  private rename(value: Value, { makes, uses }: CallStep): Value {
    if (value.kind === 'name') {
      const descriptor = makes.get(value.name) ?? uses.get(value.name);
      return descriptor === undefined ? value : { ...value, name: this.nameOf(descriptor) };
    }
    if (value.kind === 'text') return shortText(value);
    const isInternet = value.kind === 'address' && (value.family === 'inet' || value.family === 'inet6');
    return isInternet ? withNamedPort(value, this.ports) : value;
  }
}

/** `"x"*3000` instead of 3000 letters. */
function shortText(value: TextValue): TextValue {
  const { bytes, repeat, match } = value;
  const [first = ''] = bytes;
  const isOne = bytes.length >= 32 && match === 'whole' && repeat === 1 && bytes === first.repeat(bytes.length);
  return isOne ? { ...value, bytes: first, repeat: bytes.length } : value;
}

function withoutTime({ asked, result, alternatives, span }: CallLine['claim']): CallLine['claim'] {
  return { asked, result, alternatives, span };
}

/** The first half of a call that slept: what the kernel will write is not known yet. */
function cutOf(line: CallLine): Line {
  const split = firstOutput(line.call);
  const given = line.arguments.map((value, position) => (position < split ? value : claimsNothing(value)));
  const { span } = line.claim;
  return {
    ...line,
    arguments: given,
    claim: { asked: false, result: { kind: 'unfinished', sleeps: false, span }, alternatives: [], span },
  };
}

function resumeOf(line: CallLine): ResumeLine {
  const firstArgument = firstOutput(line.call);
  const { span, callSpan, call, claim } = line;
  return { kind: 'resume', span, callSpan, call, firstArgument, arguments: line.arguments.slice(firstArgument), claim };
}
