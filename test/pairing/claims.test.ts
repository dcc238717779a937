import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findClaims } from '../../src/pairing/index.ts';
import { parseNote } from '../../src/vault/index.ts';
import { type Bench, judgeNote, letterOf, openBench } from './judge-notes.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
}, 60_000);

/** Each claim as `letter line:column concept | facet | value | condition`. */
function check(markdown: string, expected: readonly string[]): void {
  const found = judgeNote('note.md', markdown, bench).map(({ claim, verdict }) =>
    [
      `${letterOf(verdict)} ${claim.place.line}:${claim.place.column} ${claim.concept.name}`,
      claim.facet,
      claim.value.name,
      ...(claim.condition === undefined ? [] : [claim.condition.name ?? claim.condition.written]),
    ].join(' | '),
  );
  expect(found).toEqual(expected);
}

describe('claims', () => {
  it('stand in tables, whichever way these are turned', () => {
    check('| | TCP | UDP |\n|---|---|---|\n| Ordered? | yes | no |\n', [
      'S 3:14 TCP | order | in order',
      'S 3:20 UDP | order | not guaranteed',
    ]);
    check('| Protocol | Ordering |\n|---|---|\n| UDP | always kept |\n', ['R 3:9 UDP | order | in order']);
  });

  it('stand in bullets under a concept, by their label or without one', () => {
    check('## UDP\n\n- **Boundaries:** not kept\n- unreliable\n', [
      'R 3:19 UDP | boundaries | none',
      'S 4:3 UDP | reliability | unreliable',
    ]);
  });

  it('stand in sentences about a concept that they name, or that the sentence before named', () => {
    check('# Notes\n\nA stream socket keeps the order. It does not preserve message boundaries.\n', [
      'S 3:17 Stream socket | order | in order',
      'S 3:46 Stream socket | boundaries | none',
    ]);
  });

  it('are turned round by a negation, once by "neither … nor", and by none behind a comma', () => {
    check('UDP guarantees neither delivery nor order.\n', [
      'S 1:5 UDP | reliability | unreliable',
      'S 1:5 UDP | order | not guaranteed',
    ]);
    check('TCP is anything but unreliable.\n', ['O 1:21 TCP | reliability | reliable']);
    check('No handshake is needed for UDP, message boundaries are kept.\n', [
      'S 1:1 UDP | connection | not needed',
      'S 1:1 UDP | handshake | none',
      'S 1:41 UDP | boundaries | kept',
    ]);
  });

  it('are over-general without their condition, and supported with it', () => {
    check('Messages on a UNIX domain datagram socket are never lost.\n', [
      'O 1:1 UNIX domain datagram socket | reliability | reliable',
    ]);
    check('UNIX domain datagram sockets are reliable while the receiver lives.\n', [
      'S 1:34 UNIX domain datagram socket | reliability | reliable | while the receiver lives',
    ]);
  });

  it('about another system are not for this kernel', () => {
    check('UDP blocks on macOS.\n', ['T 1:5 UDP | blocking | yes | on another system']);
  });

  it('are not made by questions, quotations, myths, advice and hypotheses', () => {
    check('Is UDP reliable? "UDP never blocks" is wrong.\n', []);
    check('## Myths\n\n- TCP keeps message boundaries.\n', []);
    check('With UDP you should retransmit lost packets.\n', ['N 1:10 UDP | advice | you should']);
    check('A TCP that kept message boundaries would be slower.\n', []);
  });

  it('are about the thing that a sentence opens with, known or not', () => {
    check('## UDP\n\nQUIC is reliable. Unlike TCP, it may deliver out of order.\n', [
      'S 3:46 UDP | order | not guaranteed',
    ]);
    check('## Pipe\n\nA UNIX socket is bidirectional.\n', ['S 3:18 UNIX domain socket | direction | bidirectional']);
  });

  it('name the kind that a label and its heading share', () => {
    check('## UNIX domain sockets\n\n- `SOCK_DGRAM`: order kept\n', [
      'S 3:17 UNIX domain datagram socket | order | in order',
    ]);
  });

  it('of errors and numbers are wrong where another one is seen', () => {
    check('## bind()\n\n- **Port in use:** EACCES\n', ['R 3:20 bind | address in use | EACCES']);
    check('## Pipe\n\n- **Capacity:** 64 KiB\n', ['S 3:17 Pipe | capacity | 65536']);
  });

  it('of an order of calls stand in step tables, numbered lists and arrows', () => {
    check('## TCP server\n\n1. `socket()`\n2. `listen()`\n3. `bind()`\n', [
      'R 3:5 TCP server | calls in order | socket; listen; bind',
    ]);
    check('## TCP client\n\nsocket() → connect() → close()\n', [
      'S 3:1 TCP client | calls in order | socket; connect; close',
    ]);
  });

  it('can be written out, with a diagnostic for a line that lacks a part', () => {
    check('claim:: [[UDP]] | order | unordered\n', ['S 1:27 UDP | order | not guaranteed']);
    const { note } = parseNote('note.md', 'claim:: [[UDP]] | order\n');
    expect(findClaims(note, bench.lexicon).diagnostics.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
      '1 bad-claim-line',
    ]);
  });

  it('survive misspelled words', () => {
    check('## UDP\n\n- conection less\n', ['O 3:3 UDP | connection | connectionless']);
  });

  it('are looked for in any note without a throw', () => {
    const word = fc.constantFrom(
      'UDP',
      'TCP',
      'is',
      'not',
      'reliable',
      '(',
      ')',
      ':',
      '|',
      '\n',
      '- ',
      '"',
      'neither',
      ',',
      '**',
      '# ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }), (words) => {
        const { note } = parseNote('note.md', words.join(' '));
        for (const { place } of findClaims(note, bench.lexicon).claims) expect(place.line).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});
