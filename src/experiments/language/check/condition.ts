import type { Condition, Operand, Sum } from '../condition.ts';
import { constantLists } from '../constants.ts';
import type { ConstantList } from '../constants.ts';
import type { PacketLine } from '../block.ts';
import { checkConstant } from './constants.ts';
import type { ActorScope, Report, Scope } from './scope.ts';

const allLists = Object.keys(constantLists) as ConstantList[]; // The keys of the table are its lists.

interface ConditionContext {
  readonly report: Report;
  readonly scope: Scope;
  /** The actor in front of the line, if one stands there. */
  readonly actor: ActorScope | undefined;
}

export function checkCondition(context: ConditionContext, { left, comparison, span }: Condition): void {
  const asksState = [left, comparison?.right].some((sum) => sum !== undefined && isState(sum));
  checkSum(context, left, asksState);
  if (comparison === undefined) {
    if (asksState) context.report('wrong-condition', span, 'A state is compared: `state(c) == ESTABLISHED`.');
    return;
  }
  checkSum(context, comparison.right, asksState);
  if (asksState && comparison.operator !== '==' && comparison.operator !== '!=') {
    context.report('wrong-condition', span, 'States are equal or not: compare them by `==` or `!=`.');
  }
}

function isState({ terms }: Sum): boolean {
  return terms.some(({ operand }) => operand.kind === 'query' && operand.query === 'state');
}

function checkSum(context: ConditionContext, { terms, span }: Sum, asksState: boolean): void {
  for (const { operand } of terms) checkOperand(context, operand, asksState);
  if (asksState && terms.length > 1) {
    context.report('wrong-condition', span, 'A state is no number: nothing can be added to it.');
  }
}

function checkOperand(context: ConditionContext, operand: Operand, asksState: boolean): void {
  switch (operand.kind) {
    case 'integer':
      return;
    case 'constant':
      checkConstant(context, operand, ...(asksState ? (['tcp-state'] as const) : allLists));
      return;
    case 'name':
      context.scope.refer(operand.name, operand.actor, context.actor, operand.span);
      return;
    case 'query':
      if (operand.query === 'sysctl') checkVariable(context, operand.variable, operand.span);
      else {
        const asked = operand.query === 'state' ? operand.of : operand.descriptor;
        if (asked.kind === 'name') context.scope.refer(asked.name, asked.actor, context.actor, asked.span);
        else if (asked.port.kind === 'name') {
          context.scope.refer(asked.port.name, undefined, context.actor, asked.port.span);
        }
      }
  }
}

/** Sandbox rule 8. */
function checkVariable({ report }: ConditionContext, variable: string, span: Operand['span']): void {
  if (/^net\.(core|ipv4|ipv6|unix)\.[a-z0-9_]+$/.test(variable)) return;
  report(
    'sysctl-outside',
    span,
    'sysctl reads `net.core.…`, `net.ipv4.…`, `net.ipv6.…` and `net.unix.…`, one number each.',
  );
}

export function checkPacket(context: ConditionContext, { from, to }: PacketLine): void {
  for (const end of [from, to]) {
    if (end.kind === 'name') context.scope.refer(end.name, end.actor, undefined, end.span);
    else if (end.port.kind === 'name') context.scope.refer(end.port.name, undefined, undefined, end.port.span);
  }
}
