import { createHash } from 'node:crypto';

/** What of a machine can change what an experiment shows. Everything is compared as text. */
export interface Machine {
  readonly sysname: string;
  /** The kernel's release and build: an update is another kernel. */
  readonly release: string;
  readonly build: string;
  readonly architecture: string;
  /** Modules and settings last until the machine is started anew. */
  readonly boot: string;
  readonly user: string;
  /** Capabilities, and whether system calls are filtered. */
  readonly privileges: string;
  /** The namespaces of this process, and what decides whether it may make its own. */
  readonly namespaces: string;
  /** Values by name, as `/proc/sys` has them. */
  readonly sysctls: ReadonlyMap<string, string>;
}

/** Settings that answers depend on although no log reads them: the sizes of buffers and queues, ports, IPv6. */
export const silentSysctls: readonly string[] = [
  'net.core.rmem_default',
  'net.core.rmem_max',
  'net.core.somaxconn',
  'net.core.wmem_default',
  'net.core.wmem_max',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_abort_on_overflow',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
  'net.ipv6.bindv6only',
  'net.ipv6.conf.all.disable_ipv6',
  'net.unix.max_dgram_qlen',
];

/** The settings that a log reads, without parsing it. */
export function sysctlsIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(/\bsysctl\(\s*([a-z][\w.]*)\s*\)/gu), ([, name = '']) => name))].sort();
}

/** The folder of a machine's verdicts: another version of the program or another machine shares none. */
export function machineKey(machine: Machine, version: string): string {
  const { sysname, release, build, architecture, boot, user, privileges, namespaces, sysctls } = machine;
  const silent = silentSysctls.map((name) => [name, sysctls.get(name) ?? '']);
  return digest([version, sysname, release, build, architecture, boot, user, privileges, namespaces, silent]);
}

/** An experiment's file there: its text, and the settings that it reads. */
export function experimentKey(id: string, text: string, machine: Machine): string {
  return digest([id, text, sysctlsIn(text).map((name) => [name, machine.sysctls.get(name) ?? ''])]);
}

/** A name for anything that JSON keeps. */
export function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
