import type { CallLine } from '../language/block.ts';
import type { Outcome, Stage } from './stage.ts';
import { closeDescriptor } from '../kernel/descriptors.ts';
import { command } from './actors.ts';
import { claimedResult } from './match-result.ts';
import { LineFault } from './outcome.ts';

/**
 * `[parent] fork() = child`: a Node process can't be forked, so a further actor gets the same descriptors at the same
 * numbers, the same names, folder and actions of signals: all that a block can see of a fork.
 */
export function stepFork(line: CallLine, stage: Stage): Outcome {
  const parent = stage.actorOf(line.actor);
  const { result: claimed } = claimedResult(line.claim, stage.system);
  if (claimed.kind !== 'name') throw new LineFault('fork() = NAME names the child');
  if (stage.actors.has(claimed.name)) throw new LineFault(`${claimed.name} is already an actor of this block`);
  const pending = parent.pending.get(1);
  if (pending !== undefined) throw new LineFault(`${parent.name} still sleeps in ${pending.line.call}`);
  const startNs = process.hrtime.bigint();
  const numbers = [...parent.owned].sort((a, b) => a - b);
  const child = stage.addActor(claimed.name, parent.host);
  let handed: readonly number[] = [];
  if (numbers.length > 0) {
    command(parent.process.first, { order: 'give', descriptors: numbers }, stage.loop);
    handed = parent.process.first.takeDescriptors();
  }
  const actions = [...parent.actions].map(([signal, action]) => ({ signal, action }));
  command(
    child.process.first,
    { order: 'adopt', numbers, actions },
    stage.loop,
    numbers.length > 0 ? handed : undefined,
  );
  handed.forEach(closeDescriptor);
  for (const descriptor of numbers) child.owned.add(descriptor);
  for (const descriptor of parent.foreign) child.foreign.add(descriptor);
  for (const [signal, action] of parent.actions) child.actions.set(signal, action);
  stage.names.copy(parent.name, child.name);
  stage.names.bind(parent.name, claimed.name, { kind: 'actor', actor: child.name });
  return {
    status: 'as-claimed',
    call: 'fork',
    args: [],
    result: claimed.name,
    startNs,
    endNs: process.hrtime.bigint(),
  };
}
