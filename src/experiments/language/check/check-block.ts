import type { Diagnostic } from '../../../diagnostic.ts';
import { compareDiagnostics } from '../../../diagnostic.ts';
import type { Block, CallLine, HostLine, Line, NeedsLine, ResumeLine } from '../block.ts';
import { constantLists, needNames } from '../constants.ts';
import { didYouMean, nearest, reportAt } from '../cursor.ts';
import { defaultActor } from '../processes.ts';
import { rangeOf } from './addresses.ts';
import { checkCall, checkResume } from './call.ts';
import { checkCondition, checkPacket } from './condition.ts';
import { checkConstant, isListed } from './constants.ts';
import type { LineContext } from './context.ts';
import { largest } from './data.ts';
import { Scope } from './scope.ts';
import type { ActorScope, Report } from './scope.ts';

/** Limits of the sandbox (rule 9). */
export const limits = { lines: 1000, actors: 8, threads: 8, hosts: 4 } as const;

const otherSignals: readonly string[] = [
  ...[
    'SIGCHLD',
    'SIGALRM',
    'SIGIO',
    'SIGURG',
    'SIGSEGV',
    'SIGABRT',
    'SIGBUS',
    'SIGFPE',
    'SIGILL',
    'SIGQUIT',
    'SIGTRAP',
  ],
  ...['SIGXFSZ', 'SIGSYS', 'SIGPROF', 'SIGVTALRM', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGWINCH'],
];

/**
 * What can be said of a block without running it: names, kinds and counts of arguments, and the rules of the sandbox that need no
 * value of run time. A block with an error here, or from `parseBlock`, is not replayed.
 */
export function checkBlock(block: Block): readonly Diagnostic[] {
  return new BlockCheck(block).run();
}

class BlockCheck {
  private readonly block: Block;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly report: Report;
  private readonly scope: Scope;
  private readonly hosts = new Map<string, HostLine>();
  private readonly privateNetwork: boolean;
  private literals = 0;
  private lineNumber = 0;

  constructor(block: Block) {
    this.block = block;
    this.report = (rule, span, message, expected) => {
      this.diagnostics.push(reportAt(block.path, rule, span, message, expected));
    };
    this.scope = new Scope(this.report);
    const needs = block.lines.flatMap((line) => (line.kind === 'needs' ? line.needs.map(({ name }) => name) : []));
    this.privateNetwork = needs.includes('netns') || block.lines.some(({ kind }) => kind === 'host');
  }

  run(): readonly Diagnostic[] {
    for (const line of this.block.lines) {
      if (line.kind === 'host') this.checkHost(line);
    }
    for (const line of this.block.lines) this.checkLine(line);
    for (const { name, span } of this.scope.unused()) {
      this.report('unused-name', span, `\`${name}\` is never used: write \`_\` where any will do.`, ['_']);
    }
    return this.diagnostics.sort(compareDiagnostics);
  }

  private checkLine(line: Line): void {
    if (line.kind !== 'blank' && line.kind !== 'comment') this.lineNumber++;
    if (this.lineNumber === limits.lines + 1) {
      this.lineNumber++;
      this.report('too-large', line.span, `A block has at most ${limits.lines.toLocaleString('en')} lines: split it.`);
    }
    switch (line.kind) {
      case 'call':
      case 'resume':
        this.checkCallLine(line);
        return;
      case 'check':
      case 'wait': {
        const actor = line.actor === undefined ? undefined : this.enter(line);
        checkCondition({ report: this.report, scope: this.scope, actor }, line.condition);
        return;
      }
      case 'exit':
      case 'killed': {
        const actor = this.enter(line);
        if (line.kind === 'killed') this.checkSignal(line.signal, line.span);
        actor.ended = true;
        actor.pending.clear();
        return;
      }
      case 'signal':
        this.enter(line);
        this.checkSignal(line.signal, line.span);
        return;
      case 'packet':
        checkPacket({ report: this.report, scope: this.scope, actor: undefined }, line);
        return;
      case 'wire':
        if (this.hosts.size > 0) return;
        this.report(
          'wire-without-hosts',
          line.span,
          'A wire joins hosts: say `host left 10.0.0.1` and `host right 10.0.0.2`.',
        );
        return;
      case 'needs':
        this.checkNeeds(line);
        return;
      case 'host':
      case 'packet-gap':
      case 'deadline':
      case 'comment':
      case 'blank':
      case 'faulty':
    }
  }

  private checkCallLine(line: CallLine | ResumeLine): void {
    const actor = this.enter(line);
    const thread = line.actor?.thread ?? 1;
    const asleep = actor.pending.get(thread);
    const context: LineContext = {
      report: this.report,
      scope: this.scope,
      actor,
      hosts: new Set([...this.hosts.values()].map(({ address }) => address)),
      privateNetwork: this.privateNetwork,
      count: (bytes) => {
        const before = this.literals;
        this.literals += bytes;
        if (before > largest.literals || this.literals <= largest.literals) return;
        this.report('too-large', line.span, 'A block writes at most 1 MiB of data.');
      },
    };
    if (line.kind === 'resume') {
      checkResume(context, line, thread);
      return;
    }
    if (asleep !== undefined) {
      const advice = `the line \`<... ${asleep} resumed>\` comes first, or another thread makes this call: \`[${actor.name}.2]\``;
      this.report('actor-asleep', line.span, `This actor sleeps in ${asleep}: ${advice}.`);
      actor.pending.delete(thread);
    }
    checkCall(context, line, thread);
  }

  /** The actor of a line, and whether it may make one. */
  private enter(
    line: Extract<Line, { kind: 'call' | 'resume' | 'check' | 'wait' | 'exit' | 'killed' | 'signal' }>,
  ): ActorScope {
    const span = line.actor?.span ?? line.span;
    const actor = this.scope.actor(line.actor?.name ?? defaultActor);
    if (line.actor === undefined && this.hosts.size > 0 && !actor.seen) {
      this.report(
        'actor-without-host',
        span,
        'In a block with hosts every call names its actor and host: `[client@left] …`.',
      );
    }
    const host = line.actor?.host;
    if (host !== undefined) this.checkActorHost(actor, host, span);
    else if (this.hosts.size > 0 && line.actor !== undefined && !actor.seen && actor.host === undefined) {
      this.report(
        'actor-without-host',
        span,
        `On which host is \`${actor.name}\`? Its first line says so: \`[${actor.name}@${[...this.hosts.keys()][0] ?? 'host'}]\`.`,
      );
    }
    if (actor.ended) this.report('actor-ended', span, `\`${actor.name}\` has ended in a line before.`);
    actor.seen = true;
    if (line.actor !== undefined) actor.threads.add(line.actor.thread);
    this.checkCrowd(span);
    return actor;
  }

  private checkActorHost(actor: ActorScope, host: string, span: Line['span']): void {
    if (!this.hosts.has(host)) {
      const expected = nearest(host, [...this.hosts.keys()]);
      const advice = didYouMean(expected) || ` Say \`host ${host} 10.0.0.1\` first.`;
      this.report('unknown-host', span, `There is no host \`${host}\`.${advice}`, expected);
    } else if (actor.host !== undefined && actor.host !== host) {
      this.report('unknown-host', span, `\`${actor.name}\` is on the host \`${actor.host}\` already.`);
    }
    actor.host ??= host;
  }

  private crowded = false;

  private checkCrowd(span: Line['span']): void {
    const actors = [...this.scope.actors.values()];
    const threads = actors.reduce((sum, actor) => sum + actor.threads.size - 1, 0);
    if (this.crowded || (actors.length <= limits.actors && threads <= limits.threads)) return;
    this.crowded = true;
    this.report(
      'too-large',
      span,
      `A block has at most ${limits.actors} actors and ${limits.threads} further threads.`,
    );
  }

  private checkHost(line: HostLine): void {
    const { name, nameSpan, address, addressSpan } = line;
    if (this.hosts.has(name) || [...this.hosts.values()].some((other) => other.address === address)) {
      this.report('twice-said', nameSpan, 'Each host has a name and an address of its own.');
    }
    const range = rangeOf(address);
    if (range !== 'private' && range !== 'documentation') {
      const advice = 'use 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 192.0.2.0/24, fc00::/7 or 2001:db8::/32';
      this.report('address-outside', addressSpan, `A host has a private address: ${advice}.`);
    }
    this.hosts.set(name, line);
    if (this.hosts.size === limits.hosts + 1) {
      this.report('too-large', nameSpan, `A block has at most ${limits.hosts} hosts.`);
    }
  }

  private checkNeeds({ needs }: NeedsLine): void {
    const lists = ['family', 'socket-type', 'protocol', 'option'] as const;
    const names: readonly string[] = needNames;
    for (const { name, span } of needs) {
      if (names.includes(name) || lists.some((list) => isListed(list, name))) continue;
      const expected = nearest(name, [...needNames, ...lists.flatMap((list) => constantLists[list])]);
      const advice =
        didYouMean(expected) || ` There are ${needNames.join(', ')}, and constants such as SOCK_SEQPACKET.`;
      this.report('unknown-need', span, `\`${name}\` is nothing that a block can need.${advice}`, expected);
    }
  }

  private checkSignal(name: string, span: Line['span']): void {
    if (!otherSignals.includes(name)) checkConstant({ report: this.report }, { name, span }, 'signal');
  }
}
