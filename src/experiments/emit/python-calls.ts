/** One line's call in Python: what stands before it, the call, and what is printed of it. */
import type { CallLine } from '../language/block.ts';
import type { ParameterKind } from '../language/signatures.ts';
import type { Value } from '../language/value.ts';
import { parametersOf } from '../language/signatures.ts';
import { encodeRawPacket } from '../replay/raw-packet.ts';
import { isName } from './c-values.ts';
import { givenRoom, memberOf, plainSite, rolesOwnPid } from './call-values.ts';
import type { CallDraft, EmittedCall } from './emitted-call.ts';
import { pythonString } from './emitted-text.ts';
import { NotEmitted } from './not-emitted.ts';
import { pyMessage, pyVectors } from './python-messages.ts';
import { pyOptionIn, pyOptionOut } from './python-options.ts';
import { pyAddress, pyData, pyDescriptor, pyName, pyNumber } from './python-values.ts';

type Other = (name: string) => Value | undefined;

export function pyCall(line: CallLine): EmittedCall {
  const draft: CallDraft = {
    before: [],
    after: [],
    tell: (at, text, result) => `tell(${at}, ${text}, ${result})`,
  };
  const parameters = parametersOf(line.call);
  const other: Other = (name) => line.arguments[parameters.findIndex((parameter) => parameter.name === name)];
  switch (line.call) {
    case 'fork':
      throw new NotEmitted('fork is made elsewhere');
    case 'kill':
      return { ...draft, call: `libc.kill(${rolesOwnPid(other('pid'))}, ${pyNumber(other('sig'))})` };
    case 'rt_sigaction':
      return { ...draft, call: signalAction(other('signum'), other('act')) };
    case 'stat':
    case 'fstat': {
      const [what] = line.arguments;
      const target = what?.kind === 'text' ? pyData(what) : pyDescriptor(what);
      draft.tell = (at, text, result) => `tell_status(${at}, ${text}, ${result})`;
      return { ...draft, call: `status_of(${target})` };
    }
    case 'dup2':
      if (isName(line.arguments[1])) {
        const target = pyName(line.arguments[1].name);
        return {
          ...draft,
          before: [`${target} = globals().get(${pythonString(target)}, 128)`],
          call: `libc.dup2(${pyDescriptor(line.arguments[0])}, ${target})`,
        };
      }
      break;
    default:
  }
  const given = parameters.map((parameter, index) => {
    const value = line.arguments[index];
    return parameter.direction === 'in'
      ? input(parameter.kind, value, parameter.name, line, draft, other)
      : output(parameter.kind, value, line, draft, other);
  });
  const count = line.call === 'fcntl' || line.call === 'open' ? Math.max(2, line.arguments.length) : given.length;
  return { ...draft, call: `libc.${line.call}(${given.slice(0, count).join(', ')})` };
}

function input(
  kind: ParameterKind,
  value: Value | undefined,
  name: string,
  line: CallLine,
  draft: CallDraft,
  other: Other,
): string {
  switch (kind) {
    case 'descriptor':
      return pyDescriptor(value);
    case 'address': {
      if (value === undefined || value.kind === 'null') return 'None';
      if (value.kind !== 'address') throw new NotEmitted('an address of another kind');
      draft.before.push(`to = ${pyAddress(value)}`);
      // A written length may be more than the address is long: then zeros follow.
      return other('addrlen') === undefined ? 'to' : 'to.ljust(256, b"\\0")';
    }
    case 'length': {
      if (value !== undefined) return pyNumber(value);
      const parameters = parametersOf(line.call);
      const before = parameters[parameters.findIndex((parameter) => parameter.name === name) - 1];
      const owner = before === undefined ? undefined : other(before.name);
      if (before?.kind === 'address') return owner === undefined || owner.kind === 'null' ? '0' : 'len(to)';
      if (before?.kind === 'vectors') return String(owner?.kind === 'array' ? owner.items.length : 0);
      return owner === undefined || owner.kind === 'null' ? '0' : 'len(given)';
    }
    case 'data':
      if (value?.kind === 'raw-packet') return `b${pythonString(encodeRawPacket(value, plainSite).toString('latin1'))}`;
      if (value?.kind !== 'text') throw new NotEmitted('data that is not written');
      return pyData(value);
    case 'integer': {
      const data = other('buf');
      if (value === undefined && name === 'len' && data?.kind === 'text')
        return String(data.bytes.length * data.repeat);
      return pyNumber(value);
    }
    case 'message':
      return pyMessage(value, true, draft);
    case 'vectors':
      pyVectors(value, true, draft);
      return 'vectors';
    case 'option-value':
      return pyOptionIn(value, draft, other('optlen') !== undefined);
    case 'poll-set':
      return pollSet(value, draft);
    case 'file-name':
      if (value?.kind !== 'text') throw new NotEmitted('a file name that is not written');
      return pyData(value);
    default:
      return pyNumber(value);
  }
}

function output(kind: ParameterKind, value: Value | undefined, line: CallLine, draft: CallDraft, other: Other): string {
  switch (kind) {
    case 'descriptor-pair':
      draft.before.push('pair = (ctypes.c_int * 2)()');
      if (value?.kind === 'array')
        value.items.forEach((item, index) => {
          if (isName(item)) draft.after.push(`${pyName(item.name)} = pair[${index}]`);
        });
      return 'pair';
    case 'data': {
      const room = pyNumber(other('len'));
      draft.tell = (at, text, result) => `tell(${at}, ${text}, ${result}, show_data(buffer, ${result}, ${room}))`;
      return 'buffer';
    }
    case 'address': {
      if (value === undefined || value.kind === 'null') return 'None';
      draft.before.push(`peer_length = ctypes.c_uint(${givenRoom(other('addrlen')) ?? 128})`);
      const data = other('buf') === undefined ? '' : `show_data(buffer, RESULT, ${pyNumber(other('len'))}) + `;
      draft.tell = (at, text, result) =>
        `tell(${at}, ${text}, ${result}, ${data.replace('RESULT', result)}show_address(peer))`;
      if (value.kind === 'address' && (value.family === 'inet' || value.family === 'inet6') && isName(value.port))
        draft.after.push(`${pyName(value.port.name)} = struct.unpack_from("!H", peer, 2)[0]`);
      return 'peer';
    }
    case 'length': {
      const parameters = parametersOf(line.call);
      const before = parameters[parameters.findIndex((parameter) => parameter.kind === 'length') - 1];
      const owner = before === undefined ? undefined : other(before.name);
      if (before?.kind === 'vectors') return String(owner?.kind === 'array' ? owner.items.length : 0);
      if (owner === undefined || owner.kind === 'null' || value?.kind === 'null') return 'None';
      const cell = before?.kind === 'option-value' ? 'length' : 'peer_length';
      const item = value?.kind === 'array' ? value.items[0] : value;
      const after = item?.kind === 'change' ? item.after : item;
      if (isName(after)) draft.after.push(`${pyName(after.name)} = ${cell}.value`);
      return `ctypes.byref(${cell})`;
    }
    case 'message':
      return pyMessage(value, false, draft);
    case 'vectors': {
      pyVectors(value, false, draft);
      draft.tell = (at, text, result) => `tell(${at}, ${text}, ${result}, show_data(buffer, ${result}, len(buffer)))`;
      return 'vectors';
    }
    case 'option-value':
      return pyOptionOut(value, draft, other);
    case 'integer-cell': {
      const item = value?.kind === 'array' ? value.items[0] : undefined;
      draft.before.push('value = ctypes.c_int()');
      if (isName(item)) draft.after.push(`${pyName(item.name)} = value.value`);
      draft.tell = (at, text, result) => `tell(${at}, ${text}, ${result}, f", [{value.value}]")`;
      return 'ctypes.byref(value)';
    }
    default:
      return 'None';
  }
}

function signalAction(signal: Value | undefined, action: Value | undefined): string {
  if (action?.kind !== 'structure') throw new NotEmitted('an action that is not written');
  const handler = memberOf(action, 'sa_handler');
  const flags = memberOf(action, 'sa_flags');
  const how = handler?.kind === 'constant' ? (handler.name === 'SIG_IGN' ? '1' : '0') : 'do_nothing';
  return `libc.sigaction(${pyNumber(signal)}, action(${how}, ${flags === undefined ? '0' : pyNumber(flags)}), None)`;
}

function pollSet(value: Value | undefined, draft: CallDraft): string {
  if (value?.kind !== 'array') return 'None';
  const entries = value.items.map((item) => {
    if (item.kind !== 'structure') throw new NotEmitted('a set that is not written');
    return `asked(${pyDescriptor(memberOf(item, 'fd'))}, ${pyNumber(memberOf(item, 'events'))})`;
  });
  draft.before.push(`polled = ctypes.create_string_buffer(${entries.join(' + ') || 'b""'})`);
  draft.tell = (at, text, result) => `tell(${at}, ${text}, ${result}, show_ready(polled, ${value.items.length}))`;
  return 'polled';
}
