import type { CallLine, ResumeLine } from '../block.ts';
import { printValue } from '../print-value.ts';
import { firstOutput, parametersOf, signatures } from '../signatures.ts';
import type { Parameter } from '../signatures.ts';
import type { Value } from '../value.ts';
import { checkValue } from './argument.ts';
import { checkClaim, claimsFailure } from './claim.ts';
import type { LineContext } from './context.ts';
import { checkLength, largest, textLength } from './data.ts';

/** The most calls that `repeat` makes. */
const mostCalls = 100_000;

export function checkCall(context: LineContext, line: CallLine, thread: number): void {
  checkCount(context, line, parametersOf(line.call), line.arguments.length);
  const pending = line.claim.result.kind === 'unfinished';
  checkArguments(context, line, parametersOf(line.call), claimsFailure(line.claim) || pending);
  checkSizes(context, line);
  checkClaim(context, line.call, line.claim);
  if (line.repeat !== undefined) checkRepeat(context, line);
  if (pending) context.actor.pending.set(thread, line.call);
  if (line.call === 'close' && line.claim.result.kind === 'integer' && line.claim.result.value === 0) {
    const [closed] = line.arguments;
    const binding = closed?.kind === 'name' ? context.actor.names.get(closed.name) : undefined;
    // A descriptor that several actors hold stays open in the others.
    if (binding !== undefined) context.actor.names.set(binding.name, { ...binding, closed: true });
  }
}

export function checkResume(context: LineContext, line: ResumeLine, thread: number): void {
  const pending = context.actor.pending.get(thread);
  if (pending !== line.call) {
    const is = pending === undefined ? 'no call of this actor sleeps' : `this actor sleeps in ${pending}`;
    context.report(
      'resume-without-call',
      line.callSpan,
      `${is}: a line \`${line.call}(…) = <unfinished ...>\` comes before.`,
    );
  }
  context.actor.pending.delete(thread);
  const outputs = parametersOf(line.call).slice(firstOutput(line.call));
  if (line.arguments.length > 0) checkCount(context, line, outputs, line.arguments.length);
  checkArguments(context, line, outputs, claimsFailure(line.claim));
  checkClaim(context, line.call, line.claim);
}

function checkCount(
  context: LineContext,
  { call, callSpan }: CallLine | ResumeLine,
  parameters: readonly Parameter[],
  given: number,
): void {
  const least = parameters.filter(({ optional }) => !optional).length;
  if (given >= least && given <= parameters.length) return;
  const names = parameters.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(', ');
  context.report(
    'wrong-arguments',
    callSpan,
    `${call} takes ${names === '' ? 'nothing' : `(${names})`}, and ${given} ${given === 1 ? 'stands' : 'stand'} here: see ${signatures[call].page}.`,
  );
}

function checkArguments(
  context: LineContext,
  { call, arguments: given }: CallLine | ResumeLine,
  parameters: readonly Parameter[],
  fails: boolean,
): void {
  given.forEach((value, position) => {
    const parameter = parameters[position];
    if (parameter === undefined) return;
    // What a call that fails or sleeps would have written binds nothing.
    const quiet = fails && parameter.direction !== 'in' && !holdsInput(value);
    if (!quiet) checkValue(context, value, parameter.kind, parameter.direction, call === 'bind' ? 'bind' : 'reach');
  });
}

function holdsInput(value: Value): boolean {
  return value.kind === 'structure' || value.kind === 'text' || (value.kind === 'array' && value.items.length > 0);
}

/** Sandbox rules 4 and 9: lengths, and how much a block sends. */
function checkSizes(context: LineContext, { call, arguments: given, repeat }: CallLine): void {
  const parameters = parametersOf(call);
  const at = parameters.findIndex(({ kind }) => kind === 'data');
  if (at === -1) return;
  const direction = parameters[at]?.direction === 'in' ? 'in' : 'out';
  const [data, length] = [given[at], given[at + 1]];
  if (length !== undefined) checkLength(context, length, data, direction);
  const bytes = length?.kind === 'integer' ? length.value : data?.kind === 'text' ? textLength(data) : 0;
  if (direction === 'in' && bytes * (repeat?.count ?? 1) > largest.sent && length !== undefined) {
    context.report('too-large', length.span, 'A block sends 32 MiB at most.');
  }
}

function checkRepeat(context: LineContext, { call, callSpan, claim, repeat, arguments: given }: CallLine): void {
  const { returns } = signatures[call];
  const makes =
    returns === 'descriptor' ||
    returns === 'actor' ||
    parametersOf(call).some(({ kind }) => kind === 'descriptor-pair');
  const passes = given.some((value) => printValue(value).includes('SCM_RIGHTS'));
  if (makes || (passes && call === 'recvmsg')) {
    context.report(
      'repeat-not-allowed',
      callSpan,
      `${call} makes something new each time: it is written line by line, not repeated.`,
    );
  }
  if (claim.result.kind === 'unfinished') {
    context.report(
      'repeat-not-allowed',
      callSpan,
      'A call that is repeated returns: the one that sleeps is a line of its own.',
    );
  }
  if ((repeat?.count ?? 0) > mostCalls) {
    context.report('too-large', callSpan, `A call is repeated ${mostCalls.toLocaleString('en')} times at most.`);
  }
  for (const name of [repeat?.calls, repeat?.sum]) {
    if (name !== undefined) context.scope.bind(context.actor, name.name, 'number', name.span);
  }
}
