import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantGroups } from '../../src/experiments/kernel/constants.ts';
import { decodeControl, encodeControl } from '../../src/experiments/kernel/control-message.ts';
import { errnoName, errnoNumber } from '../../src/experiments/kernel/errno.ts';
import { invoke, type KernelAnswer, type KernelCall } from '../../src/experiments/kernel/invoke.ts';
import { constantNumber } from '../../src/experiments/kernel/numbers.ts';
import {
  decodeSocketAddress,
  encodeSocketAddress,
  formatInet6,
  parseInet6,
} from '../../src/experiments/kernel/socket-address.ts';
import { findSystem, requireSystem } from '../../src/experiments/kernel/system.ts';
import { constantLists } from '../../src/experiments/index.ts';

const linux = { name: 'linux', arch: 'x64' } as const;

describe('the systems', () => {
  it('are Linux and macOS on two processors; others are told so', () => {
    expect(findSystem('linux', 'arm64')).toEqual({ name: 'linux', arch: 'arm64' });
    expect(findSystem('win32', 'x64')).toMatch(/not supported on win32/);
    expect(findSystem('linux', 'riscv64')).toMatch(/not supported on linux riscv64/);
  });
});

describe('constants and errors', () => {
  const gcc = spawnSync('gcc', ['--version']).status === 0;
  it.skipIf(!gcc || process.platform !== 'linux')('are what the C headers of this machine say', () => {
    // The kernel's own, not the C library's; states and origins are members of enumerations.
    const skipped = /^(tcpStates|optionValues|errorOrigins)$/;
    const names = Object.entries(constantGroups)
      .filter(([group]) => !skipped.test(group))
      .flatMap(([, group]) => Object.entries<readonly [number, number]>(group))
      .filter(
        ([name, [number]]) =>
          number !== -1 &&
          !/^(CAN_|BTPROTO_|NETLINK_|SIOCINQ|O_LARGEFILE|IPPROTO_DCCP|SA_RESTORER|SO_RCVTIMEO_OLD|SO_SNDTIMEO_OLD)/.test(
            name,
          ),
      );
    const lines = names.map(
      ([name]) => `#ifdef ${name}\nprintf("${name} %lld\\n", (long long)(unsigned)${name});\n#endif`,
    );
    const program = `#define _GNU_SOURCE
#include <stdio.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <linux/sockios.h>
int main(void) {\n${lines.join('\n')}\n${constantLists.errno.map((name) => `#ifdef ${name}\nprintf("${name} %d\\n", ${name});\n#endif`).join('\n')}\nreturn 0; }`;
    const binary = `/tmp/sockrates-constants-${process.pid}`;
    const compiled = spawnSync('gcc', ['-w', '-x', 'c', '-', '-o', binary], { input: program, encoding: 'utf8' });
    expect(compiled.stderr).toBe('');
    const printed = spawnSync(binary, { encoding: 'utf8' }).stdout.trim().split('\n');
    spawnSync('rm', [binary]);
    expect(printed.length).toBeGreaterThan(200);
    const wrong = printed.filter((line) => {
      const [name = '', number] = line.split(' ');
      const ours = constantNumber(name, requireSystem()) ?? errnoNumber(name, 'linux');
      return ours === undefined || ours >>> 0 !== Number(number);
    });
    expect(wrong).toEqual([]);
  });

  it('every name of the language has a number on one of the systems', () => {
    const without = Object.entries(constantLists).flatMap(([list, names]) =>
      list === 'signal-handler'
        ? []
        : names.filter((name) =>
            [linux, { name: 'darwin', arch: 'arm64' } as const].every(
              (system) => constantNumber(name, system) === undefined && errnoNumber(name, system.name) === undefined,
            ),
          ),
    );
    expect(without).toEqual([]);
  });

  it('twins print as strace does', () => {
    expect([errnoName(11, 'linux'), errnoName(95, 'linux'), errnoName(35, 'darwin'), errnoName(102, 'darwin')]).toEqual(
      ['EAGAIN', 'EOPNOTSUPP', 'EAGAIN', 'EOPNOTSUPP'],
    );
  });
});

describe('socket addresses', () => {
  const port = fc.integer({ min: 0, max: 65_535 });
  const inet = fc.record({ family: fc.constant('inet' as const), host: fc.ipV4(), port });
  const inet6 = fc.record({
    family: fc.constant('inet6' as const),
    host: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(formatInet6),
    port,
  });
  const unix = fc.record({
    family: fc.constant('unix' as const),
    name: fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => bytes.map((byte) => byte || 1)),
    abstract: fc.boolean(),
  });

  it('come back from their bytes on both systems', () => {
    fc.assert(
      fc.property(
        fc.oneof(inet, inet6, unix),
        fc.constantFrom('linux' as const, 'darwin' as const),
        (address, system) => {
          if (address.family === 'unix' && address.abstract && system === 'darwin') return;
          const decoded = decodeSocketAddress(encodeSocketAddress(address, system), system);
          const plain = (value: unknown): unknown =>
            JSON.parse(JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? [...one] : one)));
          expect(plain(decoded)).toEqual(
            plain({ ...address, ...(address.family === 'unix' ? { name: Buffer.from(address.name) } : {}) }),
          );
        },
      ),
    );
  });

  it('of any bytes are decoded without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeSocketAddress(bytes, 'linux');
        decodeSocketAddress(bytes, 'darwin');
        decodeControl(bytes, bytes.length, 'linux');
        decodeControl(bytes, bytes.length, 'darwin');
      }),
    );
  });

  it('are spelled as RFC 5952 says', () => {
    const spelled = (host: string): string => formatInet6(parseInet6(host));
    expect(
      ['::1', '::', '2001:db8:0:0:1:0:0:1', '::ffff:127.0.0.1', 'FE80::0:1', '1:2:3:4:5:6:7:8'].map(spelled),
    ).toEqual(['::1', '::', '2001:db8::1:0:0:1', '::ffff:127.0.0.1', 'fe80::1', '1:2:3:4:5:6:7:8']);
  });
});

describe('control messages', () => {
  it('have the layout of CMSG_LEN and CMSG_SPACE', () => {
    const one = { level: 1, type: 1, bytes: Buffer.from([7, 0, 0, 0]) };
    expect([encodeControl([one], 'linux').length, encodeControl([one], 'darwin').length]).toEqual([24, 16]);
    expect(decodeControl(encodeControl([one, one], 'linux'), 48, 'linux').map(({ bytes }) => [...bytes])).toEqual([
      [7, 0, 0, 0],
      [7, 0, 0, 0],
    ]);
  });
});

describe('a call of the C library', () => {
  function make(call: KernelCall): KernelAnswer {
    let answer: KernelAnswer | undefined;
    invoke(call, (told) => (answer = told));
    if (answer === undefined) throw new Error('no answer');
    return answer;
  }

  it('gives its error, and 0 where there is none', () => {
    expect(make({ name: 'close', arguments: [-1] })).toMatchObject({ result: -1, errno: 9 });
    expect(make({ name: 'dup', arguments: [1_000_000] })).toMatchObject({ result: -1, errno: 9 });
  });

  it('carries every byte, from and to', () => {
    const pair = Buffer.from(make({ name: 'socketpair', arguments: [1, 1, 0, { take: 8 }] }).memory[3]?.[0] ?? []);
    const [a, b] = [pair.readInt32LE(0), pair.readInt32LE(4)];
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(make({ name: 'send', arguments: [a, { give: all }, 256, 0] }).result).toBe(256);
    const answer = make({ name: 'recv', arguments: [b, { take: 300 }, 300, 0] });
    expect([answer.result, [...(answer.memory[1]?.[0] ?? [])].slice(0, 257)]).toEqual([256, [...all, 0]]);
    for (const one of [a, b]) make({ name: 'close', arguments: [one] });
  });
});
