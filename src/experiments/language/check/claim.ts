import type { Claim, Result } from '../claim.ts';
import { constantLists } from '../constants.ts';
import type { ConstantList } from '../constants.ts';
import { signatures } from '../signatures.ts';
import type { CallName } from '../signatures.ts';
import type { Span } from '../value.ts';
import { checkValue } from './argument.ts';
import { checkConstant } from './constants.ts';
import type { LineContext } from './context.ts';

const allLists = Object.keys(constantLists) as ConstantList[]; // The keys of the table are its lists.

/** Whether the line claims that its call fails. */
export function claimsFailure({ result }: Claim): boolean {
  return result.kind === 'error' || (result.kind === 'integer' && result.value === -1);
}

export function checkClaim(context: LineContext, call: CallName, claim: Claim): void {
  checkResult(context, call, claim.result);
  const systems = new Set<string>();
  for (const { system, result, span } of claim.alternatives) {
    if (systems.has(system)) context.report('twice-said', span, `What ${system} answers is said twice.`);
    systems.add(system);
    checkResult(context, call, result);
  }
  if (claim.asked && (claim.result.kind === 'any' || claim.result.kind === 'unknown')) {
    context.report(
      'nothing-to-ask',
      claim.span,
      'This line claims nothing that a quiz could ask: write the result, or `=`.',
    );
  }
}

function checkResult(context: LineContext, call: CallName, result: Result): void {
  switch (result.kind) {
    case 'error':
      checkConstant(context, { name: result.errno, span: result.span }, 'errno');
      return;
    case 'name':
      bindResult(context, call, result.name, result.span);
      return;
    case 'constant':
      checkConstant(context, result, ...allLists);
      return;
    case 'flags':
      if (signatures[call].returns !== 'flags') {
        context.report('wrong-result', result.span, `${call} returns no flags.`);
      }
      for (const name of result.flags) checkConstant(context, { name, span: result.span }, 'status-flags');
      return;
    case 'ready':
      if (signatures[call].returns === 'ready') checkValue(context, result.ready, 'poll-set', 'out');
      else
        context.report('wrong-result', result.span, `${call} returns no descriptors that are ready: only poll does.`);
      return;
    case 'integer':
      if (result.value >= -1) return;
      context.report(
        'wrong-result',
        result.span,
        'A call that fails returns -1: write `-1` and the name of its error.',
      );
      return;
    case 'positive':
    case 'any':
    case 'unfinished':
    case 'unknown':
      return;
  }
}

function bindResult({ scope, actor, report }: LineContext, call: CallName, name: string, span: Span): void {
  const { returns } = signatures[call];
  if (returns === 'actor') scope.fork(actor, name, span);
  else if (returns === 'zero')
    report('wrong-result', span, `${call} returns 0 or -1: a name has nothing to bind here.`);
  else scope.bind(actor, name, returns === 'descriptor' ? 'descriptor' : 'number', span);
}
