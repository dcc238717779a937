/** `check` and `wait` in C. */
import type { Operand, Sum } from '../language/condition.ts';
import { parseInet, parseInet6 } from '../kernel/socket-address.ts';
import { procAddress } from './call-values.ts';
import { cString, utf8 } from './emitted-text.ts';
import { cDescriptor, cName } from './c-values.ts';
import { NotEmitted } from './not-emitted.ts';
import type { ConditionLine, Role, Script } from './script.ts';

export function cCheck(line: ConditionLine, text: string, role: Role | undefined, script: Script): readonly string[] {
  const { left, comparison } = line.condition;
  const order = [...script.shared];
  const first = left.terms[0]?.operand;
  const isState = left.terms.length === 1 && first?.kind === 'query' && first.query === 'state';
  const holds = comparison === undefined ? 'n != 0' : `n ${comparison.operator} ${cSum(comparison.right)}`;
  const fetched = script.isPlain
    ? []
    : order.filter((name) => mentions(line, name)).map((name) => `${cName(name)} = numbers[${order.indexOf(name)}];`);
  const pause = role === undefined && !script.isPlain ? 'rest();' : 'usleep(1000);';
  const asked =
    line.kind === 'check'
      ? [`n = ${cSum(left)};`]
      : [
          `for (int tries = 0; n = ${cSum(left)}, !(${holds}) && tries < ${script.patienceMs / 2}; tries++)`,
          `    ${pause}`,
        ];
  return [
    ...fetched,
    ...asked,
    `${isState ? 'tell_state' : 'tell_check'}(${line.span.line}, ${cString(utf8(text))}, n, ${holds});`,
  ];
}

export function mentions(line: ConditionLine, name: string): boolean {
  const sums = [
    line.condition.left,
    ...(line.condition.comparison === undefined ? [] : [line.condition.comparison.right]),
  ];
  return sums.some(({ terms }) => terms.some(({ operand }) => operand.kind === 'name' && operand.name === name));
}

function cSum({ terms }: Sum): string {
  return terms
    .map(({ sign, operand }, index) => `${index === 0 ? (sign === '-' ? '-' : '') : ` ${sign} `}${cOperand(operand)}`)
    .join('');
}

const states =
  /^(?:ESTABLISHED|SYN_SENT|SYN_RECV|FIN_WAIT1|FIN_WAIT2|TIME_WAIT|CLOSE|CLOSE_WAIT|LAST_ACK|LISTEN|CLOSING)$/u;

function cOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'integer':
      return String(operand.value);
    case 'name':
      return cName(operand.name);
    case 'constant':
      return states.test(operand.name) ? `TCP_${operand.name}` : operand.name;
    case 'query':
      if (operand.query === 'sysctl') return `sysctl(${cString(`/proc/sys/${operand.variable.replaceAll('.', '/')}`)})`;
      if (operand.query === 'state') {
        const { of } = operand;
        if (of.kind === 'name') return `tcp_state(${cDescriptor(of)})`;
        if (of.port.kind !== 'integer') throw new NotEmitted('the state at a port that is not written');
        const bytes = of.family === 'inet' ? parseInet(of.host) : parseInet6(of.host);
        const table = of.family === 'inet' ? '/proc/net/tcp' : '/proc/net/tcp6';
        return `tcp_state_at(${cString(table)}, ${cString(procAddress(bytes, of.port.value))})`;
      }
      return operand.query.startsWith('POLL')
        ? `polls(${cDescriptor(operand.descriptor)}, ${operand.query})`
        : `asks(${cDescriptor(operand.descriptor)}, ${operand.query})`;
  }
}
