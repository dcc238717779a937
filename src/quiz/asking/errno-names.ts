import os from 'node:os';
import { constantLists, twinNames } from '../../experiments/index.ts';

const names: ReadonlySet<string> = new Set(constantLists.errno);

export function isErrnoName(text: string): boolean {
  return names.has(text);
}

/** The names of errors that stand in a text, in order, each once. */
export function errnoNamesIn(text: string): readonly string[] {
  return [...new Set(text.match(/\bE[A-Z0-9]{2,}\b/gu) ?? [])].filter(isErrnoName);
}

/** One error under two names: EAGAIN and EWOULDBLOCK. Numbers decide where this system has both. */
export function isSameErrno(one: string, other: string): boolean {
  if (one === other) return true;
  return twinNames.some((pair) => pair.includes(one) && pair.includes(other));
}

/**
 * The error that a learner means: its name, its number on this system, or strerror()'s message; undefined where the text
 * is no error. A result in front (`-1 `, `errno `, `-1 with `) is passed over.
 */
export function readErrno(typed: string): string | undefined {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/^[`"']+|[`"'.]+$/gu, '');
  const bare = text.replace(/^(?:(?:returns?|fails?|errno|error|-1|with|=|,|:)\s*)+/iu, '');
  const name = bare.replace(/\s*\(.*\)$/u, '').toUpperCase();
  if (isErrnoName(name)) return name;
  if (/^\d+$/u.test(bare)) return nameOfNumber(Number(bare));
  return nameOfMessage(bare) ?? nameOfMessage(/\((.*)\)$/u.exec(bare)?.[1] ?? '');
}

function nameOfNumber(number: number): string | undefined {
  const found = Object.entries(os.constants.errno).find(([name, value]) => value === number && isErrnoName(name));
  return found?.[0];
}

function nameOfMessage(message: string): string | undefined {
  const wanted = messageKey(message);
  return wanted === '' ? undefined : byMessage.get(wanted);
}

function messageKey(message: string): string {
  return message
    .toLowerCase()
    .replace(/[^a-z]+/gu, ' ')
    .trim();
}

/** strerror(3) of the GNU C library; behind `|` how macOS and the BSDs say it. Source: errno(3) of each. */
const messages: Readonly<Record<string, string>> = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  ESRCH: 'No such process',
  EINTR: 'Interrupted system call',
  EIO: 'Input/output error',
  ENXIO: 'No such device or address|Device not configured',
  E2BIG: 'Argument list too long',
  EBADF: 'Bad file descriptor',
  ECHILD: 'No child processes',
  EAGAIN: 'Resource temporarily unavailable|Try again|Operation would block',
  ENOMEM: 'Cannot allocate memory|Out of memory',
  EACCES: 'Permission denied',
  EFAULT: 'Bad address',
  EBUSY: 'Device or resource busy|Resource busy',
  EEXIST: 'File exists',
  ENODEV: 'No such device|Operation not supported by device',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENFILE: 'Too many open files in system',
  EMFILE: 'Too many open files',
  ENOTTY: 'Inappropriate ioctl for device',
  EFBIG: 'File too large',
  ENOSPC: 'No space left on device',
  ESPIPE: 'Illegal seek',
  EROFS: 'Read-only file system',
  EPIPE: 'Broken pipe',
  EDOM: 'Numerical argument out of domain',
  ERANGE: 'Numerical result out of range|Result too large',
  EDEADLK: 'Resource deadlock avoided',
  ENAMETOOLONG: 'File name too long',
  ENOSYS: 'Function not implemented',
  ELOOP: 'Too many levels of symbolic links',
  EPROTO: 'Protocol error',
  EOVERFLOW: 'Value too large for defined data type',
  ENOTSOCK: 'Socket operation on non-socket',
  EDESTADDRREQ: 'Destination address required',
  EMSGSIZE: 'Message too long',
  EPROTOTYPE: 'Protocol wrong type for socket',
  ENOPROTOOPT: 'Protocol not available',
  EPROTONOSUPPORT: 'Protocol not supported',
  ESOCKTNOSUPPORT: 'Socket type not supported',
  EOPNOTSUPP: 'Operation not supported|Operation not supported on socket',
  EPFNOSUPPORT: 'Protocol family not supported',
  EAFNOSUPPORT: 'Address family not supported by protocol|Address family not supported by protocol family',
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: "Cannot assign requested address|Can't assign requested address",
  ENETDOWN: 'Network is down',
  ENETUNREACH: 'Network is unreachable',
  ENETRESET: 'Network dropped connection on reset',
  ECONNABORTED: 'Software caused connection abort',
  ECONNRESET: 'Connection reset by peer|Connection reset',
  ENOBUFS: 'No buffer space available',
  EISCONN: 'Transport endpoint is already connected|Socket is already connected',
  ENOTCONN: 'Transport endpoint is not connected|Socket is not connected',
  ESHUTDOWN: "Cannot send after transport endpoint shutdown|Can't send after socket shutdown",
  ETIMEDOUT: 'Connection timed out|Operation timed out',
  ECONNREFUSED: 'Connection refused',
  EHOSTDOWN: 'Host is down',
  EHOSTUNREACH: 'No route to host',
  EALREADY: 'Operation already in progress',
  EINPROGRESS: 'Operation now in progress',
  ECANCELED: 'Operation canceled',
};

const byMessage: ReadonlyMap<string, string> = new Map(
  Object.entries(messages).flatMap(([name, said]) =>
    said.split('|').map((message): readonly [string, string] => [messageKey(message), name]),
  ),
);
