import { mkdirSync, mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeDescriptor } from '../kernel/descriptors.ts';
import { inNetwork, makeNetwork, mountPrivateFolder } from '../kernel/namespaces.ts';
import { NotTestable } from './outcome.ts';

/** Where a block's actors stand: a network and a folder of their own. */
export interface World {
  /** The actors' network is theirs alone. */
  readonly isPrivate: boolean;
  readonly folder: string;
  /** A descriptor of the network of a host, or of the block's only one. */
  network(host?: string): number | undefined;
  /** Runs something with this thread in that network. */
  within<Result>(host: string | undefined, run: () => Result): Result;
  readSysctl(variable: string, host: string | undefined): number;
  /** Removes everything. */
  end(): void;
}

/** What the runner process itself stands in. */
export interface Ground {
  readonly isPrivate: boolean;
  makeWorld(hosts: readonly string[]): World;
}

/** Folders that nearly every system has and that nothing of ours lies in; a tmpfs hides them from this runner only. */
const mountPoints = ['/mnt', '/media', '/srv', '/opt', '/tmp'];

function chooseMountPoint(): string {
  const kept = [process.execPath, import.meta.dirname];
  for (const point of mountPoints) {
    if (kept.some((file) => file === point || file.startsWith(`${point}/`))) continue;
    try {
      mountPrivateFolder(point);
      return point;
    } catch {
      // Not there, or not to be covered: the next.
    }
  }
  throw new NotTestable('no folder to put a private one over');
}

/** The ground of a runner that `unshare` started in namespaces of its own. */
export function privateGround(): Ground {
  const base = chooseMountPoint();
  let count = 0;
  return {
    isPrivate: true,
    makeWorld(hosts) {
      const folder = path.join(base, String(++count));
      mkdirSync(folder);
      const networks = new Map<string, number>();
      for (const host of hosts.length === 0 ? [''] : hosts) networks.set(host, makeNetwork());
      const network = (host?: string): number | undefined => networks.get(host ?? '');
      const within = <Result>(host: string | undefined, run: () => Result): Result => {
        const descriptor = network(host);
        return descriptor === undefined ? run() : inNetwork(descriptor, run);
      };
      return {
        isPrivate: true,
        folder,
        network,
        within,
        readSysctl: (variable, host) => within(host, () => readSysctl(variable)),
        end() {
          for (const descriptor of networks.values()) closeDescriptor(descriptor);
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  };
}

/** The ground of a runner without namespaces: the machine's own network, and a folder for each block. */
export function sharedGround(openToNobody: boolean): Ground {
  return {
    isPrivate: false,
    makeWorld(hosts) {
      if (hosts.length > 0) throw new NotTestable('hosts need private networks, which this machine does not allow');
      const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-'));
      if (openToNobody) chmodSync(folder, 0o777);
      return {
        isPrivate: false,
        folder,
        network: () => undefined,
        within: (_, run) => run(),
        readSysctl: (variable) => readSysctl(variable),
        end: () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  };
}

const sysctlName = /^net\.(core|ipv4|ipv6|unix)\.[a-z0-9_]+$/;

/** Rule 8: one integer of at most 64 bytes. */
function readSysctl(variable: string): number {
  if (!sysctlName.test(variable)) throw new NotTestable(`refused by the sandbox (rule 8): sysctl(${variable})`);
  if (process.platform !== 'linux') throw new NotTestable(`sysctl(${variable}) can only be asked on Linux`);
  let text: string;
  try {
    text = readFileSync(`/proc/sys/${variable.replaceAll('.', '/')}`, 'latin1');
  } catch {
    throw new NotTestable(`this kernel has no ${variable}`);
  }
  if (text.length > 64 || !/^-?\d+\s*$/.test(text)) throw new NotTestable(`${variable} is not one whole number`);
  return Number(text);
}
