import { printValue, type Line, type System } from '../../experiments/index.ts';
import { findAskedLines } from './asked-line.ts';
import type { AskableExperiment } from './askable-experiment.ts';
import { claimedText, claimedValues, type LineValue, outputValue } from './line-result.ts';

/** What calls, states and packets come to in all experiments: where distractors for a line are taken from. */
export interface ResultPool {
  /** By topic (`recv`, `state`, `packet`), the values and how many experiments have each, most first. */
  readonly byTopic: ReadonlyMap<string, readonly PooledValue[]>;
  /** What calls fail with, whichever. */
  readonly errors: readonly PooledValue[];
  /** The errors that other systems give where one is given here, by its name: `ECONNRESET`. */
  readonly alternatives: ReadonlyMap<string, ReadonlySet<string>>;
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
      if (found?.value.startsWith('-1 ') === true) add('error', found.value, id);
      for (const { topic, value } of constantsIn(line)) add(topic, value, id);
    }
    for (const { topic, value } of findAskedLines(block, system)) if (topic !== 'number') add(topic, value, id);
  }
  const byTopic = new Map(
    [...topics].map(([topic, values]): readonly [string, readonly PooledValue[]] => [
      topic,
      [...values]
        .map(([value, ids]) => ({ value, experiments: ids }))
        .sort((a, b) => b.experiments.size - a.experiments.size || (a.value < b.value ? -1 : 1)),
    ]),
  );
  return { byTopic, errors: byTopic.get('error') ?? [], alternatives: poolAlternatives(experiments, system) };
}

function poolAlternatives(
  experiments: readonly AskableExperiment[],
  system: System,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { block } of experiments)
    for (const line of block.lines) {
      if ((line.kind !== 'call' && line.kind !== 'resume') || line.claim.alternatives.length === 0) continue;
      const { here, anywhere } = claimedValues(line.claim, system);
      const own = errorIn(here);
      if (own === undefined) continue;
      const known = found.get(own) ?? new Set<string>();
      for (const other of anywhere.flatMap((value) => errorIn(value) ?? [])) if (other !== own) known.add(other);
      found.set(own, known);
    }
  return found;
}

function errorIn(value: LineValue): string | undefined {
  return /^-1 (E[A-Z0-9]+)$/u.exec(value)?.[1];
}

/** They stand beside a type, and are none. */
const typeFlags: ReadonlySet<string> = new Set(['SOCK_NONBLOCK', 'SOCK_CLOEXEC']);

/** Constants and addresses that stand in a call's arguments: what an option or an address could have been. */
function constantsIn(line: Line): readonly { readonly topic: string; readonly value: LineValue }[] {
  if (line.kind !== 'call') return [];
  return line.arguments.flatMap((argument) => {
    const value = outputValue(printValue(argument));
    const prefix = /^([A-Z][A-Z0-9]*_)[A-Z0-9_]+$/u.exec(value)?.[1];
    if (typeFlags.has(value)) return [];
    if (prefix !== undefined) return [{ topic: `constant ${prefix}`, value }];
    return argument.kind === 'address' ? [{ topic: 'address', value }] : [];
  });
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
