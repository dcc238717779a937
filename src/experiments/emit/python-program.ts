/** Puts the pieces of an emitted Python program together. */
import { pyHosts } from './python-cable.ts';
import { hostConstant, roleConstant } from './call-values.ts';
import { pythonComment } from './emitted-text.ts';
import { pyConductor, pyPlainWait } from './python-conductor.ts';
import { pythonPreludeOf } from './python-prelude.ts';
import { pyName } from './python-values.ts';
import type { Script } from './script.ts';
import type { EmittedFunction } from './write-steps.ts';

interface Pieces {
  readonly script: Script;
  readonly about: string | undefined;
  readonly functions: readonly EmittedFunction[];
  readonly conducting: readonly string[];
  /** The most that one call receives, in bytes. */
  readonly room: number;
}

const modules = [
  'ctypes',
  'errno',
  'fcntl',
  'mmap',
  'os',
  're',
  'select',
  'signal',
  'socket',
  'stat',
  'struct',
  'threading',
  'time',
];

export function assemblePython({ script, about, functions, conducting, room }: Pieces): string {
  const { isPlain } = script;
  const bodies = functions.map(({ lines }) => lines.join('\n')).join('\n');
  const actions = withoutComments(`${bodies}\n${conducting.join('\n')}`);
  const buffers = (lines: readonly string[]): readonly string[] => {
    const own = withoutComments(lines.join('\n'));
    return [
      ...(/\bbuffer\b/u.test(own) ? [`buffer = ctypes.create_string_buffer(${room})`] : []),
      ...(/\bpeer\b/u.test(own) ? ['peer = ctypes.create_string_buffer(256)'] : []),
    ];
  };
  const pieces = [
    pythonPreludeOf(actions),
    ...(isPlain
      ? [plain(buffers(functions[0]?.lines ?? []), functions[0]?.lines ?? [])]
      : [
          conductor(script),
          ...functions.map((one) => definition(one, functions, script, buffers)),
          main(script, conducting),
        ]),
  ].map((piece) => piece.trim());
  const code = pieces.join('\n\n\n');
  const head =
    'libc = ctypes.CDLL(None, use_errno=True)\nsignal.signal(signal.SIGPIPE, signal.SIG_DFL)    # Python ignores it\n';
  const wanted = withoutComments(code + head);
  return [
    '#!/usr/bin/env python3',
    ...(about === undefined ? [] : [`# ${pythonComment(about)}`]),
    "# Written by sockrates --emit python from a sock block. The calls are the C library's own, which ctypes makes.",
    ...modules.filter((name) => new RegExp(`\\b${name}\\.`, 'u').test(wanted)).map((name) => `import ${name}`),
    '',
    head,
    '',
    `${code}\n`,
  ].join('\n');
}

/** A comment makes no part of the program needed. */
function withoutComments(code: string): string {
  return code.replace(/^\s*#.*$/gmu, '');
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
}

function plain(buffers: readonly string[], lines: readonly string[]): string {
  return [...buffers, ...lines].join('\n');
}

function conductor(script: Script): string {
  const constants = script.roles.map(({ name }, place) => `${roleConstant(name)} = ${place}\n`).join('');
  const patience = `PATIENCE = ${script.patienceMs}    # milliseconds\n`;
  return `${constants}ROLES = ${script.roles.length}\n${patience}\n${pyConductor.trim()}\n\n\n${(script.hosts.length === 0 ? pyPlainWait : pyHosts(script.hosts)).trim()}`;
}

function definition(
  { role, lines }: EmittedFunction,
  functions: readonly EmittedFunction[],
  script: Script,
  buffers: (lines: readonly string[]) => readonly string[],
): string {
  const own = withoutComments(lines.join('\n'));
  const names = [...new Set(script.names.map(pyName))].filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(own));
  const declared = names.length === 0 ? [] : [`global ${names.join(', ')}`];
  const first = role.thread > 1 ? [`me.role = ${roleConstant(role.name)}`] : [];
  const threads =
    role.thread > 1
      ? []
      : functions
          .filter(({ role: other }) => other.actor === role.actor && other.thread > 1)
          .map(({ role: other }) => `threading.Thread(target=actor_${other.name}, daemon=True).start()`);
  const host =
    role.host === undefined || role.parent !== undefined || role.thread > 1
      ? []
      : [`libc.setns(hosts[${hostConstant(role.host)}].network, CLONE_NEWNET)`];
  const last = role.thread > 1 ? ['turn()'] : [];
  return `def actor_${role.name}():\n${indented([...declared, ...host, ...first, ...threads, ...buffers(lines), ...lines, ...last, 'pass'].slice(0, lines.length === 0 ? undefined : -1))}`;
}

function main(script: Script, conducting: readonly string[]): string {
  const starts = script.roles
    .filter(({ thread, parent }) => thread === 1 && parent === undefined)
    .map(({ name }) => `start(${roleConstant(name)}, actor_${name})`);
  const threads = script.roles.filter(({ thread }) => thread > 1).map(({ name }) => `hear(${roleConstant(name)})`);
  return [...starts, ...threads, ...conducting, 'stop()'].join('\n');
}
