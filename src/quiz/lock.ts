import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { readIfThere, systemCode } from '../state-file.ts';

/** Who holds the journal's lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When it was taken, milliseconds since the epoch. */
  readonly since: number;
  /** What tells the process from a later one of the same number; where the system says. */
  readonly started?: string;
}

export type LockOutcome =
  | { readonly kind: 'locked'; readonly release: () => void }
  | { readonly kind: 'held'; readonly holder: LockHolder | undefined };

/**
 * Takes a lock file for this process. One that a process left behind by dying is taken over; one of another host never
 * is, for nobody here can tell whether it lives.
 */
export function takeLock(file: string, since: number): LockOutcome {
  const own: LockHolder = { pid: process.pid, host: hostname(), since, ...startOf(process.pid) };
  const release = (): void => {
    releaseLock(file, own);
  };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(own)}\n`);
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (linkExclusively(draft, file)) return { kind: 'locked', release: release };
      const text = readIfThere(file);
      if (text === undefined) continue;
      const holder = parseHolder(text);
      if (holder === undefined || isAlive(holder)) return { kind: 'held', holder };
      removeStale(file, text);
    }
    return { kind: 'held', holder: parseHolder(readIfThere(file) ?? '') };
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A hard link is made whole or not at all, and never over a file that is there. */
function linkExclusively(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(systemCode(error) ?? '')) throw error;
  }
  // A file system without hard links.
  try {
    writeFileSync(file, readFileSync(draft), { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead process's lock away; if another one took it meanwhile, that one's comes back. */
function removeStale(file: string, text: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readIfThere(aside) !== text) linkExclusively(aside, file);
  rmSync(aside, { force: true });
}

function releaseLock(file: string, own: LockHolder): void {
  const holder = parseHolder(readIfThere(file) ?? '');
  if (holder?.pid === own.pid && holder.host === own.host && holder.since === own.since) rmSync(file, { force: true });
}

function isAlive({ pid, host, started }: LockHolder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
  const now = startOf(pid).started;
  return started === undefined || now === undefined || started === now;
}

/** Linux: the process's start in ticks since boot, and which boot (proc_pid_stat(5), field 22). */
function startOf(pid: number): { readonly started?: string } {
  try {
    const stat = readFileSync(path.join('/proc', String(pid), 'stat'), 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return ticks === undefined ? {} : { started: `${boot} ${ticks}` };
  } catch {
    return {};
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, host, since, started } = value as Readonly<Record<string, unknown>>; // an object has such keys or not
    if (typeof pid !== 'number' || pid <= 0 || typeof host !== 'string' || typeof since !== 'number') return undefined;
    return { pid, host, since, ...(typeof started === 'string' ? { started } : {}) };
  } catch {
    return undefined;
  }
}
