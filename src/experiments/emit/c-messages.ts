/** Messages, vectors and control messages in C. */
import type { StructureValue, Value } from '../language/value.ts';
import type { CallDraft } from './emitted-call.ts';
import { cAddress, cData, cDescriptor, cName, cNumber, isName } from './c-values.ts';
import { NotEmitted } from './not-emitted.ts';
import { givenRoom, memberOf, rolesOwnPid } from './call-values.ts';

/** Receives stand one behind the other in the buffer. */
export function cVectors(value: Value | undefined, sending: boolean, draft: CallDraft): number {
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

export function cMessage(value: Value | undefined, sending: boolean, draft: CallDraft): string {
  if (value?.kind !== 'structure') throw new NotEmitted('a message that is not written');
  const count = cVectors(memberOf(value, 'msg_iov'), sending, draft);
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

function addControl(item: StructureValue, draft: CallDraft): void {
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

function bindControl(item: StructureValue, draft: CallDraft): void {
  const [level, type, data] = controlParts(item);
  if (data?.kind !== 'array') return;
  data.items.forEach((one, index) => {
    if (isName(one)) draft.after.push(`${cName(one.name)} = control_number(&message, ${level}, ${type}, ${index});`);
  });
}

export function controlSize(item: StructureValue): number {
  const type = memberOf(item, 'cmsg_type');
  const name = type?.kind === 'constant' ? type.name : '';
  const data = memberOf(item, 'cmsg_data');
  if (name === 'SCM_RIGHTS') return data?.kind === 'array' ? data.items.length * 4 : 0;
  if (name === 'SCM_CREDENTIALS') return 12;
  return name.endsWith('RECVERR') ? 44 : 4;
}
