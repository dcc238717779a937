/** `check`, `wait` and `repeat` in Python. */
import type { CallLine } from '../language/block.ts';
import type { Result } from '../language/claim.ts';
import type { Operand, Sum } from '../language/condition.ts';
import { parseInet, parseInet6 } from '../kernel/socket-address.ts';
import { parametersOf } from '../language/signatures.ts';
import { mentions } from './c-check.ts';
import { procAddress } from './call-values.ts';
import type { EmittedCall } from './emitted-call.ts';
import { pythonString } from './emitted-text.ts';
import { NotEmitted } from './not-emitted.ts';
import { pyConstant, pyData, pyDescriptor, pyName } from './python-values.ts';
import type { ConditionLine, Role, Script } from './script.ts';

export function pyCheck(line: ConditionLine, text: string, role: Role | undefined, script: Script): readonly string[] {
  const { left, comparison } = line.condition;
  const order = [...script.shared];
  const first = left.terms[0]?.operand;
  const isState = left.terms.length === 1 && first?.kind === 'query' && first.query === 'state';
  const holds = comparison === undefined ? 'n != 0' : `n ${comparison.operator} ${pySum(comparison.right)}`;
  const fetched = script.isPlain
    ? []
    : order.filter((name) => mentions(line, name)).map((name) => `${pyName(name)} = numbers[${order.indexOf(name)}]`);
  const pause = role === undefined && !script.isPlain ? 'rest()' : 'time.sleep(0.001)';
  const asked =
    line.kind === 'check'
      ? [`n = ${pySum(left)}`]
      : [
          `for _ in range(${script.patienceMs / 2}):`,
          `    n = ${pySum(left)}`,
          `    if ${holds}:`,
          '        break',
          `    ${pause}`,
        ];
  const shown = isState ? 'tcp_states[n]' : 'n';
  return [...fetched, ...asked, `tell_check(${line.span.line}, ${pythonString(text)}, ${shown}, ${holds})`];
}

function pySum({ terms }: Sum): string {
  return terms
    .map(({ sign, operand }, index) => `${index === 0 ? (sign === '-' ? '-' : '') : ` ${sign} `}${pyOperand(operand)}`)
    .join('');
}

const states =
  /^(?:ESTABLISHED|SYN_SENT|SYN_RECV|FIN_WAIT1|FIN_WAIT2|TIME_WAIT|CLOSE|CLOSE_WAIT|LAST_ACK|LISTEN|CLOSING)$/u;

function pyOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'integer':
      return String(operand.value);
    case 'name':
      return pyName(operand.name);
    case 'constant':
      return states.test(operand.name) ? `tcp_states.index(${pythonString(operand.name)})` : pyConstant(operand.name);
    case 'query':
      if (operand.query === 'sysctl') return `sysctl(${pythonString(operand.variable)})`;
      if (operand.query === 'state') {
        const { of } = operand;
        if (of.kind === 'name') return `tcp_state(${pyDescriptor(of)})`;
        if (of.port.kind !== 'integer') throw new NotEmitted('the state at a port that is not written');
        const bytes = of.family === 'inet' ? parseInet(of.host) : parseInet6(of.host);
        const table = of.family === 'inet' ? '/proc/net/tcp' : '/proc/net/tcp6';
        return `tcp_state_at(${pythonString(table)}, ${pythonString(procAddress(bytes, of.port.value))})`;
      }
      return operand.query.startsWith('POLL')
        ? `polls(${pyDescriptor(operand.descriptor)}, ${pyConstant(operand.query)})`
        : `asks(${pyDescriptor(operand.descriptor)}, ${pyConstant(operand.query)})`;
  }
}

export function pyRepeat(line: CallLine, made: EmittedCall, number: number, text: string): readonly string[] {
  const { repeat } = line;
  return [
    ...made.before,
    'calls = total = 0',
    `while calls < ${repeat?.count ?? 100_000}:`,
    `    n = ${made.call}`,
    `    if ${otherwise(line.claim.result, line)}:`,
    '        break',
    '    calls += 1',
    '    total += n',
    `tell(${number}, ${text}, n, f", {calls} calls, {total} in all")`,
    ...(repeat?.calls === undefined ? [] : [`${pyName(repeat.calls.name)} = calls`]),
    ...(repeat?.sum === undefined ? [] : [`${pyName(repeat.sum.name)} = total`]),
  ];
}

/** When a repeated call did not answer as it was to. */
function otherwise(result: Result, line: CallLine): string {
  const parameters = parametersOf(line.call);
  const text = line.arguments.find((value, index) => value.kind === 'text' && parameters[index]?.direction === 'out');
  const data =
    text?.kind === 'text' && text.match === 'whole' && text.bytes.length > 0 && text.repeat === 1
      ? ` or buffer.raw[:${text.bytes.length}] != ${pyData(text)}`
      : '';
  switch (result.kind) {
    case 'integer':
      return `n != ${result.value}${data}`;
    case 'constant':
      return `n != ${pyConstant(result.name)}`;
    case 'name':
      return `n != ${pyName(result.name)}`;
    case 'error':
      return `n != -1 or ctypes.get_errno() != errno.${result.errno}`;
    case 'positive':
      return 'n <= 0';
    case 'any':
      return 'False';
    default:
      throw new NotEmitted('a result that no repeat can claim');
  }
}
