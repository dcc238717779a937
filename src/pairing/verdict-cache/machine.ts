import { readFileSync, readlinkSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Machine } from './key.ts';

/** What decides whether this process may have namespaces of its own, besides its user and capabilities. */
const namespaceLimits: readonly string[] = [
  'user.max_user_namespaces',
  'user.max_net_namespaces',
  'kernel.unprivileged_userns_clone',
  'kernel.apparmor_restrict_unprivileged_userns',
];

/** Asks this machine; what it does not tell is empty. Source: proc(5), namespaces(7). */
export function readMachine(sysctls: readonly string[]): Machine {
  const status = readText('/proc/self/status');
  const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'mu').exec(status)?.[1] ?? '';
  return {
    sysname: os.type(),
    release: os.release(),
    build: os.version(),
    architecture: os.arch(),
    boot: readText('/proc/sys/kernel/random/boot_id'),
    user: `${process.geteuid?.() ?? ''}:${process.getegid?.() ?? ''}`,
    privileges: ['CapEff', 'CapPrm', 'CapBnd', 'NoNewPrivs', 'Seccomp', 'Seccomp_filters'].map(field).join(' '),
    namespaces: [
      ...['net', 'user', 'pid', 'mnt'].map((kind) => readLink(`/proc/self/ns/${kind}`)),
      ...namespaceLimits.map(readSysctl),
      unshareProgram(),
    ].join(' '),
    sysctls: new Map(sysctls.map((name) => [name, readSysctl(name)])),
  };
}

/** The program that makes a private world, as the shell would find it. */
function unshareProgram(): string {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, 'unshare');
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile() === true) return `${file} ${found.size} ${found.mtimeMs}`;
  }
  return '';
}

function readSysctl(name: string): string {
  return readText(`/proc/sys/${name.replaceAll('.', '/')}`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

export function userCacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const base = xdg !== undefined && path.isAbsolute(xdg) ? xdg : (local ?? path.join(os.homedir(), '.cache'));
  return path.join(base, 'sockrates');
}
