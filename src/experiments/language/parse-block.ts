import type { Diagnostic } from '../../diagnostic.ts';
import type { Block, BlockSource, CallLine, Line, ResumeLine } from './block.ts';
import type { Claim, Result } from './claim.ts';
import { Cursor } from './cursor.ts';
import { elaborate, elaborateArgument } from './elaborate.ts';
import type { ActorOfProcess } from './elaborate.ts';
import { completeCall, claimsNothing } from './join-call.ts';
import { faultyText, parseLine } from './parse-line.ts';
import { findProcesses } from './processes.ts';
import type { Processes } from './processes.ts';
import { firstOutput, parametersOf, signatures } from './signatures.ts';
import type { CallName } from './signatures.ts';
import type { SpelledCallLine, SpelledLine, SpelledResumeLine } from './spelled-line.ts';
import { callNamed, forkNames, spellCall, spelledOutputOf } from './strace.ts';
import type { Value } from './value.ts';

export interface ParsedBlock {
  readonly block: Block;
  readonly diagnostics: readonly Diagnostic[];
}

/** A block has 1,000 lines at most; a log of strace's, from which one is recorded, may have more. */
const mostLines = 200_000;

/** A call that has not returned yet, and where its line stands. */
interface Pending {
  readonly line: SpelledCallLine;
  readonly index: number;
}

/**
 * Reads a block. Never throws: a line that cannot be read becomes a `faulty` line and a diagnostic, and the others are
 * read all the same. What the lines mean together is the matter of `checkBlock`.
 */
export function parseBlock(source: BlockSource): ParsedBlock {
  const diagnostics: Diagnostic[] = [];
  const texts = splitLines(source.text);
  const processes = findProcesses(texts.map(({ text }) => text));
  const reader = new BlockReader(processes, source, texts, diagnostics);
  for (const { text, index } of texts.slice(0, mostLines)) {
    const place = { path: source.path, line: source.firstLine + index, indent: source.indent ?? 0 };
    const line = parseLine(new Cursor(text, place, diagnostics), processes);
    if (line !== undefined) reader.add(line);
  }
  const [beyond] = texts.slice(mostLines);
  if (beyond !== undefined) {
    const cursor = new Cursor('', { path: source.path, line: source.firstLine + beyond.index, indent: 0 }, diagnostics);
    cursor.fail(`Nobody reads ${mostLines.toLocaleString('en')} lines: what follows is left out.`, {
      rule: 'too-large',
    });
  }
  const lines = trimBlank(reader.finish());
  return { block: { path: source.path, firstLine: source.firstLine, lines }, diagnostics };
}

interface SourceLine {
  readonly text: string;
  readonly index: number;
}

/** The lines, those joined that strace broke to say of a new process that it is attached. */
function splitLines(text: string): readonly SourceLine[] {
  const lines: { text: string; index: number }[] = [];
  let broken = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const kept = withoutAttached(line);
    const last = lines.at(-1);
    if (broken && last !== undefined) last.text += kept;
    else lines.push({ text: kept, index });
    broken = kept !== line && kept.trim() !== '';
  }
  return lines;
}

function withoutAttached(line: string): string {
  let kept = line;
  for (;;) {
    const said = /strace: Process \d{1,10} attached[ \t]*$/.exec(kept.slice(-60));
    // In a comment it is somebody's words.
    if (said === null || kept.slice(0, -said[0].length).includes('#')) return kept;
    kept = kept.slice(0, -said[0].length);
  }
}

/** No blank lines at the ends, and none beside another. */
function trimBlank(lines: readonly Line[]): readonly Line[] {
  const kept = lines.filter((line, index) => line.kind !== 'blank' || lines[index - 1]?.kind !== 'blank');
  const from = kept[0]?.kind === 'blank' ? 1 : 0;
  return kept.slice(from, kept.length > from && kept.at(-1)?.kind === 'blank' ? -1 : undefined);
}

/** Brings calls to the language's own spelling, and joins those that strace cut in two. */
class BlockReader {
  private readonly lines: (Line | undefined)[] = [];
  private readonly pending = new Map<string, Pending>();
  private readonly actorOf: ActorOfProcess;
  private readonly processes: Processes;
  private readonly source: BlockSource;
  private readonly texts: ReadonlyMap<number, string>;
  private readonly diagnostics: Diagnostic[];

  constructor(processes: Processes, source: BlockSource, texts: readonly SourceLine[], diagnostics: Diagnostic[]) {
    this.processes = processes;
    this.source = source;
    this.texts = new Map(texts.map(({ text, index }) => [source.firstLine + index, text]));
    this.diagnostics = diagnostics;
    this.actorOf = (process) => processes.actorOf(process).name;
  }

  add(line: SpelledLine): void {
    if (line.kind === 'spelled-call') this.addCall(line);
    else if (line.kind === 'spelled-resume') this.addResume(line);
    else this.lines.push(line);
  }

  finish(): readonly Line[] {
    for (const { line, index } of this.pending.values()) {
      if (line.claim.result.kind === 'unfinished' && !line.claim.result.sleeps) this.complete(line, index, []);
    }
    return this.lines.filter((line) => line !== undefined);
  }

  private addCall(line: SpelledCallLine): void {
    const index = this.lines.length;
    if (line.claim.result.kind === 'unfinished') this.pending.set(keyOf(line), { line, index });
    this.lines.push(this.isThreadStart(line) ? undefined : this.callLine(line));
  }

  private addResume(line: SpelledResumeLine): void {
    const pending = this.pending.get(keyOf(line));
    const call = callNamed(line.name);
    if (call === undefined) return;
    if (pending === undefined || callNamed(pending.line.name) !== call) {
      this.lines.push(this.resumeLine(line, call, line.arguments));
      return;
    }
    this.pending.delete(keyOf(line));
    if (forkNames.includes(line.name)) {
      // The child's lines may stand between: it exists from the call on.
      const joined = { ...pending.line, claim: line.claim };
      this.lines[pending.index] = this.isThreadStart(joined) ? undefined : this.callLine(joined);
      return;
    }
    const { claim } = pending.line;
    const split = spelledOutputOf(pending.line.name) ?? firstOutput(call);
    const cut = claim.result.kind === 'unfinished' && !claim.result.sleeps && pending.line.arguments.length <= split;
    const before = cut ? pending.line.arguments : pending.line.arguments.slice(0, split);
    if (cut) this.complete(pending.line, pending.index, line.arguments);
    if (line.arguments.length === 0) {
      const spelled = spellCall(pending.line.name, [...before, ...pending.line.arguments.slice(split)]);
      this.lines.push(this.resumeLine(line, spelled?.call ?? call, []));
      return;
    }
    const spelled = spellCall(line.name, [...before, ...line.arguments]);
    const name = spelled?.call ?? call;
    this.lines.push(this.resumeLine(line, name, spelled?.arguments.slice(firstOutput(name)) ?? line.arguments));
  }

  /** Gives a call that strace cut the arguments that stand at its return, what the kernel wrote left out. */
  private complete(line: SpelledCallLine, index: number, rest: readonly Value[]): void {
    const full = completeCall(line.name, line.arguments, rest, line.span);
    this.lines[index] = this.callLine({ ...line, arguments: full }, claimsNothing);
  }

  private callLine(line: SpelledCallLine, change = (value: Value) => value): Line {
    const spelled = spellCall(line.name, line.arguments);
    const call = spelled?.call ?? callNamed(line.name);
    if (spelled === undefined || call === undefined) {
      return this.unsayable(line);
    }
    const parameters = parametersOf(call);
    return {
      kind: 'call',
      ...placeOf(line),
      ...(line.repeat === undefined ? {} : { repeat: line.repeat }),
      call,
      arguments: spelled.arguments.map((value, position) => {
        const elaborated = elaborateArgument(value, parameters[position], this.actorOf);
        return parameters[position]?.direction === 'in' ? elaborated : change(elaborated);
      }),
      claim: this.elaborateClaim(line.claim, call),
    } satisfies CallLine;
  }

  private resumeLine(line: SpelledResumeLine, call: CallName, given: readonly Value[]): ResumeLine {
    const firstArgument = firstOutput(call);
    const parameters = parametersOf(call).slice(firstArgument);
    return {
      kind: 'resume',
      ...placeOf(line),
      call,
      firstArgument,
      arguments: given.map((value, position) => elaborateArgument(value, parameters[position], this.actorOf)),
      claim: this.elaborateClaim(line.claim, call),
    };
  }

  private elaborateClaim(claim: Claim, call: CallName): Claim {
    const write = (result: Result): Result => this.elaborateResult(result, call);
    const alternatives = claim.alternatives.map((other) => ({ ...other, result: write(other.result) }));
    return { ...claim, result: write(claim.result), alternatives };
  }

  private elaborateResult(result: Result, call: CallName): Result {
    const { returns } = signatures[call];
    if (result.kind === 'ready') {
      const ready = elaborate(result.ready, 'poll-set', this.actorOf);
      return ready.kind === 'array' ? { ...result, ready } : result;
    }
    if (result.kind !== 'integer' || result.value < 0) return result;
    if (returns === 'descriptor') return { kind: 'name', name: String(result.value), span: result.span };
    if (returns !== 'actor' || result.value === 0) return result;
    return { kind: 'name', name: this.actorOf(result.value), span: result.span };
  }

  private isThreadStart({ name, claim: { result } }: SpelledCallLine): boolean {
    return forkNames.includes(name) && result.kind === 'integer' && this.processes.isThread(result.value);
  }

  /** A call of strace's that the language has no words for: `openat(3, …)`. */
  private unsayable(line: SpelledCallLine): Line {
    const advice = `\`${line.name}\` with these arguments is no call of the language: write ${callNamed(line.name) ?? 'another'}.`;
    const cursor = new Cursor('', { path: this.source.path, line: line.span.line, indent: 0 }, this.diagnostics);
    cursor.note('unknown-call', line.nameSpan, advice);
    return { kind: 'faulty', text: faultyText(this.texts.get(line.span.line) ?? ''), span: line.span };
  }
}

function keyOf(line: { readonly actor?: { readonly name: string; readonly thread: number } }): string {
  return `${line.actor?.name ?? 'main'}.${line.actor?.thread ?? 1}`;
}

function placeOf(line: SpelledCallLine | SpelledResumeLine) {
  const { span, nameSpan, actor, comment } = line;
  return {
    span,
    callSpan: nameSpan,
    ...(actor === undefined ? {} : { actor }),
    ...(comment === undefined ? {} : { comment }),
  };
}
