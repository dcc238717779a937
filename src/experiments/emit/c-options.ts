/** Values of socket options in C. */
import type { Value } from '../language/value.ts';
import type { EmittedCall, CallDraft } from './emitted-call.ts';
import { cData, cName, cNumber, isName } from './c-values.ts';
import { NotEmitted } from './not-emitted.ts';
import { givenRoom, memberOf } from './call-values.ts';

export function optionSize(value: Value | undefined): number {
  if (value === undefined || value.kind === 'null') return 0;
  if (value.kind === 'text') return value.bytes.length * value.repeat;
  if (value.kind === 'array') return value.items.length * 4;
  if (value.kind !== 'structure') return 4;
  if (memberOf(value, 'tv_sec') !== undefined || memberOf(value, 'tv_usec') !== undefined) return 16;
  return value.members.some(({ name }) => name.startsWith('l_')) ? 8 : 12;
}

export function cOptionIn(value: Value | undefined, draft: CallDraft): string {
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

export function cOptionOut(
  value: Value | undefined,
  draft: CallDraft,
  other: (name: string) => Value | undefined,
): string {
  if (value?.kind === 'null') return 'NULL';
  const form = optionForm(other('level'), other('optname'));
  const natural = { linger: 8, time: 16, who: 12, number: 4 }[form];
  draft.before.push(`length = ${givenRoom(other('optlen')) ?? natural};`);
  const bind = (item: Value | undefined, field: string): void => {
    if (isName(item)) draft.after.push(`${cName(item.name)} = (int)option.${field};`);
  };
  if (form === 'number') bind(value?.kind === 'array' ? value.items[0] : undefined, 'number');
  else if (value?.kind === 'structure')
    for (const { name: field, value: item } of value.members) if (field !== 'pid') bind(item, `${form}.${field}`);
  const tells: Record<typeof form, EmittedCall['tell']> = {
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

/** Which member of the union an option's value is. */
export function optionForm(level: Value | undefined, option: Value | undefined): 'number' | 'linger' | 'time' | 'who' {
  if (option?.kind !== 'constant' || level?.kind !== 'constant' || level.name !== 'SOL_SOCKET') return 'number';
  if (option.name === 'SO_LINGER') return 'linger';
  if (option.name === 'SO_RCVTIMEO' || option.name === 'SO_SNDTIMEO') return 'time';
  return option.name === 'SO_PEERCRED' ? 'who' : 'number';
}
