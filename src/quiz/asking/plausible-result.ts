import type { LineValue } from './line-result.ts';

/** What a learner sees of a line that is asked: itself without its outputs, and what has happened before. */
export interface SeenLine {
  readonly masked: string;
  readonly before: readonly string[];
  /** What a call returns is asked, not what it writes or what a check compares. */
  readonly isResult: boolean;
}

/** Whether a wrong result could be the right one, as far as can be seen: a count that nothing comes to is no trap. */
export function isPlausible(value: LineValue, seen: SeenLine): boolean {
  if (/^\d+$/u.test(value)) return isReachable(Number(value), seen);
  const [, ready] = /^1 \((POLL[A-Z|]*)\)$/u.exec(value) ?? [];
  if (ready !== undefined)
    return ready.split('|').every((event) => unasked.has(event) || new RegExp(`\\b${event}\\b`, 'u').test(seen.masked));
  const [, error = ''] = /^-1 (E[A-Z0-9]+)$/u.exec(value) ?? [];
  if (pathErrors.has(error)) return namesPath.test(seen.masked);
  if (error !== '' && waits.test(seen.masked)) return waitErrors.has(error);
  const calls = callsGiving[error];
  if (calls !== undefined && seen.isResult && !new RegExp(String.raw`\b(?:${calls})\b`, 'u').test(seen.masked))
    return false;
  if (routeErrors.has(error)) return address.test([...seen.before, seen.masked].join('\n'));
  return true;
}

/** poll() reports these whatever it was asked for. */
const unasked: ReadonlySet<string> = new Set(['POLLERR', 'POLLHUP', 'POLLNVAL']);

const pathErrors: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP']);
const namesPath = /\b(?:bind|connect|open|unlink|mkfifo|sendto)\(.*"/u;

/** Errors that only some calls give, by their manual pages: of any other call such a one rules itself out. */
const callsGiving: Readonly<Record<string, string>> = {
  EACCES: 'socket|bind|connect|open|sendto|sendmsg',
  EADDRINUSE: 'bind|connect|listen|sendto',
  EADDRNOTAVAIL: 'bind|connect|sendto|send',
  EAFNOSUPPORT: 'socket|socketpair|bind|connect|sendto',
  EDESTADDRREQ: 'send|sendto|sendmsg|write|writev',
  EINPROGRESS: 'connect',
  EISCONN: 'connect|sendto|sendmsg',
  EMSGSIZE: 'send|sendto|sendmsg|write|writev|recvmsg',
  EPERM: 'socket|setsockopt|sendto|sendmsg|bind|connect|accept|accept4',
  EPIPE: 'send|sendto|sendmsg|write|writev',
  EPROTONOSUPPORT: 'socket|socketpair',
  EPROTOTYPE: 'socket|socketpair|connect',
  ESOCKTNOSUPPORT: 'socket|socketpair',
};

/** poll(2): what is wrong with a socket is an event, not an error of the call. */
const waits = /\b(?:poll|ppoll|select|epoll_wait)\(/u;
const waitErrors: ReadonlySet<string> = new Set(['EBADF', 'EFAULT', 'EINTR', 'EINVAL', 'ENOMEM']);

const routeErrors: ReadonlySet<string> = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT']);
const address = /\d+\.\d+\.\d+\.\d+|\[[0-9a-f]*:[0-9a-f:]*\]/u;

/** A length that stands there, or what some of the earlier results come to together; never more than was asked for. */
function isReachable(count: number, { masked, before, isResult }: SeenLine): boolean {
  if (count === 0) return true;
  const own = numbersIn(masked);
  if (!isResult) return count <= 8 || count <= 2 * Math.max(0, ...own, ...before.flatMap(numbersIn));
  if (own.length > 0 && count > Math.max(...own)) return false;
  if (own.includes(count) || before.some((line) => numbersIn(line).includes(count))) return true;
  const results = before.flatMap((line) => {
    const result = / = (\d+)$/u.exec(line)?.[1];
    return result === undefined || result === '0' ? [] : [Number(result)];
  });
  const total = results.reduce((sum, result) => sum + result, 0);
  return count === total || results.some((one, index) => results.slice(index + 1).some((two) => one + two === count));
}

/** Apart from those in addresses and in text. */
function numbersIn(line: string): readonly number[] {
  const bare = line
    .replace(/"(?:[^"\\]|\\.)*"/gu, '""')
    .replace(/(?:\d+\.\d+\.\d+\.\d+|\[[0-9a-f]*:[0-9a-f:]*\])(?::\w+)?/gu, ' ');
  return (bare.match(/(?<![\w.])\d+(?!\w)/gu) ?? []).map(Number);
}

/**
 * Whether a question names its own answer: “recv() returns 0. What may that mean?” is no question about what recv()
 * returns.
 */
export function tellsAnswer(question: string, value: LineValue): boolean {
  const [, error] = /^-1 (E[A-Z0-9]+)$/u.exec(value) ?? [];
  if (error !== undefined) {
    const named = new Set(question.match(/\bE[A-Z0-9]{3,}\b/gu) ?? []);
    return named.size === 1 && named.has(error);
  }
  if (!/^\d+$/u.test(value)) return false;
  return new RegExp(String.raw`\b(?:returns?|returned|gives?|gave|answers?|reports?|yields?) ${value}\b`, 'u').test(
    question,
  );
}
