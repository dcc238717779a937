import type { Block } from '../language/block.ts';
import { cCall } from './c-calls.ts';
import { cCheck } from './c-check.ts';
import { assembleC } from './c-program.ts';
import { cRepeat } from './c-repeat.ts';
import { cName } from './c-values.ts';
import { cWire } from './c-cable.ts';
import { roleConstant } from './call-values.ts';
import { cComment, cString, utf8 } from './emitted-text.ts';
import { fallbacks, roomOf, uncommon } from './extent.ts';
import { makeScript } from './script.ts';
import { type Dialect, writeSteps } from './write-steps.ts';

const dialect: Dialect = {
  end: ';',
  comment: (text) => `/* ${cComment(text)} */`,
  string: (text) => cString(utf8(text)),
  name: cName,
  signal: (name) => name,
  call: cCall,
  check: cCheck,
  repeat: cRepeat,
  wire: cWire,
  exit: (status) => `_exit(${status})`,
  kill: (role, signal) => `kill(roles[${role}].pid, ${signal})`,
  fork: (child) => [
    'n = fork();',
    'if (n == 0) {',
    `    me = ${roleConstant(child)};`,
    `    actor_${child}();`,
    '    turn();',
    '    pause();',
    '}',
  ],
};

/**
 * A stand-alone C program (gnu11, Linux with glibc) that makes the block's calls in the block's order and prints the
 * result, error and data of each. Several actors are processes that a short conductor tells in turn what to do. What a
 * program can't do (packet lines) stands in it as a comment.
 */
export function emitC(block: Block, about?: string): string {
  const script = makeScript(block);
  return assembleC({
    script,
    about,
    ...writeSteps(script, dialect),
    fallbacks: fallbacks(uncommon(block)),
    room: roomOf(block),
  });
}
