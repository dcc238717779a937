import type { Line, System } from '../../experiments/index.ts';
import { findAskedLines } from './asked-line.ts';
import type { AskableExperiment } from './askable-experiment.ts';
import { claimedText, claimedValues, type LineValue } from './line-result.ts';

/** What calls, states and packets come to in all experiments: where distractors for a line are taken from. */
export interface ResultPool {
  /** By topic (`recv`, `state`, `packet`), the values and how many experiments have each, most first. */
  readonly byTopic: ReadonlyMap<string, readonly PooledValue[]>;
}

export interface PooledValue {
  readonly value: LineValue;
  readonly experiments: ReadonlySet<string>;
}

export function poolResults(experiments: readonly AskableExperiment[], system: System): ResultPool {
  const topics = new Map<string, Map<LineValue, Set<string>>>();
  const add = (topic: string, value: LineValue, id: string): void => {
    if (value === '_' || value === '>0' || value.startsWith('?')) return;
    const values = topics.get(topic) ?? new Map<LineValue, Set<string>>();
    topics.set(topic, values);
    values.set(value, (values.get(value) ?? new Set()).add(id));
  };
  for (const { id, block } of experiments) {
    for (const line of block.lines) {
      const found = valueOfLine(line, system);
      if (found !== undefined) add(found.topic, found.value, id);
    }
    for (const { topic, value } of findAskedLines(block, system)) add(topic, value, id);
  }
  const byTopic = new Map(
    [...topics].map(([topic, values]): readonly [string, readonly PooledValue[]] => [
      topic,
      [...values]
        .map(([value, ids]) => ({ value, experiments: ids }))
        .sort((a, b) => b.experiments.size - a.experiments.size || (a.value < b.value ? -1 : 1)),
    ]),
  );
  return { byTopic };
}

function valueOfLine(line: Line, system: System): { readonly topic: string; readonly value: LineValue } | undefined {
  if (line.kind === 'call' || line.kind === 'resume')
    return { topic: line.call, value: claimedValues(line.claim, system).here };
  if (line.kind === 'packet') return { topic: 'packet', value: claimedText(line) };
  if (line.kind !== 'check' && line.kind !== 'wait') return undefined;
  const [first] = line.condition.left.terms;
  if (first?.operand.kind !== 'query' || line.condition.comparison?.operator !== '==') return undefined;
  return { topic: first.operand.query, value: claimedText(line) };
}
