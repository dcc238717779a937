import type { CheckLine, WaitLine } from '../language/block.ts';
import type { Condition, Operand, Sum } from '../language/condition.ts';
import type { Outcome, Stage } from './stage.ts';
import { constantName, constantNumber } from '../kernel/numbers.ts';
import { printValue } from '../language/print-value.ts';
import { printCondition } from '../language/print-block.ts';
import { LineFault, NotTestable } from './outcome.ts';
import { askQuery } from './query.ts';

interface Answered {
  readonly isTrue: boolean;
  readonly left: number;
  readonly right?: number;
}

/** `check A OP B` asks once; `wait A OP B` again until it is so, instead of sleeping. */
export function stepCondition(line: CheckLine | WaitLine, stage: Stage): Outcome {
  const host = line.actor === undefined ? undefined : stage.actorOf(line.actor).host;
  const actor = line.actor?.name;
  const startNs = process.hrtime.bigint();
  let answered = answer(line.condition, stage, actor, host);
  if (line.kind === 'wait' && !answered.isTrue) {
    stage.loop.until(
      () => {
        stage.settle();
        answered = answer(line.condition, stage, actor, host);
        return answered.isTrue;
      },
      stage.deadline(),
      1,
    );
  }
  const left = shown(answered.left, line.condition, stage);
  const sides = [
    printSide(line.condition.left),
    ...(line.condition.comparison === undefined ? [] : [printSide(line.condition.comparison.right)]),
  ];
  return {
    status: answered.isTrue ? 'as-claimed' : 'differs',
    call: line.kind,
    args: sides,
    result: left,
    startNs,
    endNs: process.hrtime.bigint(),
    ...(answered.isTrue
      ? {}
      : {
          reason:
            `${sides[0] ?? ''} is ${left}` +
            (answered.right === undefined
              ? ''
              : `, ${sides[1] ?? ''} is ${shown(answered.right, line.condition, stage)}`) +
            (line.kind === 'wait' ? `: ${printCondition(line.condition)} never came true` : ''),
        }),
  };
}

function answer(condition: Condition, stage: Stage, actor: string | undefined, host: string | undefined): Answered {
  const left = sum(condition.left, stage, actor, host);
  if (condition.comparison === undefined) return { isTrue: left !== 0, left };
  const right = sum(condition.comparison.right, stage, actor, host);
  return { isTrue: compare(left, condition.comparison.operator, right), left, right };
}

function compare(left: number, operator: '==' | '!=' | '<' | '<=' | '>' | '>=', right: number): boolean {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function sum({ terms }: Sum, stage: Stage, actor: string | undefined, host: string | undefined): number {
  return terms.reduce(
    (total, { sign, operand }) => total + (sign === '-' ? -1 : 1) * operandValue(operand, stage, actor, host),
    0,
  );
}

function operandValue(operand: Operand, stage: Stage, actor: string | undefined, host: string | undefined): number {
  switch (operand.kind) {
    case 'integer':
      return operand.value;
    case 'constant': {
      const number = constantNumber(operand.name, stage.system);
      if (number === undefined) throw new NotTestable(`${operand.name} does not exist on ${stage.system.name}`);
      return number;
    }
    case 'name': {
      const bound =
        operand.actor === undefined
          ? stage.names.findAnywhere(operand.name, actor)?.bound
          : stage.names.find(operand.actor, operand.name);
      if (bound === undefined) throw new LineFault(`${operand.name} is not bound`);
      if (bound.kind !== 'number') throw new LineFault(`${operand.name} is not a number`);
      return bound.value;
    }
    case 'query':
      return askQuery(operand, stage, actor, host);
  }
}

/** A state is shown by its name. */
function shown(value: number, { left }: Condition, stage: Stage): string {
  const [term] = left.terms;
  const isState = left.terms.length === 1 && term?.operand.kind === 'query' && term.operand.query === 'state';
  return (isState ? constantName(value, 'tcpStates', stage.system.name) : undefined) ?? String(value);
}

function printSide({ terms }: Sum): string {
  return terms
    .map(
      ({ sign, operand }, index) => `${index === 0 ? (sign === '-' ? '-' : '') : ` ${sign} `}${printOperand(operand)}`,
    )
    .join('');
}

function printOperand(operand: Operand): string {
  if (operand.kind !== 'query') return printValue(operand);
  if (operand.query === 'sysctl') return `sysctl(${operand.variable})`;
  return `${operand.query}(${printValue(operand.query === 'state' ? operand.of : operand.descriptor)})`;
}
