import {
  type Block,
  type CallLine,
  type Claim,
  type Condition,
  type Line,
  type Result,
  type ResumeLine,
  signatures,
  type TextValue,
  type Value,
} from '../../src/experiments/index.ts';

export interface Mutant {
  /** `line 12: 0 became -1 EINVAL` */
  readonly name: string;
  readonly block: Block;
}

/**
 * Every wrong claim next to a right one: an errno for another, 0 for -1 EINVAL, a count by one, one byte of the data
 * that are claimed, two receives of one descriptor swapped. A replay that does not refute one of them would not have
 * noticed that kernel either.
 */
export function mutateClaims(block: Block, system: 'linux' | 'darwin'): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const replaceAt = (index: number, line: Line, what: string): void => {
    const lines = block.lines.map((old, at) => (at === index ? line : old));
    mutants.push({ name: `line ${line.span.line}: ${what}`, block: { ...block, lines } });
  };
  block.lines.forEach((line, index) => {
    if (line.kind === 'call' || line.kind === 'resume') {
      for (const [result, what] of mutateResult(effectiveResult(line.claim, system)))
        replaceAt(index, { ...line, claim: { ...line.claim, result, alternatives: [] } }, what);
      for (const [argument, value, what] of mutateData(line))
        replaceAt(
          index,
          { ...line, arguments: line.arguments.map((old, at) => (at === argument ? value : old)) },
          what,
        );
    }
    if (line.kind === 'check' || line.kind === 'wait')
      for (const [condition, what] of mutateCondition(line.condition)) replaceAt(index, { ...line, condition }, what);
    const other = block.lines.findIndex((later, at) => at > index && receivesOther(line, later));
    const next = block.lines[other];
    if (line.kind === 'call' && next?.kind === 'call') {
      const lines = block.lines.map((old, at) => (at === index ? next : at === other ? line : old));
      mutants.push({ name: `lines ${line.span.line} and ${next.span.line}: swapped`, block: { ...block, lines } });
    }
  });
  return mutants;
}

function effectiveResult({ result, alternatives }: Claim, system: string): Result {
  return alternatives.find((alternative) => alternative.system === system)?.result ?? result;
}

function mutateResult(result: Result): readonly (readonly [Result, string])[] {
  const { span } = result;
  const fails = (errno: string): Result => ({ kind: 'error', errno, span });
  switch (result.kind) {
    case 'error':
      return [[fails(result.errno === 'EXDEV' ? 'EMFILE' : 'EXDEV'), `${result.errno} became another`]];
    case 'integer': {
      const up: Result = { ...result, value: result.value + 1 };
      const wrong = fails('EINVAL');
      return result.value === 0
        ? [[wrong, '0 became -1 EINVAL']]
        : [
            [up, `${result.value} became one more`],
            [wrong, `${result.value} became -1 EINVAL`],
          ];
    }
    case 'name':
    case 'positive':
    case 'ready':
      return [[fails('EINVAL'), 'success became -1 EINVAL']];
    case 'unfinished':
      return result.sleeps
        ? [[{ kind: 'integer', value: 0, base: 'decimal', span }, 'a call that sleeps returns 0']]
        : [];
    case 'constant':
    case 'flags':
    case 'any':
    case 'unknown':
      return [];
  }
}

/** One byte of each text that the kernel is claimed to have written. */
function mutateData(line: CallLine | ResumeLine): readonly (readonly [number, Value, string])[] {
  const first = line.kind === 'resume' ? line.firstArgument : 0;
  const { parameters } = signatures[line.call];
  return line.arguments.flatMap((value, index): (readonly [number, Value, string])[] => {
    const parameter = parameters[first + index];
    const received = parameter?.direction === 'out' && (parameter.kind === 'data' || parameter.kind === 'vectors');
    if (!received) return [];
    const changed = flipText(value);
    return changed === undefined ? [] : [[index, changed, 'one byte of the claimed data changed']];
  });
}

function flipText(value: Value): Value | undefined {
  if (value.kind === 'text' && value.bytes !== '') {
    const at = value.match === 'suffix' ? value.bytes.length - 1 : 0;
    const flipped = String.fromCharCode(value.bytes.charCodeAt(at) ^ 1);
    const changed: TextValue = { ...value, bytes: value.bytes.slice(0, at) + flipped + value.bytes.slice(at + 1) };
    return changed;
  }
  if (value.kind === 'array') {
    const at = value.items.findIndex((item) => flipText(item) !== undefined);
    const item = value.items[at];
    const changed = item === undefined ? undefined : flipText(item);
    return changed === undefined
      ? undefined
      : { ...value, items: value.items.map((old, index) => (index === at ? changed : old)) };
  }
  if (value.kind === 'structure') {
    const at = value.members.findIndex((member) => flipText(member.value) !== undefined);
    const member = value.members[at];
    const changed = member === undefined ? undefined : flipText(member.value);
    return member === undefined || changed === undefined
      ? undefined
      : { ...value, members: value.members.map((old, index) => (index === at ? { ...member, value: changed } : old)) };
  }
  return undefined;
}

const opposite = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;

function mutateCondition(condition: Condition): readonly (readonly [Condition, string])[] {
  const { comparison } = condition;
  if (comparison === undefined) return [];
  const turned: Condition = { ...condition, comparison: { ...comparison, operator: opposite[comparison.operator] } };
  const { right } = comparison;
  const isNumber = !right.terms.some(({ operand }) => operand.kind === 'constant');
  if (comparison.operator !== '==' || !isNumber) return [[turned, `${comparison.operator} turned round`]];
  const one = { kind: 'integer', value: 1, base: 'decimal', span: right.span } as const;
  const more: Condition = {
    ...condition,
    comparison: { ...comparison, right: { ...right, terms: [...right.terms, { sign: '+', operand: one }] } },
  };
  return [
    [more, 'a count by one more'],
    [turned, '== turned round'],
  ];
}

/** Two lines that receive other data from the same descriptor. */
function receivesOther(a: Line, b: Line): boolean {
  if (a.kind !== 'call' || b.kind !== 'call' || a.repeat !== undefined || b.repeat !== undefined) return false;
  const [first, second] = [received(a), received(b)];
  if (first === undefined || second === undefined || first.text === second.text) return false;
  return first.descriptor === second.descriptor && (a.actor?.name ?? '') === (b.actor?.name ?? '');
}

function received(line: CallLine): { readonly descriptor: string; readonly text: string } | undefined {
  if (!/^(?:recv|recvfrom|read)$/u.test(line.call)) return undefined;
  const [descriptor, data] = line.arguments;
  if (descriptor?.kind !== 'name' || data?.kind !== 'text' || data.bytes === '') return undefined;
  return { descriptor: descriptor.name, text: data.bytes };
}
