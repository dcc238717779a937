/** Which descriptors a call of poll's kind found ready, whatever its kind. */
import type { LogCall } from './read-log.ts';
import type { Ready } from './trace.ts';

export const waitingCalls: readonly string[] = [
  ...['poll', 'ppoll', 'select', 'pselect6', '_newselect', 'epoll_wait', 'epoll_pwait', 'epoll_pwait2'],
];

const events: readonly Ready['event'][] = ['POLLIN', 'POLLOUT', 'POLLERR', 'POLLHUP', 'POLLRDHUP', 'POLLPRI'];

export type NumberReady = readonly [descriptor: number, event: Ready['event']];

/** What `epoll_ctl` said of each datum: `{u32=4, u64=4}` is commonly, but not always, the descriptor. */
export type EpollData = ReadonlyMap<string, number>;

/** The ready descriptors by number; none where the call timed out or failed. */
export function readReadiness({ name, text }: LogCall, data: EpollData): readonly NumberReady[] {
  const found = /\) += [1-9]\d*(?: \((.*)\))?/.exec(text);
  if (found === null) return [];
  if (name.startsWith('epoll')) return epollReady(text, data);
  const ready = found[1] ?? '';
  if (name.includes('select')) return selectReady(ready);
  return [...ready.matchAll(/fd=(\d+)(?:<[^>]*>)?, revents=([A-Z|]+)/g)].flatMap(([, number, names]) =>
    eventsIn(names ?? '').map((event) => [Number(number), event] as const),
  );
}

/** `in [3 4], out [5], left {tv_sec=…}` */
function selectReady(result: string): readonly NumberReady[] {
  return [...result.matchAll(/(in|out|except) \[([^\]]*)\]/g)].flatMap(([, set, numbers]) =>
    (numbers ?? '')
      .split(/\s+/)
      .filter((number) => /^\d+/.test(number))
      .map((number) => {
        const event = set === 'in' ? 'POLLIN' : set === 'out' ? 'POLLOUT' : 'POLLPRI';
        return [Number.parseInt(number, 10), event] as const;
      }),
  );
}

/** `[{events=EPOLLIN, data={u32=4, u64=4}}]` (`data=0x4` in newer versions) */
function epollReady(text: string, data: EpollData): readonly NumberReady[] {
  return [...text.matchAll(/events=([A-Z|]+), data=(\{[^}]*\}|\w+)/g)].flatMap(([, names, datum]) => {
    const number = data.get(datum ?? '');
    if (number === undefined) return [];
    return eventsIn((names ?? '').replaceAll('EPOLL', 'POLL')).map((event) => [number, event] as const);
  });
}

/** Reads `epoll_ctl(4, EPOLL_CTL_ADD, 5, {events=EPOLLIN, data={u32=5, u64=5}}) = 0`. */
export function readEpollControl({ text }: LogCall): readonly [string, number] | undefined {
  const found = /EPOLL_CTL_(?:ADD|MOD), (\d+)(?:<[^>]*>)?, \{events=[^,]*, data=(\{[^}]*\}|\w+)/.exec(text);
  return found?.[2] === undefined ? undefined : [found[2], Number(found[1])];
}

function eventsIn(names: string): readonly Ready['event'][] {
  const written = names.split('|').map((name) => (name === 'POLLRDNORM' ? 'POLLIN' : name));
  return events.filter((event) => written.includes(event));
}
