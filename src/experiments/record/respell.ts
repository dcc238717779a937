/** Calls that the language lacks under this name, but has under another: read as if they had been made so. */
import type { LogCall } from './read-log.ts';

/** The text of the call as the language can read it. */
export function respell({ name, text }: LogCall): string {
  if (name === 'ioctl') {
    // Python and others make a socket non-blocking so; fcntl does the same.
    const found = /^ioctl\((\d+)[^,]*, FIONBIO, \[(\d+)\]\)\s*= 0/.exec(text);
    if (found?.[1] !== undefined) {
      return `fcntl(${found[1]}, F_SETFL, ${found[2] === '0' ? 'O_RDWR' : 'O_RDWR|O_NONBLOCK'}) = 0`;
    }
  }
  if (name === 'fcntl' || name === 'fcntl64') {
    const copied = /^\w+\((\d+)[^,]*, F_DUPFD(?:_CLOEXEC)?, \d+\)(\s*= \d+)/.exec(text);
    if (copied?.[1] !== undefined) return `dup(${copied[1]})${copied[2] ?? ''}`;
  }
  // Masks, restorers and what stood before mean nothing to a block.
  const action = /^rt_sigaction\(SIGPIPE, \{sa_handler=(SIG_\w+)/.exec(text)?.[1];
  return action === undefined ? text : `rt_sigaction(SIGPIPE, {sa_handler=${action}}, NULL, 8) = 0`;
}

/** Answers that say more about the machine than about the call, whatever they are. */
export function withoutSurroundings(text: string): string {
  return text
    .replace(/^(getsockopt\(\d+[^,]*, SOL_SOCKET, SO_(?:RCVBUF|SNDBUF)(?:FORCE)?), \[\d+\]/, '$1, [_]')
    .replace(/^(getsockopt\(\d+[^,]*, SOL_SOCKET, SO_PEERCRED), \{[^}]*\}/, '$1, _');
}
