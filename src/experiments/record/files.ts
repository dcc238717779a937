/** The names in the file system that belong to a program's sockets and FIFOs. */
import type { LogEvent } from './read-log.ts';

const makesName =
  /^(?:bind\(.*sun_path="((?:[^"\\]|\\.)+)"|mknod(?:at)?\((?:AT_FDCWD[^,]*, )?"((?:[^"\\]|\\.)+)", S_IFIFO)/;

/**
 * A block's files stand in one private folder, each under a name without a folder. Names of sockets that were bound and of
 * FIFOs that were made become such names; two paths that end alike get different ones.
 */
export class Files {
  private readonly made = new Set<string>();
  private readonly short = new Map<string, string>();

  constructor(events: readonly LogEvent[]) {
    for (const event of events) {
      if (event.kind !== 'call') continue;
      const found = makesName.exec(event.text);
      const path = found?.[1] ?? found?.[2];
      if (path !== undefined) this.made.add(path);
    }
  }

  /** Whether a call on a path is about a file that the log's calls make. */
  concerns(name: string, text: string): boolean {
    if (name === 'mkfifo') return true;
    if (!/^(?:open|unlink|rename|chmod)$/.test(name)) return false;
    const path = /"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
    return path !== undefined && this.made.has(path);
  }

  isMade(path: string): boolean {
    return this.made.has(path);
  }

  /** The call with its paths made short. */
  shorten(text: string): string {
    if (
      !/^(?:bind|connect|accept4?|sendto|recvfrom|sendmsg|recvmsg|get(?:sock|peer)name|open|mknod|unlink|rename|f?chmod)/.test(
        text,
      )
    )
      return text;
    let line = text.replace(/sun_path="((?:[^"\\]|\\.)+)"/g, (_, path: string) => `sun_path="${this.shortOf(path)}"`);
    if (/^(?:open|mknod|unlink|rename|f?chmod)/.test(text)) {
      line = line.replace(/"((?:[^"\\]|\\.)+)"/g, (_, path: string) => `"${this.shortOf(path)}"`);
    }
    return line === text ? text : withoutAddressLength(line);
  }

  private shortOf(path: string): string {
    const known = this.short.get(path);
    if (known !== undefined) return known;
    const base = (path.split('/').at(-1) ?? '').replace(/\\./g, '_').replace(/[^A-Za-z0-9._-]/g, '_') || 'file';
    const taken = new Set(this.short.values());
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
    this.short.set(path, name);
    return name;
  }
}

/** A shorter path has a shorter address: its length is computed anew. */
function withoutAddressLength(line: string): string {
  return line
    .replace(/(sun_path="[^"]*"\}), \d+\)/, '$1)')
    .replace(/(sun_path="[^"]*"\}), \[(\d+) => \d+\]/, '$1, [$2 => _]');
}
