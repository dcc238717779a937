/** Files and processes as a log's calls make them. */
import type { CallLine } from '../language/block.ts';
import { imageOf } from './trace.ts';
import type { OpenFile, Process } from './trace.ts';

/** What a call says of the file that it is made on. */
export function noteUse(file: OpenFile, line: CallLine, process: Process): void {
  file.calls.add(line.call);
  file.users.add(imageOf(process));
  if (line.call === 'fcntl' && line.arguments[2] !== undefined) {
    file.nonblocking = JSON.stringify(line.arguments[2]).includes('"O_NONBLOCK"');
  }
}

/** The file that a call made, as the call's text describes it. */
export function newFile(kind: OpenFile['kind'], text: string, accepted = false): OpenFile {
  const stream = kind === 'pipe' || kind === 'fifo' || accepted || text.includes('SOCK_STREAM');
  const nonblocking = /SOCK_NONBLOCK|O_NONBLOCK/.test(text);
  return { kind, stream, accepted, nonblocking, calls: new Set(), users: new Set(), isNoise: false };
}

/** A process; a child has its parent's descriptors. */
export function newProcess(pid: number, parent?: Process): Process {
  const table = new Map(parent?.table ?? []);
  const inherited = [...table.values()].map(({ descriptor }) => descriptor);
  const threads = new Map([[pid, 1]]);
  const ignoresSigpipe = parent?.ignoresSigpipe ?? false;
  return {
    pid,
    table,
    inherited,
    threads,
    images: 0,
    ignoresSigpipe,
    ...(parent === undefined ? {} : { parent }),
  };
}
