/** Messages, vectors and control messages in Python. */
import type { StructureValue, Value } from '../language/value.ts';
import { controlSize } from './c-messages.ts';
import { isName } from './c-values.ts';
import { givenRoom, memberOf, rolesOwnPid } from './call-values.ts';
import type { CallDraft } from './emitted-call.ts';
import { NotEmitted } from './not-emitted.ts';
import { pyAddress, pyData, pyDescriptor, pyName, pyNumber } from './python-values.ts';

/** Receives stand one behind the other in the buffer. */
export function pyVectors(value: Value | undefined, sending: boolean, draft: CallDraft): number {
  const items = value?.kind === 'array' ? value.items : [];
  let at = 0;
  const entries = items.map((item) => {
    if (item.kind !== 'structure') throw new NotEmitted('vectors that are not written');
    const base = memberOf(item, 'iov_base');
    const length = memberOf(item, 'iov_len');
    if (base?.kind === 'raw-packet') throw new NotEmitted('a packet by hand in a vector');
    const natural = base?.kind === 'text' ? base.bytes.length * base.repeat : 0;
    const count = length?.kind === 'integer' ? length.value : sending ? natural : Math.max(1, natural);
    const place = sending ? (base?.kind === 'text' ? pyData(base) : 'b""') : `ctypes.addressof(buffer) + ${at}`;
    at += count;
    return `vector(${place}, ${count})`;
  });
  draft.before.push(`vectors = (Vector * ${items.length})(${entries.join(', ')})`);
  return items.length;
}

export function pyMessage(value: Value | undefined, sending: boolean, draft: CallDraft): string {
  if (value?.kind !== 'structure') throw new NotEmitted('a message that is not written');
  const count = pyVectors(memberOf(value, 'msg_iov'), sending, draft);
  const name = memberOf(value, 'msg_name');
  const fields = [`iov=ctypes.addressof(vectors), iovlen=${count}`];
  if (name !== undefined && name.kind !== 'null') {
    const length = givenRoom(memberOf(value, 'msg_namelen'));
    if (sending && name.kind === 'address') {
      draft.before.push(`to = ctypes.create_string_buffer(${pyAddress(name)}, 256)`);
      fields.push(`name=ctypes.addressof(to), namelen=${length ?? `len(${pyAddress(name)})`}`);
    } else fields.push(`name=ctypes.addressof(peer), namelen=${length ?? 128}`);
  }
  const control = memberOf(value, 'msg_control');
  const items = (control?.kind === 'array' ? control.items : []).flatMap((item) =>
    item.kind === 'structure' ? [item] : [],
  );
  const room = givenRoom(memberOf(value, 'msg_controllen'));
  if (sending && items.length > 0) {
    draft.before.push(`control = ctypes.create_string_buffer(${items.map(sentControl).join(' + ')})`);
    // create_string_buffer adds a zero.
    fields.push('control=ctypes.addressof(control), controllen=len(control) - 1');
  } else if (items.length > 0 || room !== undefined) {
    const natural = items.map((item) => 16 + Math.ceil(controlSize(item) / 8) * 8).reduce((sum, one) => sum + one, 0);
    draft.before.push('control = ctypes.create_string_buffer(4096)');
    fields.push(`control=ctypes.addressof(control), controllen=${room ?? natural}`);
  }
  draft.before.push(`message = Message(${fields.join(', ')})`);
  if (!sending) {
    draft.tell = (at, text, result) =>
      `tell(${at}, ${text}, ${result}, show_data(buffer, ${result}, sum(one.length for one in vectors)) + show_flags(message))`;
    for (const item of items) bindControl(item, draft);
  }
  return 'ctypes.byref(message)';
}

function sentControl(item: StructureValue): string {
  const data = memberOf(item, 'cmsg_data');
  const head = `${pyNumber(memberOf(item, 'cmsg_level'))}, ${pyNumber(memberOf(item, 'cmsg_type'))}`;
  if (data?.kind === 'array') return `control_message(${head}, ${data.items.map(pyDescriptor).join(', ')})`;
  if (data?.kind !== 'structure') throw new NotEmitted('control data that is not written');
  const pid = memberOf(data, 'pid');
  const numbers = [
    pid === undefined ? 'os.getpid()' : rolesOwnPid(pid),
    pyNumber(memberOf(data, 'uid')),
    pyNumber(memberOf(data, 'gid')),
  ];
  return `control_message(${head}, ${numbers.join(', ')})`;
}

function bindControl(item: StructureValue, draft: CallDraft): void {
  const data = memberOf(item, 'cmsg_data');
  if (data?.kind !== 'array') return;
  const head = `${pyNumber(memberOf(item, 'cmsg_level'))}, ${pyNumber(memberOf(item, 'cmsg_type'))}`;
  data.items.forEach((one, index) => {
    if (isName(one)) draft.after.push(`${pyName(one.name)} = control_number(message, control, ${head}, ${index})`);
  });
}
