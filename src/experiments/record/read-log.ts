/** strace's output as events: calls that were cut in two are joined again, and know when they began and returned. */

export interface LogCall {
  readonly kind: 'call';
  /** The thread's number; 0 where the log does not say it. */
  readonly pid: number;
  readonly name: string;
  /** `name(arguments) = result`, in one piece; without a closing parenthesis where the call never returned. */
  readonly text: string;
  /** Positions in the log: of the line in which the call was made, and of that in which it returned. */
  readonly enter: number;
  readonly exit: number;
}

export interface LogEnd {
  readonly kind: 'exited' | 'killed';
  readonly pid: number;
  /** The status, or the signal's name. */
  readonly how: string;
  readonly enter: number;
}

export interface LogSignal {
  readonly kind: 'signal';
  readonly pid: number;
  readonly signal: string;
  readonly enter: number;
}

export type LogEvent = LogCall | LogEnd | LogSignal;

const prefix = /^\s*(?:\[pid\s+(\d{1,10})\]\s*|(\d{1,10})\s+)?(?:\d\d:\d\d:\d\d(?:\.\d+)?\s+|\d{1,10}\.\d{6}\s+)?/;

/** Reads a log. Lines that are no event (what strace says of itself) are passed over. */
export function readLog(text: string): readonly LogEvent[] {
  const events: LogEvent[] = [];
  const pending = new Map<number, { readonly name: string; readonly text: string; readonly enter: number }>();
  const root = findRoot(text);
  let broken = '';
  for (const [enter, raw] of text.split('\n').entries()) {
    const attached = /strace: Process \d{1,10} attached\s*$/.exec(raw.slice(-60));
    const line: string = broken + (attached === null ? raw.trimEnd() : raw.trimEnd().slice(0, -attached[0].length));
    broken = attached === null ? '' : line;
    if (broken !== '' || line === '') continue;
    const before = prefix.exec(line);
    const pid = Number(before?.[1] ?? before?.[2] ?? root);
    const rest = line.slice(before?.[0].length ?? 0);
    const resumed = /^<\.\.\. (\w+) resumed>\s?/.exec(rest);
    if (resumed !== null) {
      const open = pending.get(pid);
      pending.delete(pid);
      if (open === undefined || open.name !== resumed[1]) continue;
      const whole = joinParts(open.text, rest.slice(resumed[0].length));
      events.push({ kind: 'call', pid, name: open.name, text: whole, enter: open.enter, exit: enter });
      continue;
    }
    const name = /^(\w+)\(/.exec(rest)?.[1];
    if (name === undefined) {
      const other = readOther(rest, pid, enter);
      if (other !== undefined) events.push(other);
    } else if (/<unfinished \.\.\.>(?:\) += \?)?$/.test(rest)) {
      const cut = rest.replace(/\s*<unfinished \.\.\.>(?:\) += \?)?$/, '');
      pending.set(pid, { name, text: cut, enter });
    } else events.push({ kind: 'call', pid, name, text: rest, enter, exit: enter });
  }
  for (const [pid, { name, text: cut, enter }] of pending) {
    events.push({ kind: 'call', pid, name, text: `${cut} <unfinished ...>`, enter, exit: Infinity });
  }
  return events.sort((a, b) => a.enter - b.enter);
}

/** `recvfrom(3, ` and `"x", 1, 0, NULL, NULL) = 1`; strace leaves out the comma at some cuts and not at others. */
function joinParts(first: string, second: string): string {
  const needsComma = !/[(,]$/.test(first.trimEnd()) && !/^\s*[,)]/.test(second);
  return `${first}${needsComma ? ', ' : first.endsWith(',') ? ' ' : ''}${second}`;
}

function readOther(rest: string, pid: number, enter: number): LogEvent | undefined {
  const exited = /^\+\+\+ exited with (\d+) \+\+\+/.exec(rest)?.[1];
  if (exited !== undefined) return { kind: 'exited', pid, how: exited, enter };
  const killed = /^\+\+\+ killed by (SIG\w+)/.exec(rest)?.[1];
  if (killed !== undefined) return { kind: 'killed', pid, how: killed, enter };
  const signal = /^--- (SIG\w+) \{/.exec(rest)?.[1];
  return signal === undefined ? undefined : { kind: 'signal', pid, signal, enter };
}

/** While a program is alone strace on a terminal leaves its number out: the first one that nobody made is it. */
function findRoot(text: string): number {
  const made = new Set([...text.matchAll(/^.*\b(?:v?fork|clone[23]?)\b.*= (\d{1,10})\b/gm)].map(([, child]) => child));
  for (const [, attached] of text.matchAll(/strace: Process (\d{1,10}) attached/g)) made.add(attached);
  const numbers = [...text.matchAll(/^\[pid\s+(\d{1,10})\]/gm)].map(([, number]) => number);
  return Number(numbers.find((number) => !made.has(number)) ?? 0);
}

/** The process or thread that a call of fork's kind made. */
export function childOf({ name, text }: LogCall): number | undefined {
  if (!/^(?:v?fork|clone[23]?)$/.test(name)) return undefined;
  const number = /= (\d{1,10})(?:<[^<>]*>)?(?: <[\d.]+>)?\s*$/.exec(text.slice(-60))?.[1];
  return number === undefined ? undefined : Number(number);
}
