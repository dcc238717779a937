/** Names instead of numbers: descriptors by what they do, processes by their part, ports that the kernel chose. */
import type { Item } from './arrange-lines.ts';
import { descriptorsOf } from './own-calls.ts';
import type { Descriptor, Process } from './trace.ts';

/** Gives `base`, `base2`, `base3` … */
export class Namer {
  private readonly counts = new Map<string, number>();

  next(base: string): string {
    const count = (this.counts.get(base) ?? 0) + 1;
    this.counts.set(base, count);
    return count === 1 ? base : `${base}${count}`;
  }
}

export function nameDescriptors(items: readonly Item[]): ReadonlyMap<Descriptor, string> {
  const namer = new Namer();
  const names = new Map<Descriptor, string>();
  for (const { step } of items) {
    if (step.kind !== 'call') continue;
    for (const descriptor of step.makes.values()) {
      if (names.has(descriptor)) continue;
      const before = descriptor.inPlaceOf === undefined ? undefined : names.get(descriptor.inPlaceOf);
      names.set(descriptor, before ?? namer.next(partOf(descriptor)));
    }
  }
  return names;
}

function partOf({ file, end, isCopy }: Descriptor): string {
  if (isCopy) return 'copy';
  if (file.kind === 'pair') return end === 'second' ? 'b' : 'a';
  if (file.kind === 'pipe') return end === 'write' ? 'writer' : 'reader';
  if (file.kind === 'fifo') return 'fifo';
  if (file.accepted) return 'conn';
  if (file.calls.has('listen')) return 'listener';
  if (file.calls.has('connect')) return 'c';
  if (file.calls.has('bind')) return file.stream ? 's' : 'receiver';
  return file.calls.has('sendto') || file.calls.has('sendmsg') ? 'sender' : 's';
}

/** Actors by their processes. A process alone needs no name. */
export function nameActors(items: readonly Item[]): ReadonlyMap<Process, string> {
  const processes = new Set<Process>();
  for (const { step } of items) {
    processes.add(step.process);
    if (step.kind === 'fork') processes.add(step.child);
  }
  if (processes.size < 2) return new Map([...processes].map((process) => [process, 'main']));
  const namer = new Namer();
  let others = 0;
  const names = new Map<Process, string>();
  for (const process of processes) {
    const part = partIn(process, items);
    names.set(process, part === undefined ? `p${(others += 1)}` : namer.next(part));
  }
  return names;
}

function partIn(process: Process, items: readonly Item[]): string | undefined {
  const calls = items.flatMap(({ step }) => (step.kind === 'call' && step.process === process ? [step] : []));
  const made = (name: string): boolean => calls.some(({ line }) => line.call === name);
  if (made('listen')) return 'server';
  if (made('connect')) return 'client';
  if (made('accept') || made('accept4')) return 'server';
  if (calls.some((step) => descriptorsOf(step).some(({ file }) => file.accepted))) return 'worker';
  if (made('bind')) return 'server';
  return made('sendto') ? 'client' : undefined;
}
