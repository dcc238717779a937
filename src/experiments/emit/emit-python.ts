import type { Block } from '../language/block.ts';
import { roleConstant } from './call-values.ts';
import { pythonComment, pythonString, utf8 } from './emitted-text.ts';
import { roomOf } from './extent.ts';
import { pyWire } from './python-cable.ts';
import { pyCall } from './python-calls.ts';
import { pyCheck, pyRepeat } from './python-check.ts';
import { assemblePython } from './python-program.ts';
import { pyConstant, pyName } from './python-values.ts';
import { makeScript } from './script.ts';
import { type Dialect, writeSteps } from './write-steps.ts';

const dialect: Dialect = {
  end: '',
  comment: (text) => `# ${pythonComment(text)}`,
  string: (text) => pythonString(utf8(text)),
  name: pyName,
  signal: pyConstant,
  call: pyCall,
  check: pyCheck,
  repeat: pyRepeat,
  wire: pyWire,
  exit: (status) => `os._exit(${status})`,
  kill: (role, signal) => `os.kill(roles[${role}].pid, ${pyConstant(signal)})`,
  fork: (child) => [
    'n = os.fork()',
    'if n == 0:',
    `    me.role = ${roleConstant(child)}`,
    `    actor_${child}()`,
    '    turn()',
    '    os._exit(0)',
  ],
};

/**
 * A stand-alone Python program (3.9 and later, Linux) that makes the block's calls in the block's order and prints the
 * result, error and data of each, line for line as the C program does.
 */
export function emitPython(block: Block, about?: string): string {
  const script = makeScript(block);
  return assemblePython({ script, about, ...writeSteps(script, dialect), room: roomOf(block) });
}
