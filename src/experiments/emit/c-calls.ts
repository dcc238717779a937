/** One line's call in C: what stands before it, the call, and what is printed of it. */
import type { CallLine } from '../language/block.ts';
import type { Value } from '../language/value.ts';
import type { ParameterKind } from '../language/signatures.ts';
import { parametersOf } from '../language/signatures.ts';
import { encodeRawPacket } from '../replay/raw-packet.ts';
import { cString } from './emitted-text.ts';
import { cAddress, cData, cDescriptor, cName, cNumber, isName } from './c-values.ts';
import { NotEmitted } from './not-emitted.ts';
import { givenRoom, memberOf, plainSite, rolesOwnPid } from './call-values.ts';
import type { EmittedCall, CallDraft } from './emitted-call.ts';
import { cMessage, cVectors } from './c-messages.ts';
import { cOptionIn, cOptionOut, optionSize } from './c-options.ts';

const plainTell: EmittedCall['tell'] = (line, text, result) => `tell(${line}, ${text}, ${result});`;

export function cCall(line: CallLine): EmittedCall {
  const draft: CallDraft = { before: [], after: [], tell: plainTell };
  const parameters = parametersOf(line.call);
  const other = (name: string): Value | undefined =>
    line.arguments[parameters.findIndex((parameter) => parameter.name === name)];
  if (line.call === 'fork') throw new NotEmitted('fork is made elsewhere');
  if (line.call === 'kill') return { ...draft, call: `kill(${rolesOwnPid(other('pid'))}, ${cNumber(other('sig'))})` };
  if (line.call === 'rt_sigaction') return { ...draft, call: signalAction(other('signum'), other('act')) };
  if (line.call === 'dup2' && isName(other('newfd'))) {
    const target = cName(nameOf(other('newfd')));
    return {
      ...draft,
      before: [`if (${target} <= 0)`, `    ${target} = 128;`],
      call: `dup2(${cDescriptor(other('oldfd') ?? line.arguments[0])}, ${target})`,
    };
  }
  const given = parameters.map((parameter, index) => {
    const value = line.arguments[index];
    if (parameter.direction === 'in') return input(parameter.kind, value, parameter.name, line, draft, other);
    return output(parameter.kind, value, line, draft, other);
  });
  return { ...draft, call: `${line.call}(${trimmed(line, given).join(', ')})` };
}

function nameOf(value: Value | undefined): string {
  return isName(value) ? value.name : '';
}

/** fcntl's third argument may be missing. */
function trimmed(line: CallLine, given: readonly string[]): readonly string[] {
  return line.call === 'fcntl' || line.call === 'open' ? given.slice(0, Math.max(2, line.arguments.length)) : given;
}

function input(
  kind: ParameterKind,
  value: Value | undefined,
  name: string,
  line: CallLine,
  draft: CallDraft,
  other: (name: string) => Value | undefined,
): string {
  switch (kind) {
    case 'descriptor':
      return cDescriptor(value);
    case 'address':
      if (value === undefined || value.kind === 'null') return 'NULL';
      if (value.kind !== 'address') throw new NotEmitted('an address of another kind');
      draft.before.push(`to = ${cAddress(value)};`);
      return '&to.any';
    case 'length': {
      const parameters = parametersOf(line.call);
      const before = parameters[parameters.findIndex((parameter) => parameter.name === name) - 1];
      const owner = before === undefined ? undefined : other(before.name);
      if (value !== undefined) return cNumber(value);
      if (before?.kind === 'address') return owner === undefined || owner.kind === 'null' ? '0' : 'to.length';
      if (before?.kind === 'vectors') return String(owner?.kind === 'array' ? owner.items.length : 0);
      return String(optionSize(owner));
    }
    case 'data':
      if (value?.kind === 'raw-packet') return cString(encodeRawPacket(value, plainSite).toString('latin1'));
      if (value?.kind !== 'text') throw new NotEmitted('data that is not written');
      return cData(value).bytes;
    case 'integer': {
      const data = other('buf');
      if (value === undefined && name === 'len' && data?.kind === 'text') return String(cData(data).length);
      return cNumber(value);
    }
    case 'message':
      return cMessage(value, true, draft);
    case 'vectors':
      cVectors(value, true, draft);
      return 'vectors';
    case 'option-value':
      return cOptionIn(value, draft);
    case 'poll-set':
      return pollSet(value, draft);
    case 'file-name':
      if (value?.kind !== 'text') throw new NotEmitted('a file name that is not written');
      return cData(value).bytes;
    default:
      return cNumber(value);
  }
}

function output(
  kind: ParameterKind,
  value: Value | undefined,
  line: CallLine,
  draft: CallDraft,
  other: (name: string) => Value | undefined,
): string {
  switch (kind) {
    case 'descriptor-pair':
      if (value?.kind === 'array')
        value.items.forEach((item, index) => {
          if (isName(item)) draft.after.push(`${cName(item.name)} = pair[${index}];`);
        });
      return 'pair';
    case 'data':
      draft.tell = (at, text, result) => `tell_data(${at}, ${text}, ${result}, buffer, ${cNumber(other('len'))});`;
      return 'buffer';
    case 'address': {
      if (value === undefined || value.kind === 'null') return 'NULL';
      draft.before.push(`from.length = ${givenRoom(other('addrlen')) ?? 'sizeof from.room'};`);
      const withData = other('buf') !== undefined;
      draft.tell = withData
        ? (at, text, result) => `tell_data_from(${at}, ${text}, ${result}, buffer, ${cNumber(other('len'))}, &from);`
        : (at, text, result) => `tell_address(${at}, ${text}, ${result}, &from);`;
      if (value.kind === 'address' && (value.family === 'inet' || value.family === 'inet6') && isName(value.port))
        draft.after.push(`${cName(value.port.name)} = port_of(&from);`);
      return '&from.any';
    }
    case 'length': {
      const parameters = parametersOf(line.call);
      const before = parameters[parameters.findIndex((parameter) => parameter.kind === 'length') - 1];
      const owner = before === undefined ? undefined : other(before.name);
      if (before?.kind === 'vectors') return String(owner?.kind === 'array' ? owner.items.length : 0);
      if (owner === undefined || owner.kind === 'null' || value?.kind === 'null') return 'NULL';
      const cell = before?.kind === 'option-value' ? 'length' : 'from.length';
      const item = value?.kind === 'array' ? value.items[0] : value;
      const after = item?.kind === 'change' ? item.after : item;
      if (isName(after)) draft.after.push(`${cName(after.name)} = (int)${cell};`);
      return `&${cell}`;
    }
    case 'message':
      return cMessage(value, false, draft);
    case 'vectors':
      cVectors(value, false, draft);
      draft.tell = (at, text, result) => `tell_data(${at}, ${text}, ${result}, buffer, sizeof buffer);`;
      return 'vectors';
    case 'option-value':
      return cOptionOut(value, draft, other);
    case 'integer-cell': {
      const item = value?.kind === 'array' ? value.items[0] : undefined;
      if (isName(item)) draft.after.push(`${cName(item.name)} = value;`);
      draft.tell = (at, text, result) => `tell_number(${at}, ${text}, ${result}, value);`;
      return '&value';
    }
    case 'file-status':
      draft.tell = (at, text, result) => `tell_status(${at}, ${text}, ${result}, &status);`;
      return '&status';
    default:
      return 'NULL';
  }
}

function signalAction(signal: Value | undefined, action: Value | undefined): string {
  if (action?.kind !== 'structure') throw new NotEmitted('an action that is not written');
  const handler = memberOf(action, 'sa_handler');
  const flags = memberOf(action, 'sa_flags');
  const how = handler?.kind === 'constant' ? handler.name : isName(handler) ? 'count_signal' : 'SIG_DFL';
  const also = flags === undefined ? '' : `, .sa_flags = ${cNumber(flags)}`;
  return `sigaction(${cNumber(signal)}, &(struct sigaction){ .sa_handler = ${how}${also} }, NULL)`;
}

function pollSet(value: Value | undefined, draft: CallDraft): string {
  if (value?.kind !== 'array') return 'NULL';
  value.items.forEach((item, index) => {
    if (item.kind !== 'structure') throw new NotEmitted('a set that is not written');
    const events = memberOf(item, 'events');
    draft.before.push(
      `polled[${index}] = (struct pollfd){ .fd = ${cDescriptor(memberOf(item, 'fd'))}, .events = ${cNumber(events)} };`,
    );
  });
  draft.tell = (at, text, result) => `tell_ready(${at}, ${text}, ${result}, polled, ${value.items.length});`;
  return 'polled';
}
