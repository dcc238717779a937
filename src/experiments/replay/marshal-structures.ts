import type { Value } from '../language/value.ts';
import type { Marshalled, Place } from './marshal.ts';
import { fileStatus } from '../kernel/file-status.ts';
import { constantName } from '../kernel/numbers.ts';
import { readSignalAction, signalActionSize } from '../kernel/signals.ts';
import { memberOf } from './marshal-message.ts';
import { required } from './marshal.ts';
import { array, constant, flags, integer, structure, unseenValue } from './observed.ts';
import { LineFault } from './outcome.ts';
import { descriptorOf, numberOf } from './site.ts';

/** struct pollfd: fd i32 @0, events i16 @4, revents i16 @6. */
const pollSize = 8;

export function marshalPollSet(place: Place): Marshalled {
  const { site } = place;
  const value = required(place);
  if (value.kind === 'null') return { argument: null };
  if (value.kind !== 'array') throw new LineFault('poll takes [{fd=…, events=…}]');
  const table = Buffer.alloc(Math.max(1, value.items.length) * pollSize);
  value.items.forEach((item, index) => {
    if (item.kind !== 'structure') throw new LineFault('poll takes [{fd=…, events=…}]');
    const descriptor = memberOf(item, 'fd');
    const events = memberOf(item, 'events');
    table.writeInt32LE(descriptor === undefined ? -1 : descriptorOf(descriptor, site), index * pollSize);
    table.writeUInt16LE(events === undefined ? 0 : numberOf(events, site) & 0xffff, index * pollSize + 4);
  });
  return { argument: { both: table } };
}

/** What poll answered, as strace prints it behind the count: only what is ready. The names are those of the note. */
export function readyValue(asked: Value, table: Uint8Array, place: Pick<Place, 'site'>): Value {
  const buffer = Buffer.from(table);
  const items = asked.kind === 'array' ? asked.items : [];
  return array(
    items.flatMap((item, index) => {
      const revents = buffer.readUInt16LE(index * pollSize + 6);
      const descriptor = item.kind === 'structure' ? memberOf(item, 'fd') : undefined;
      if (revents === 0 || descriptor === undefined) return [];
      return [structure({ fd: descriptor, revents: flags(revents, 'pollEvents', place.site.system) })];
    }),
  );
}

export function marshalFileStatus({ value, site }: Place): Marshalled {
  if (value?.kind === 'null') return { argument: null };
  return {
    argument: { take: 256 },
    observe: ([bytes], { result }) => {
      if (result === -1 || bytes === undefined) return unseenValue;
      const status = fileStatus(bytes, site.system);
      const kind = constantName(status.mode & 0o170000, 'fileModes', site.system.name);
      const permissions = { ...integer(status.mode & 0o7777), base: 'octal' } as const;
      return structure({
        st_mode:
          kind === undefined
            ? integer(status.mode)
            : { kind: 'flags', members: [constant(kind), permissions], span: integer(0).span },
        st_nlink: integer(status.links),
        st_uid: integer(status.user),
        st_gid: integer(status.group),
        st_size: integer(status.size),
      });
    },
  };
}

export function marshalSignalAction(place: Place): Marshalled {
  const { value, parameter, site } = place;
  if (value === undefined || value.kind === 'null') return { argument: null };
  if (parameter.direction === 'out') {
    return {
      argument: { take: signalActionSize },
      observe: ([bytes], { result }) => {
        if (result === -1 || bytes === undefined) return unseenValue;
        const action = readSignalAction(bytes);
        const handler: Value =
          action.disposition === 'catch'
            ? { kind: 'name', name: 'catch', span: integer(0).span }
            : constant(action.disposition === 'ignore' ? 'SIG_IGN' : 'SIG_DFL');
        return structure({ sa_handler: handler, sa_flags: flags(action.flags, 'actionFlags', site.system) });
      },
    };
  }
  if (value.kind !== 'structure') throw new LineFault('an action is {sa_handler=…}');
  const handler = memberOf(value, 'sa_handler');
  const given = memberOf(value, 'sa_flags');
  const restorer = 0x04000000;
  const bits = given === undefined ? 0 : numberOf(given, site);
  const disposition =
    handler?.kind === 'constant' && handler.name === 'SIG_IGN'
      ? 'ignore'
      : handler?.kind === 'name' && handler.name === 'catch'
        ? 'catch'
        : 'default';
  // The C library sets its own restorer; SA_SIGINFO would change what the handler is given.
  return { argument: { action: { disposition, flags: (bits & ~restorer & ~4) >>> 0 } } };
}
