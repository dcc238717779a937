/**
 * strace names processes by number. The first one is the block's default actor, one that a `clone` made is `pidN`, and
 * a thread (CLONE_THREAD) is a thread of the actor that made it.
 */
export interface Processes {
  /** The actor of a process or thread by its number. */
  readonly actorOf: (process: number) => { readonly name: string; readonly thread: number };
  /** Whether the number is that of a thread: the call that made it leaves no line. */
  readonly isThread: (process: number) => boolean;
}

export const defaultActor = 'main';

const prefix = /^\s*(?:\[pid\s+(\d+)\]|(\d+)\s+(?=[\d:.]*\s*[a-z<+-]))/;

/** Finds who was made by whom in lines of strace output; other lines are passed over. */
export function findProcesses(lines: readonly string[]): Processes {
  const forked = new Set<number>();
  const threads = new Map<number, number | undefined>();
  const makesThread = new Map<number | undefined, boolean>();
  for (const line of lines) {
    if (!line.includes('clone') && !line.includes('fork')) continue;
    const call = /(?:\b(?:v?fork|clone[23]?)\(|<\.\.\. (?:v?fork|clone[23]?) resumed>)/.exec(line);
    if (call === null) continue;
    const before = prefix.exec(line);
    const digits = before?.[1] ?? before?.[2];
    const parent = digits === undefined ? undefined : Number(digits);
    const thread = call[0].startsWith('<') ? makesThread.get(parent) === true : line.includes('CLONE_THREAD');
    makesThread.set(parent, thread);
    const result = /= (\d{1,10})(?:<[\d.]+>)?(?: <[\d.]+>)?\s*$/.exec(line.slice(-60))?.[1];
    if (result === undefined) continue;
    if (thread) threads.set(Number(result), parent);
    else forked.add(Number(result));
  }
  return processesOf(forked, threads);
}

function processesOf(forked: ReadonlySet<number>, threads: ReadonlyMap<number, number | undefined>): Processes {
  let root: number | undefined;
  const known = new Map<number, { name: string; thread: number }>();
  const counts = new Map<string, number>();
  const nameOf = (process: number): string => {
    if (forked.has(process)) return `pid${process}`;
    root ??= process;
    return process === root ? defaultActor : `pid${process}`;
  };
  const ownerOf = (process: number): number | undefined => {
    let owner: number | undefined = process;
    // A thread may be made by a thread; a log can't make that go round for ever.
    for (let step = 0; step < 100 && owner !== undefined && threads.has(owner); step++) owner = threads.get(owner);
    return owner;
  };
  const nextThread = (process: number) => {
    const owner = ownerOf(process);
    const name = owner === undefined ? defaultActor : nameOf(owner);
    const thread = (counts.get(name) ?? 1) + 1;
    counts.set(name, thread);
    return { name, thread };
  };
  const actorOf = (process: number) => {
    const before = known.get(process);
    if (before !== undefined) return before;
    const actor = threads.has(process) ? nextThread(process) : { name: nameOf(process), thread: 1 };
    known.set(process, actor);
    return actor;
  };
  return { actorOf, isThread: (process) => threads.has(process) };
}
