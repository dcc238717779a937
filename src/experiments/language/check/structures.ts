import { nearest } from '../cursor.ts';
import { memberKind, structures } from '../structures.ts';
import type { ValueKind } from '../structures.ts';
import type { StructureValue, Value } from '../value.ts';
import { checkValue, wrong } from './argument.ts';
import type { Direction } from './argument.ts';
import type { LineContext } from './context.ts';
import { checkLength } from './data.ts';

/** What the kernel writes in a structure that is otherwise an input, and what stays an input in one that it writes. */
const alwaysGiven: readonly string[] = ['iov_len', 'msg_iovlen', 'cmsg_len', 'fd', 'events'];

/** A structure, or an array of structures, with the members that `structures.ts` lists. */
export function checkStructures(context: LineContext, value: Value, kind: ValueKind, direction: Direction): void {
  const table = structures[kind];
  if (table === undefined) return;
  if (value.kind === 'null' || (value.kind === 'any' && direction !== 'in')) return;
  if (kind === 'control-data' && value.kind === 'array') {
    for (const item of value.items) checkControlItem(context, item, direction);
    return;
  }
  const items = table.array && value.kind === 'array' ? value.items : [value];
  if (table.array !== (value.kind === 'array')) {
    wrong(
      context,
      value,
      table.array ? 'An array of structures is expected here: `[{…}]`.' : 'A structure is expected here: `{…}`.',
    );
    return;
  }
  for (const item of items) {
    if (item.kind === 'structure') checkMembers(context, item, kind, table.members, direction);
    else
      wrong(
        context,
        item,
        `A structure is expected here: \`{${Object.keys(table.members).slice(0, 3).join('=…, ')}=…}\`.`,
      );
  }
}

/** SCM_RIGHTS carries descriptors. */
function checkControlItem(context: LineContext, item: Value, direction: Direction): void {
  checkValue(context, item, 'descriptor', direction === 'in' ? 'in' : 'out');
}

function checkMembers(
  context: LineContext,
  structure: StructureValue,
  kind: ValueKind,
  known: Readonly<Record<string, ValueKind>>,
  direction: Direction,
): void {
  const { members } = structure;
  for (const member of members) {
    const found = memberKind(kind, structure, member.name);
    if (found === undefined) {
      const names = Object.keys(known).filter((name) => known[name] !== 'ignored');
      const expected = nearest(member.name, names);
      const advice = expected[0] === undefined ? `there are ${names.join(', ')}` : `did you mean \`${expected[0]}\`?`;
      context.report(
        'unknown-member',
        member.span,
        `This structure has no member \`${member.name}\`: ${advice}.`,
        expected,
      );
      continue;
    }
    const way = alwaysGiven.includes(member.name) ? 'in' : direction === 'inout' ? 'out' : direction;
    checkValue(context, member.value, found, way);
  }
  if (kind !== 'vectors') return;
  const base = members.find(({ name }) => name === 'iov_base')?.value;
  const length = members.find(({ name }) => name === 'iov_len')?.value;
  if (length !== undefined) checkLength(context, length, base, direction === 'in' ? 'in' : 'out');
}
