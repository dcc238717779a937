import type { ParameterKind } from './signatures.ts';
import type { StructureValue } from './value.ts';

/** What a value is for, also inside structures. */
export type ValueKind =
  | ParameterKind
  | 'control-list'
  | 'control-data'
  | 'control-type'
  | 'poll-events'
  | 'signal-handler'
  | 'signal-action-flags'
  | 'errno'
  | 'error-origin'
  /** Written by strace, and neither claimed nor given. */
  | 'ignored';

type Members = Readonly<Record<string, ValueKind>>;

/** The structures: of a kind, or of the items of an array of that kind. Members may be left out. */
export const structures: Readonly<Partial<Record<ValueKind, { readonly array: boolean; readonly members: Members }>>> =
  {
    message: {
      array: false,
      members: {
        msg_name: 'address',
        msg_namelen: 'length',
        msg_iov: 'vectors',
        msg_iovlen: 'integer',
        msg_control: 'control-list',
        msg_controllen: 'length',
        msg_flags: 'message-flags',
      },
    },
    vectors: { array: true, members: { iov_base: 'data', iov_len: 'integer' } },
    'control-list': {
      array: true,
      members: { cmsg_len: 'integer', cmsg_level: 'level', cmsg_type: 'control-type', cmsg_data: 'control-data' },
    },
    'control-data': {
      array: false,
      members: {
        pid: 'actor',
        uid: 'integer',
        gid: 'integer',
        ee_errno: 'errno',
        ee_origin: 'error-origin',
        ee_type: 'integer',
        ee_code: 'integer',
        ee_info: 'integer',
        ee_data: 'integer',
        offender: 'address',
      },
    },
    'poll-set': { array: true, members: { fd: 'descriptor', events: 'poll-events', revents: 'poll-events' } },
    'option-value': {
      array: false,
      members: {
        l_onoff: 'integer',
        l_linger: 'integer',
        tv_sec: 'integer',
        tv_usec: 'integer',
        pid: 'actor',
        uid: 'integer',
        gid: 'integer',
      },
    },
    'signal-action': {
      array: false,
      members: {
        sa_handler: 'signal-handler',
        sa_flags: 'signal-action-flags',
        sa_mask: 'ignored',
        sa_restorer: 'ignored',
      },
    },
    'file-status': {
      array: false,
      members: {
        st_mode: 'mode',
        st_size: 'integer',
        st_nlink: 'integer',
        st_uid: 'integer',
        st_gid: 'integer',
        ...Object.fromEntries(
          [
            'dev',
            'ino',
            'rdev',
            'blksize',
            'blocks',
            'atime',
            'mtime',
            'ctime',
            'atime_nsec',
            'mtime_nsec',
            'ctime_nsec',
          ].map((member) => [`st_${member}`, 'ignored' as const]),
        ),
      },
    },
  };

/** What a member of `structure` is for; undefined where there is no such member. */
export function memberKind(kind: ValueKind, structure: StructureValue, name: string): ValueKind | undefined {
  const members = structures[kind]?.members;
  const found = members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
  if (found !== 'control-data') return found;
  const type = structure.members.find((member) => member.name === 'cmsg_type')?.value;
  const data = structure.members.find((member) => member.name === 'cmsg_data')?.value;
  const rights = type?.kind !== 'constant' || type.name === 'SCM_RIGHTS';
  return data?.kind === 'array' && !rights ? 'integer-cell' : found;
}
