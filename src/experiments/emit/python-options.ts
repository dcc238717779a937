/** Values of socket options in Python. */
import type { Value } from '../language/value.ts';
import { optionForm } from './c-options.ts';
import { isName } from './c-values.ts';
import { givenRoom, memberOf } from './call-values.ts';
import type { CallDraft } from './emitted-call.ts';
import { NotEmitted } from './not-emitted.ts';
import { pyData, pyName, pyNumber } from './python-values.ts';

export function pyOptionIn(value: Value | undefined, draft: CallDraft, hasLength: boolean): string {
  if (value === undefined || value.kind === 'null') return 'None';
  draft.before.push(`given = ${optionBytes(value)}`);
  return hasLength ? 'given.ljust(256, b"\\0")' : 'given';
}

function optionBytes(value: Value): string {
  if (value.kind === 'text') return pyData(value);
  if (value.kind === 'array')
    return `struct.pack("=${'i'.repeat(value.items.length)}", ${value.items.map((item) => pyNumber(item)).join(', ')})`;
  if (value.kind !== 'structure') return `struct.pack("=i", ${pyNumber(value)})`;
  const member = (name: string): string => pyNumber(memberOf(value, name));
  if (value.members.some(({ name }) => name.startsWith('tv_')))
    return `struct.pack("=qq", ${member('tv_sec')}, ${member('tv_usec')})`;
  if (value.members.some(({ name }) => name.startsWith('l_')))
    return `struct.pack("=ii", ${member('l_onoff')}, ${member('l_linger')})`;
  throw new NotEmitted('credentials as an input');
}

const layouts = {
  number: { format: '=i', size: 4, members: ['number'] },
  linger: { format: '=ii', size: 8, members: ['l_onoff', 'l_linger'] },
  time: { format: '=qq', size: 16, members: ['tv_sec', 'tv_usec'] },
  who: { format: '=iii', size: 12, members: ['pid', 'uid', 'gid'] },
} as const;

export function pyOptionOut(
  value: Value | undefined,
  draft: CallDraft,
  other: (name: string) => Value | undefined,
): string {
  if (value?.kind === 'null') return 'None';
  const form = optionForm(other('level'), other('optname'));
  const { format, size, members } = layouts[form];
  draft.before.push(
    'option = ctypes.create_string_buffer(256)',
    `length = ctypes.c_uint(${givenRoom(other('optlen')) ?? size})`,
  );
  const found = `struct.unpack_from("${format}", option)`;
  const item = value?.kind === 'array' ? value.items[0] : undefined;
  if (isName(item)) draft.after.push(`${pyName(item.name)} = ${found}[0]`);
  if (value?.kind === 'structure')
    for (const one of value.members) {
      const place = (members as readonly string[]).indexOf(one.name);
      if (isName(one.value) && one.name !== 'pid' && place >= 0)
        draft.after.push(`${pyName(one.value.name)} = ${found}[${place}]`);
    }
  draft.tell = (at, text, result) => `tell(${at}, ${text}, ${result}, show_option("${format}", option))`;
  return 'option';
}
