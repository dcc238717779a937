import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { openReplayer, type Replayer } from '../../experiments/index.ts';
import type { Context } from '../context.ts';
import { type Experiment, experimentVaults, listExperiments } from '../find-experiments.ts';
import { exitStatus } from '../outcome.ts';
import { probeNeeds } from '../probe-needs.ts';

interface Part {
  readonly name: string;
  readonly about: string;
  /** How to get it, where it is missing. */
  readonly remedy: string;
  /** Names in `needs:` lines that this part serves. */
  readonly needs: readonly string[];
}

interface Finding {
  readonly part: Part;
  /** Why it is missing; undefined where it is there. */
  readonly missing?: string;
}

const kernelParts: readonly Part[] = [
  {
    name: 'system calls',
    about: 'sockets by foreign calls',
    remedy: 'Linux or macOS on x64 or arm64 is needed; the decks work everywhere',
    needs: [],
  },
  {
    name: 'private network',
    about: 'ports and packets of their own for every replay',
    remedy:
      'install util-linux (its program unshare); where a container refuses user namespaces, ask its administrator (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns)',
    needs: ['netns'],
  },
  {
    name: 'packet capture',
    about: 'IP lines are checked against what was sent',
    remedy: 'comes with the private network',
    needs: ['capture'],
  },
  {
    name: 'IPv6',
    about: 'the loopback address ::1',
    remedy: 'sysctl net.ipv6.conf.lo.disable_ipv6=0',
    needs: ['ipv6'],
  },
  {
    name: 'raw sockets',
    about: 'packets built by hand, in the private network only',
    remedy: 'comes with the private network',
    needs: ['CAP_NET_RAW'],
  },
  {
    name: 'SEQPACKET',
    about: 'sequenced-packet sockets in the UNIX domain',
    remedy: 'a kernel with SOCK_SEQPACKET: Linux or FreeBSD',
    needs: ['SOCK_SEQPACKET'],
  },
  { name: 'Linux', about: 'what only Linux answers', remedy: 'run on Linux', needs: ['linux'] },
];

const programs: readonly Part[] = [
  {
    name: 'strace',
    about: 'records your own program as an experiment',
    remedy: 'apt install strace, dnf install strace',
    needs: [],
  },
  { name: 'gcc', about: 'compiles what `run --emit c` prints', remedy: 'apt install gcc, dnf install gcc', needs: [] },
  {
    name: 'python3',
    about: 'runs what `run --emit python` prints',
    remedy: 'apt install python3, dnf install python3',
    needs: [],
  },
];

export function defineDoctor(command: Command, context: Context): void {
  command
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nSays what this machine offers to experiments, and for what is missing how to get it.\n\nExample:\n  sockrates doctor',
    )
    .action((flags: { readonly json?: boolean }) => doctor(flags.json === true, context));
}

async function doctor(json: boolean, context: Context): Promise<void> {
  const replayer = openReplayer();
  try {
    const findings = [...(await probeKernel(replayer)), ...programs.map((part) => findProgram(part, context))];
    const all = await listExperiments(experimentVaults(context));
    if (json) context.screen.printJson(doctorDocument(findings, all));
    else printFindings(findings, all, context);
    if (findings[0]?.missing !== undefined) context.exit(exitStatus.cannot);
  } finally {
    replayer.close();
  }
}

async function probeKernel(replayer: Replayer): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const part of kernelParts) {
    const { verdict, reason } = await probeNeeds(part.needs, replayer);
    findings.push(verdict === 'supported' ? { part } : { part, missing: reason ?? verdict });
  }
  return findings;
}

function findProgram(part: Part, { env }: Context): Finding {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const found = folders.some((folder) => {
    try {
      accessSync(path.join(folder, part.name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  return found ? { part } : { part, missing: 'not on the PATH' };
}

function waitingFor({ needs }: Part, all: readonly Experiment[]): readonly string[] {
  return all
    .filter(({ block }) =>
      block.lines.some((line) => line.kind === 'needs' && line.needs.some(({ name }) => needs.includes(name))),
    )
    .map(({ id }) => id);
}

function doctorDocument(findings: readonly Finding[], all: readonly Experiment[]): unknown {
  return {
    schema: 1,
    parts: findings.map(({ part, missing }) => ({
      name: part.name,
      about: part.about,
      here: missing === undefined,
      ...(missing === undefined ? {} : { reason: missing, remedy: part.remedy, waiting: waitingFor(part, all) }),
    })),
  };
}

function printFindings(findings: readonly Finding[], all: readonly Experiment[], { screen }: Context): void {
  for (const { part, missing } of findings) {
    const mark = missing === undefined ? screen.style('green', 'yes') : screen.style('yellow', 'no ');
    screen.print(`${mark}  ${part.name.padEnd(16)} ${part.about}`);
    if (missing === undefined) continue;
    screen.print(`       ${missing}`);
    screen.print(`       to get it: ${part.remedy}`);
    const waiting = waitingFor(part, all);
    if (waiting.length > 0)
      screen.print(
        `       ${waiting.length} experiments wait for it: ${waiting.slice(0, 3).join(', ')}${waiting.length > 3 ? ' …' : ''}`,
      );
  }
}
