/** Puts the pieces of an emitted C program together. */
import {
  cArrives,
  cConducting,
  cConductor,
  cCounting,
  cDies,
  cEnding,
  cExits,
  cPlainWait,
  cSleeping,
  cStart,
  cState,
} from './c-conductor.ts';
import { preludeOf } from './c-prelude.ts';
import { cName } from './c-values.ts';
import type { WireRule } from '../language/wire.ts';
import { hostConstant, roleConstant } from './call-values.ts';
import { cHosts } from './c-cable.ts';
import type { EmittedFunction } from './write-steps.ts';
import { cComment } from './emitted-text.ts';
import type { Script } from './script.ts';

interface Pieces {
  readonly script: Script;
  readonly about: string | undefined;
  readonly functions: readonly EmittedFunction[];
  readonly conducting: readonly string[];
  readonly fallbacks: readonly string[];
  /** The most that one call receives, in bytes. */
  readonly room: number;
}

const headers: readonly (readonly [string, RegExp])[] = [
  ['arpa/inet.h', /\binet_/u],
  ['errno.h', /\berrno\b/u],
  ['fcntl.h', /\b(?:fcntl|open|O_\w+)\b/u],
  ['linux/if_tun.h', /\bIFF_TUN\b/u],
  ['linux/errqueue.h', /\bSO_EE_/u],
  ['linux/netlink.h', /\bNETLINK_/u],
  ['linux/sockios.h', /\bSIOC(?:IN|OUT)Q/u],
  ['net/if.h', /\bifreq\b/u],
  ['sched.h', /\bCLONE_NEWNET\b/u],
  ['netinet/in.h', /\b(?:IPPROTO_|sockaddr_in|IP_|IPV6_)/u],
  ['netinet/tcp.h', /\bTCP_|tcp_info/u],
  ['poll.h', /\bpoll/u],
  ['pthread.h', /\bpthread_/u],
  ['signal.h', /\bSIG|\bsig/u],
  ['stdbool.h', /\b(?:bool|true|false)\b/u],
  ['stddef.h', /\boffsetof\b/u],
  ['stdio.h', /./u],
  ['stdlib.h', /\b(?:realloc|exit|atoi|system)\b/u],
  ['string.h', /\b(?:mem|str)\w+/u],
  ['sys/ioctl.h', /\bioctl\b/u],
  ['sys/mman.h', /\bmmap\b/u],
  ['sys/prctl.h', /\bprctl\b/u],
  ['sys/socket.h', /./u],
  ['sys/stat.h', /\b(?:struct stat|mkfifo|chmod)\b/u],
  ['sys/time.h', /\btimeval\b/u],
  ['sys/uio.h', /\b(?:readv|writev|iovec)\b/u],
  ['sys/un.h', /\bsockaddr_un\b/u],
  ['sys/wait.h', /\bWEXITSTATUS|WTERMSIG/u],
  ['time.h', /\bclock_gettime\b/u],
  ['unistd.h', /./u],
];

/** The program's own variables, declared where they are used. */
const variables: readonly (readonly [string, (room: number) => string])[] = [
  ['n', () => 'long n'],
  ['calls', () => 'int calls'],
  ['sum', () => 'long sum'],
  ['value', () => 'int value'],
  ['length', () => 'socklen_t length'],
  ['pair', () => 'int pair[2]'],
  ['to', () => 'struct address to'],
  ['from', () => 'struct address from'],
  ['buffer', (room) => `char buffer[${room}]`],
  ['control', () => 'char control[4096]'],
  ['vectors', () => 'struct iovec vectors[16]'],
  ['message', () => 'struct msghdr message'],
  ['polled', () => 'struct pollfd polled[16]'],
  ['status', () => 'struct stat status'],
  [
    'option',
    () =>
      'union {\n    int number;\n    struct linger linger;\n    struct timeval time;\n    struct ucred who;\n    char room[256];\n} option',
  ],
];

export function assembleC({ script, about, functions, conducting, fallbacks, room }: Pieces): string {
  const { roles, isPlain } = script;
  const bodies = functions.map(({ lines }) => lines.join('\n')).join('\n');
  const actions = withoutComments(`${bodies}\n${conducting.join('\n')}`);
  const hasThreads = roles.some(({ thread }) => thread > 1);
  const own = variables
    .filter(([name]) => new RegExp(`(?<![.\\w])${name}\\b`, 'u').test(actions))
    .map(([, declare]) => `static ${hasThreads ? '__thread ' : ''}${declare(room)};`);
  const named = script.names.map(cName).filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(actions));
  const names = named.length === 0 ? [] : [`static int ${[...new Set(named)].join(', ')};`];
  const numbers = /\bnumbers\[/u.test(actions) ? ['static volatile int *numbers;'] : [];
  const conductor = isPlain ? '' : conductorOf(script, actions);
  const program = [
    preludeOf(actions),
    conductor,
    [...own, ...names, ...numbers, ''].join('\n'),
    isPlain ? '' : functionsOf(functions),
    isPlain ? plainMain(functions[0]?.lines ?? []) : mainOf(script, conducting, numbers.length > 0),
  ]
    .filter((piece) => piece.trim() !== '')
    .join('\n');
  const wanted = withoutComments(program);
  return [
    ...(about === undefined ? [] : [`/* ${cComment(about)} */`]),
    '/* Written by sockrates --emit c from a sock block. Compile: gcc -Wall -Wextra -pthread -o experiment FILE.c */',
    '#define _GNU_SOURCE',
    ...headers.filter(([, sign]) => sign.test(wanted)).map(([name]) => `#include <${name}>`),
    '',
    ...fallbacks,
    ...(fallbacks.length === 0 ? [] : ['']),
    program,
  ].join('\n');
}

/** Neither a comment nor a string makes a part of the program needed. */
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"/gu, ' ');
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
}

function plainMain(lines: readonly string[]): string {
  return `int main(void)\n{\n    setvbuf(stdout, NULL, _IOLBF, 0);\n${indented(lines)}\n    return 0;\n}\n`;
}

function conductorOf(script: Script, actions: string): string {
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\(`, 'u').test(actions);
  const patience = `#define PATIENCE ${script.patienceMs}    /* milliseconds */\n`;
  const constants = `enum { ${script.roles.map(({ name }) => roleConstant(name)).join(', ')}, ROLES };\n`;
  const ending = uses('exits') || uses('dies') ? [cEnding] : [];
  return [
    patience + constants,
    cConductor,
    ...(uses('sleeps') || uses('exits') || uses('dies') || uses('arrives') ? [cState] : []),
    ...(/\bcount_signal\b/u.test(actions) ? [cCounting] : []),
    script.hosts.length === 0 ? cPlainWait : cHosts(script.hosts, wiresOf(script)),
    ...(uses('rest')
      ? [
          'static void rest(void)\n{\n    RESTS;\n}\n'.replace(
            'RESTS',
            script.hosts.length === 0 ? 'usleep(1000)' : 'is_done(-1, 1)',
          ),
        ]
      : []),
    cConducting,
    ...(uses('sleeps')
      ? [uses('wakes') ? cSleeping : cSleeping.slice(0, cSleeping.indexOf('/* The call that was asleep'))]
      : []),
    ...ending,
    ...(uses('exits') ? [cExits] : []),
    ...(uses('dies') ? [cDies] : []),
    ...(uses('arrives') ? [cArrives] : []),
    cStart,
  ]
    .map((piece) => piece.trim())
    .join('\n\n')
    .concat('\n');
}

function wiresOf({ steps }: Script): readonly WireRule[] {
  return steps.flatMap(({ line }) => (line.kind === 'wire' ? [line.rule] : []));
}

function functionsOf(functions: readonly EmittedFunction[]): string {
  const threadsOf = (actor: string): readonly EmittedFunction[] =>
    functions.filter(({ role }) => role.actor === actor && role.thread > 1);
  const definition = ({ role, lines }: EmittedFunction): string => {
    if (role.thread > 1)
      return `static void *actor_${role.name}(void *unused)\n{\n    me = ${roleConstant(role.name)};\n${indented(lines)}\n    turn();\n    return unused;\n}\n`;
    const threads = threadsOf(role.actor);
    const starts = threads.flatMap(({ role: thread }) => [
      'pthread_t thread;',
      '',
      `pthread_create(&thread, NULL, actor_${thread.name}, NULL);`,
    ]);
    const host =
      role.host === undefined || role.parent !== undefined
        ? []
        : [`setns(hosts[${hostConstant(role.host)}].network, CLONE_NEWNET);`];
    return `/* [${role.actor}] */\nstatic void actor_${role.name}(void)\n{\n${indented([...host, ...starts, ...(lines[0] === '' && starts.length + host.length === 0 ? lines.slice(1) : lines)])}\n}\n`;
  };
  // What is started or forked by another stands before it.
  const depth = ({ role }: EmittedFunction): number => {
    if (role.thread > 1) return 100;
    const parent = functions.find((other) => other.role.name === role.parent);
    return parent === undefined || parent.role === role ? 0 : 1 + Math.min(50, depth(parent));
  };
  return [...functions]
    .sort((a, b) => depth(b) - depth(a))
    .map(definition)
    .join('\n');
}

function mainOf(script: Script, conducting: readonly string[], hasNumbers: boolean): string {
  const starts = script.roles
    .filter(({ thread, parent }) => thread === 1 && parent === undefined)
    .map(({ name }) => `start(${roleConstant(name)}, actor_${name});`);
  const threads = script.roles.filter(({ thread }) => thread > 1).map(({ name }) => `hear(${roleConstant(name)});`);
  const numbers = hasNumbers ? ['numbers = (int *)roles + 1536;'] : [];
  return `int main(void)\n{\n    setvbuf(stdout, NULL, _IONBF, 0);\n${indented(['prepare();', ...(script.hosts.length === 0 ? [] : ['for (int host = 0; host < HOSTS; host++)', '    plug_in(&hosts[host]);']), ...numbers, ...starts, ...threads, '', ...conducting.filter((line, index) => index > 0 || line !== ''), 'stop("");', 'return 0;'])}\n}\n`;
}
