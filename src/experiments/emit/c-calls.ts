/** One line's call in C: what stands before it, the call, and what is printed of it. */
import type { CallLine } from '../language/block.ts';
import type { StructureValue, Value } from '../language/value.ts';
import type { ParameterKind } from '../language/signatures.ts';
import { parametersOf } from '../language/signatures.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { encodeRawPacket } from '../replay/raw-packet.ts';
import { cString } from './emitted-text.ts';
import { NotEmitted, cAddress, cData, cDescriptor, cName, cNumber, isName } from './c-values.ts';
import { givenRoom, memberOf, plainSite, rolesOwnPid } from './call-values.ts';

export interface CCall {
  /** Statements that make the arguments ready. */
  readonly before: readonly string[];
  readonly call: string;
  /** What it prints besides the result: a statement that takes the line's number, text and result. */
  readonly tell: (line: number, text: string, result: string) => string;
  /** Statements that give names their values. */
  readonly after: readonly string[];
}

interface Draft {
  before: string[];
  after: string[];
  tell: CCall['tell'];
}

const plainTell: CCall['tell'] = (line, text, result) => `tell(${line}, ${text}, ${result});`;

/** The most room that any receive of the program asks for. */
export const bufferSize = 'sizeof buffer';

export function cCall(line: CallLine): CCall {
  const draft: Draft = { before: [], after: [], tell: plainTell };
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
  draft: Draft,
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
      return message(value, true, draft);
    case 'vectors':
      vectors(value, true, draft);
      return 'vectors';
    case 'option-value':
      return optionIn(value, draft);
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
  draft: Draft,
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
      return message(value, false, draft);
    case 'vectors':
      vectors(value, false, draft);
      draft.tell = (at, text, result) => `tell_data(${at}, ${text}, ${result}, buffer, sizeof buffer);`;
      return 'vectors';
    case 'option-value':
      return optionOut(value, draft, other);
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

function pollSet(value: Value | undefined, draft: Draft): string {
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

/** Receives stand one behind the other in the buffer. */
function vectors(value: Value | undefined, sending: boolean, draft: Draft): number {
  if (value?.kind !== 'array') return 0;
  const rooms: string[] = [];
  value.items.forEach((item, index) => {
    if (item.kind !== 'structure') throw new NotEmitted('vectors that are not written');
    const base = memberOf(item, 'iov_base');
    const length = memberOf(item, 'iov_len');
    const data =
      base?.kind === 'text' ? cData(base) : base?.kind === 'raw-packet' ? undefined : { bytes: '""', length: 0 };
    if (data === undefined) throw new NotEmitted('a packet by hand in a vector');
    const count = length === undefined ? String(sending ? data.length : Math.max(1, data.length)) : cNumber(length);
    const place = sending ? data.bytes : ['buffer', ...rooms].join(' + ');
    draft.before.push(`vectors[${index}] = (struct iovec){ ${place}, ${count} };`);
    rooms.push(count);
  });
  return value.items.length;
}

function message(value: Value | undefined, sending: boolean, draft: Draft): string {
  if (value?.kind !== 'structure') throw new NotEmitted('a message that is not written');
  const count = vectors(memberOf(value, 'msg_iov'), sending, draft);
  const fields = [`.msg_iov = vectors, .msg_iovlen = ${count}`];
  const name = memberOf(value, 'msg_name');
  if (name !== undefined && name.kind !== 'null') {
    if (sending && name.kind === 'address') draft.before.push(`to = ${cAddress(name)};`);
    const length = givenRoom(memberOf(value, 'msg_namelen'));
    fields.push(
      sending
        ? `.msg_name = &to, .msg_namelen = ${length ?? 'to.length'}`
        : `.msg_name = &from, .msg_namelen = ${length ?? 'sizeof from.room'}`,
    );
  }
  const control = memberOf(value, 'msg_control');
  const items = control?.kind === 'array' ? control.items : [];
  const room = givenRoom(memberOf(value, 'msg_controllen'));
  if (!sending && (items.length > 0 || room !== undefined)) {
    const natural = items.map((item) => `CMSG_SPACE(${item.kind === 'structure' ? controlSize(item) : 0})`).join(' + ');
    fields.push(`.msg_control = control, .msg_controllen = ${room ?? natural}`);
  }
  draft.before.push(`message = (struct msghdr){ ${fields.join(', ')} };`);
  if (sending) for (const item of items) if (item.kind === 'structure') addControl(item, draft);
  if (!sending) {
    draft.tell = (at, text, result) => `tell_message(${at}, ${text}, ${result}, &message);`;
    for (const item of items) if (item.kind === 'structure') bindControl(item, draft);
  }
  return '&message';
}

function addControl(item: StructureValue, draft: Draft): void {
  const [level, type, data] = controlParts(item);
  if (data?.kind === 'array') {
    const numbers = data.items.map((one) => cDescriptor(one)).join(', ');
    draft.before.push(`add_control(&message, ${level}, ${type}, (int[]){ ${numbers} }, ${data.items.length * 4});`);
  } else if (data?.kind === 'structure') {
    const pid = memberOf(data, 'pid');
    const numbers = [
      pid === undefined ? 'getpid()' : rolesOwnPid(pid),
      cNumber(memberOf(data, 'uid')),
      cNumber(memberOf(data, 'gid')),
    ];
    draft.before.push(`add_control(&message, ${level}, ${type}, (int[]){ ${numbers.join(', ')} }, 12);`);
  } else throw new NotEmitted('control data that is not written');
}

function controlParts(item: StructureValue): [string, string, Value | undefined] {
  return [cNumber(memberOf(item, 'cmsg_level')), cNumber(memberOf(item, 'cmsg_type')), memberOf(item, 'cmsg_data')];
}

function bindControl(item: StructureValue, draft: Draft): void {
  const [level, type, data] = controlParts(item);
  if (data?.kind !== 'array') return;
  data.items.forEach((one, index) => {
    if (isName(one)) draft.after.push(`${cName(one.name)} = control_number(&message, ${level}, ${type}, ${index});`);
  });
}

function controlSize(item: StructureValue): number {
  const type = memberOf(item, 'cmsg_type');
  const name = type?.kind === 'constant' ? type.name : '';
  const data = memberOf(item, 'cmsg_data');
  if (name === 'SCM_RIGHTS') return data?.kind === 'array' ? data.items.length * 4 : 0;
  if (name === 'SCM_CREDENTIALS') return 12;
  return name.endsWith('RECVERR') ? 44 : 4;
}

function optionSize(value: Value | undefined): number {
  if (value === undefined || value.kind === 'null') return 0;
  if (value.kind === 'text') return value.bytes.length * value.repeat;
  if (value.kind === 'array') return value.items.length * 4;
  if (value.kind !== 'structure') return 4;
  if (memberOf(value, 'tv_sec') !== undefined || memberOf(value, 'tv_usec') !== undefined) return 16;
  return value.members.some(({ name }) => name.startsWith('l_')) ? 8 : 12;
}

function optionIn(value: Value | undefined, draft: Draft): string {
  if (value === undefined || value.kind === 'null') return 'NULL';
  if (value.kind === 'text') {
    const { bytes, length } = cData(value);
    draft.before.push(`memcpy(option.room, ${bytes}, ${length});`);
  } else if (value.kind === 'structure') {
    const size = optionSize(value);
    const member = (name: string): string => cNumber(memberOf(value, name));
    if (size === 16)
      draft.before.push(
        `option.time = (struct timeval){ .tv_sec = ${member('tv_sec')}, .tv_usec = ${member('tv_usec')} };`,
      );
    else if (size === 8)
      draft.before.push(
        `option.linger = (struct linger){ .l_onoff = ${member('l_onoff')}, .l_linger = ${member('l_linger')} };`,
      );
    else throw new NotEmitted('credentials as an input');
  } else if (value.kind === 'array' && value.items.length > 1) throw new NotEmitted('several numbers as an option');
  else draft.before.push(`option.number = ${cNumber(value)};`);
  return '&option';
}

function optionOut(value: Value | undefined, draft: Draft, other: (name: string) => Value | undefined): string {
  if (value?.kind === 'null') return 'NULL';
  const option = other('optname');
  const level = other('level');
  const name =
    option?.kind === 'constant' && level?.kind === 'constant' && level.name === 'SOL_SOCKET' ? option.name : '';
  const form =
    name === 'SO_LINGER'
      ? 'linger'
      : name === 'SO_RCVTIMEO' || name === 'SO_SNDTIMEO'
        ? 'time'
        : name === 'SO_PEERCRED'
          ? 'who'
          : 'number';
  const natural = { linger: 8, time: 16, who: 12, number: 4 }[form];
  draft.before.push(`length = ${givenRoom(other('optlen')) ?? natural};`);
  const bind = (item: Value | undefined, field: string): void => {
    if (isName(item)) draft.after.push(`${cName(item.name)} = (int)option.${field};`);
  };
  if (form === 'number') bind(value?.kind === 'array' ? value.items[0] : undefined, 'number');
  else if (value?.kind === 'structure')
    for (const { name: field, value: item } of value.members) if (field !== 'pid') bind(item, `${form}.${field}`);
  const tells: Record<typeof form, CCall['tell']> = {
    number: (at, text, result) => `tell_number(${at}, ${text}, ${result}, option.number);`,
    linger: (at, text, result) =>
      `tell_numbers(${at}, ${text}, ${result}, option.linger.l_onoff, option.linger.l_linger);`,
    time: (at, text, result) =>
      `tell_numbers(${at}, ${text}, ${result}, (int)option.time.tv_sec, (int)option.time.tv_usec);`,
    who: (at, text, result) => `tell_numbers(${at}, ${text}, ${result}, (int)option.who.uid, (int)option.who.gid);`,
  };
  draft.tell = tells[form];
  return '&option';
}

/** Constants that older headers lack, with Linux's numbers. */
export function fallbacks(names: Iterable<string>): readonly string[] {
  return [...names].flatMap((name) => {
    const number = constantNumber(name, { name: 'linux', arch: 'x64' });
    return number === undefined ? [] : [`#ifndef ${name}`, `#define ${name} ${number}`, '#endif'];
  });
}
