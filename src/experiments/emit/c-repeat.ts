/** `repeat` in C. */
import type { CallLine } from '../language/block.ts';
import type { Result } from '../language/claim.ts';
import { parametersOf } from '../language/signatures.ts';
import type { EmittedCall } from './emitted-call.ts';
import { cData, cName } from './c-values.ts';
import { NotEmitted } from './not-emitted.ts';

export function cRepeat(line: CallLine, made: EmittedCall, number: number, text: string): readonly string[] {
  const { repeat } = line;
  const most = repeat?.count ?? 100_000;
  const names = [
    ...(repeat?.calls === undefined ? [] : [`${cName(repeat.calls.name)} = calls;`]),
    ...(repeat?.sum === undefined ? [] : [`${cName(repeat.sum.name)} = (int)sum;`]),
  ];
  return [
    ...made.before,
    `for (calls = 0, sum = 0; calls < ${most}; calls++, sum += n) {`,
    `    n = ${made.call};`,
    `    if (${otherwise(line.claim.result, line)})`,
    '        break;',
    '}',
    `tell_repeat(${number}, ${text}, n, calls, sum);`,
    ...names,
  ];
}

/** When a repeated call did not answer as it was to. */
function otherwise(result: Result, line: CallLine): string {
  const parameters = parametersOf(line.call);
  const text = line.arguments.find((value, index) => value.kind === 'text' && parameters[index]?.direction === 'out');
  const data =
    text?.kind === 'text' && text.match === 'whole' && text.bytes.length > 0 && text.repeat === 1
      ? ` || memcmp(buffer, ${cData(text).bytes}, ${text.bytes.length}) != 0`
      : '';
  switch (result.kind) {
    case 'integer':
      return `n != ${result.value}${data}`;
    case 'constant':
      return `n != ${result.name}`;
    case 'name':
      return `n != ${cName(result.name)}`;
    case 'error':
      return `n != -1 || errno != ${result.errno}`;
    case 'positive':
      return 'n <= 0';
    case 'any':
      return 'false';
    default:
      throw new NotEmitted('a result that no repeat can claim');
  }
}
