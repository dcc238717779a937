import { constantLists, unknownValue } from '../constants.ts';
import type { ValueKind } from '../structures.ts';
import type { Value } from '../value.ts';
import { checkAddress } from './addresses.ts';
import { checkChoice, checkConstant, isListed } from './constants.ts';
import type { LineContext } from './context.ts';
import { checkData, checkFileName, largest } from './data.ts';
import { checkStructures } from './structures.ts';

/** How an argument's value travels; an address in an input is bound or reached. */
export type Direction = 'in' | 'out' | 'inout';

/** Checks a value for its place, and binds and uses the names in it. */
export function checkValue(
  context: LineContext,
  value: Value,
  kind: ValueKind,
  direction: Direction,
  addressUse: 'bind' | 'reach' = 'reach',
): void {
  switch (kind) {
    case 'descriptor':
      checkDescriptor(context, value, direction);
      return;
    case 'target-descriptor':
      if (value.kind === 'name') context.scope.bind(context.actor, value.name, 'descriptor', value.span);
      else wrong(context, value, 'dup2’s target is a name: it binds it, or closes and replaces what it names.');
      return;
    case 'descriptor-pair':
      checkPair(context, value);
      return;
    case 'address':
      if (value.kind === 'address') checkAddress(context, value, direction === 'in' ? addressUse : 'told');
      else if (value.kind !== 'null' && !(value.kind === 'any' && direction !== 'in')) {
        wrong(
          context,
          value,
          'An address is expected here: `127.0.0.1:8080`, `[::1]:8080`, `"path"`, `@"name"` or NULL.',
        );
      }
      return;
    case 'length':
      checkLengthCell(context, value, direction);
      return;
    case 'integer':
      if (value.kind !== 'integer' && !(direction === 'out' && isTold(value)))
        wrong(context, value, 'A number is expected here.');
      else bindTold(context, value, direction);
      return;
    case 'data':
      checkData(context, value, direction === 'in' ? 'in' : 'out');
      return;
    case 'option-value':
      checkOptionValue(context, value, direction);
      return;
    case 'integer-cell':
      checkCell(context, value, direction);
      return;
    case 'file-name':
      if (value.kind === 'text') checkFileName(context, value);
      else wrong(context, value, 'The name of a file is a "text".');
      return;
    case 'actor':
      checkActor(context, value, direction);
      return;
    case 'mode':
      checkMode(context, value, direction);
      return;
    case 'signal-handler':
      if (value.kind === 'name' && value.name === 'catch') return;
      if (value.kind === 'constant' && isListed('signal-handler', value.name)) return;
      wrong(context, value, 'A signal is handled by SIG_IGN, SIG_DFL or `catch`.', ['SIG_IGN', 'SIG_DFL', 'catch']);
      return;
    case 'errno':
      if (value.kind === 'constant') checkConstant(context, value, 'errno');
      else if (value.kind !== 'any') wrong(context, value, 'The name of an error is expected here.');
      return;
    case 'message':
    case 'vectors':
    case 'control-list':
    case 'control-data':
    case 'poll-set':
    case 'signal-action':
    case 'file-status':
      checkStructures(context, value, kind, direction);
      return;
    case 'ignored':
      return;
    case 'fcntl-command':
    case 'ioctl-request':
      checkClosed(context, value, kind);
      return;
    case 'family':
    case 'protocol':
    case 'level':
    case 'option':
    case 'how':
    case 'whence':
    case 'signal':
    case 'control-type':
    case 'error-origin':
      if (direction === 'in' || value.kind !== 'any') checkChoice(context, value, kind, false);
      return;
    case 'socket-type':
    case 'accept-flags':
    case 'message-flags':
    case 'status-flags':
    case 'open-flags':
    case 'pipe-flags':
    case 'poll-events':
    case 'signal-action-flags':
      if (direction === 'in' || value.kind !== 'any') checkChoice(context, value, kind, true);
  }
}

export function wrong(context: LineContext, value: Value, message: string, expected?: readonly string[]): void {
  context.report('wrong-argument', value.span, message, expected);
}

function isTold(value: Value): boolean {
  return value.kind === 'integer' || value.kind === 'any' || value.kind === 'name';
}

function bindTold({ scope, actor }: LineContext, value: Value, direction: Direction): void {
  if (value.kind !== 'name') return;
  if (direction === 'in') scope.use(actor, value.name, 'number', value.span);
  else scope.bind(actor, value.name, 'number', value.span);
}

function checkDescriptor(context: LineContext, value: Value, direction: Direction): void {
  const { scope, actor } = context;
  if (value.kind === 'name') {
    if (direction === 'in') scope.use(actor, value.name, 'descriptor', value.span);
    else scope.bind(actor, value.name, 'descriptor', value.span);
  } else if (value.kind !== 'any' && !(value.kind === 'integer' && value.value === -1)) {
    wrong(context, value, 'A descriptor is a name that a line before bound, or -1: never a number of its own.');
  }
}

function checkPair(context: LineContext, value: Value): void {
  if (value.kind === 'any' || value.kind === 'null') return;
  if (value.kind !== 'array' || value.items.length !== 2) {
    wrong(context, value, 'Two names stand here, which it binds: `[a, b]`.');
    return;
  }
  for (const item of value.items) checkDescriptor(context, item, 'out');
}

/** `16` on the way in; `[16]`, `[128 => 16]`, `[size]` where the kernel answers. */
function checkLengthCell(context: LineContext, value: Value, direction: Direction): void {
  if (direction === 'in') {
    if (value.kind !== 'integer') wrong(context, value, 'A length is a number.');
    else if (value.value < 0 || value.value > largest.structure) {
      context.report('too-large', value.span, `A structure is at most ${largest.structure} bytes long.`);
    }
    return;
  }
  if (value.kind === 'change') checkChange(context, value);
  else if (value.kind === 'integer') checkLengthCell(context, value, 'in');
  else if (value.kind !== 'null' && value.kind !== 'any') checkCell(context, value, 'out');
}

function checkChange(context: LineContext, { before, after }: Extract<Value, { kind: 'change' }>): void {
  if (before.value < 0 || before.value > largest.received) {
    context.report('too-large', before.span, 'A length is a number from 0 to 1 MiB.');
  }
  bindTold(context, after, 'out');
}

/** `[n]`: one number that the kernel reads or writes. */
function checkCell(context: LineContext, value: Value, direction: Direction): void {
  if (direction !== 'in' && (value.kind === 'any' || value.kind === 'null')) return;
  const [item, ...more] = value.kind === 'array' ? value.items : [];
  if (item?.kind === 'change' && more.length === 0) checkChange(context, item);
  else if (item !== undefined && more.length === 0 && isTold(item)) bindTold(context, item, direction);
  else wrong(context, value, 'One number in brackets is expected here: `[4]`, or a name to bind: `[size]`.');
}

function checkOptionValue(context: LineContext, value: Value, direction: Direction): void {
  const item = value.kind === 'array' && value.items.length === 1 ? value.items[0] : undefined;
  if (item?.kind === 'constant') {
    checkConstant(context, item, 'option-value', 'errno');
  } else if (value.kind === 'structure') {
    checkStructures(context, value, 'option-value', direction);
  } else if (value.kind === 'null' && direction === 'in') {
    return;
  } else if (value.kind === 'array') checkCell(context, value, direction);
  else if (direction === 'in' || (value.kind !== 'any' && value.kind !== 'null')) {
    wrong(context, value, 'An option’s value is `[1]`, `{l_onoff=1, l_linger=0}` or `{tv_sec=0, tv_usec=50000}`.');
  }
}

/** Sandbox rule 6: an actor by its name, never a process by its number. */
function checkActor(context: LineContext, value: Value, direction: Direction): void {
  if (value.kind === 'name') {
    if (context.scope.actors.has(value.name) || direction !== 'in') return;
    const known = [...context.scope.actors.keys()];
    context.report(
      'unknown-actor',
      value.span,
      `No actor is called \`${value.name}\`: a process is named by its actor.`,
      known,
    );
  } else if (direction === 'in' || (value.kind !== 'integer' && value.kind !== 'any')) {
    wrong(context, value, 'A process is named by its actor, never by a number.');
  }
}

/** Sandbox rule 8: permissions only. */
function checkMode(context: LineContext, value: Value, direction: Direction): void {
  if (direction !== 'in') {
    for (const member of value.kind === 'flags' ? value.members : [value]) {
      if (member.kind === 'constant') checkConstant(context, member, 'mode');
      else if (member.kind === 'name') bindTold(context, member, 'out');
      else if (member.kind !== 'integer' && member.kind !== 'any') wrong(context, value, 'A mode is `S_IFSOCK|0755`.');
    }
    return;
  }
  if (value.kind === 'integer' && value.value >= 0 && value.value <= 0o777) return;
  wrong(context, value, 'A mode is 0 to 0777: permissions, written in octal.');
}

/** A number is no way round a closed list. */
function checkClosed(context: LineContext, value: Value, kind: 'fcntl-command' | 'ioctl-request'): void {
  if (value.kind === 'integer' && value.value === unknownValue) return;
  if (value.kind === 'constant') checkConstant(context, value, kind);
  else wrong(context, value, `One of ${constantLists[kind].join(', ')} is expected here.`, constantLists[kind]);
}
