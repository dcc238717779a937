/** Calls that strace prints in two parts: what was given stands in one line, what the kernel wrote in another. */
import { parametersOf } from './signatures.ts';
import type { Parameter } from './signatures.ts';
import { callNamed } from './strace.ts';
import type { Span, Value } from './value.ts';

/** Room for what a receive that never returned would have read. */
const buffer = 65536;

/** The arguments of a cut call: those before the cut, those at its return, and for what is said nowhere a default. */
export function completeCall(
  name: string,
  before: readonly Value[],
  rest: readonly Value[],
  span: Span,
): readonly Value[] {
  const known = [...before, ...rest];
  const call = callNamed(name);
  const parameters = call === undefined ? [] : parametersOf(call);
  if (known.length >= parameters.filter(({ optional }) => !optional).length) return known;
  const missing = parameters
    .slice(known.length)
    .filter(({ optional, kind, direction }) => !optional || (kind === 'length' && direction === 'inout'));
  return [...known, ...missing.map((parameter) => defaultOf(parameter, span))];
}

function defaultOf({ kind, name }: Parameter, span: Span): Value {
  if (kind === 'address' || kind === 'length') return { kind: 'null', span };
  if (kind === 'integer') return { kind: 'integer', value: name === 'len' ? buffer : 0, base: 'decimal', span };
  if (kind === 'message-flags') return { kind: 'integer', value: 0, base: 'decimal', span };
  return { kind: 'any', span };
}

const written: readonly string[] = ['msg_name', 'msg_control', 'msg_flags'];

/** An output as it stands in a call that has not returned: what the kernel will write is whatever it is. */
export function claimsNothing(value: Value): Value {
  switch (value.kind) {
    case 'text':
    case 'address':
      return { kind: 'any', span: value.span };
    case 'change':
      return value.before;
    case 'array':
      return { ...value, items: value.items.map((item) => claimsNothing(item)) };
    case 'structure':
      return {
        ...value,
        members: value.members
          .filter(({ name }) => !written.includes(name))
          .map((member) => ({ ...member, value: claimsNothing(member.value) })),
      };
    case 'integer':
    case 'name':
    case 'constant':
    case 'flags':
    case 'raw-packet':
    case 'null':
    case 'any':
      return value;
  }
}
