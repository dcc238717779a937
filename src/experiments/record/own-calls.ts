/** Which of a log's descriptors are the program's own, and which a library's or a shell's. */
import type { CallStep, Descriptor, OpenFile, Step } from './trace.ts';
import { valuesIn } from './walk-values.ts';

const systemSocket = /sun_path=@?"(?:\/var\/run|\/run|\/dev|\/tmp\/\.X11-unix)\//;
const transfers: readonly string[] = ['bind', 'listen', 'send', 'sendto', 'sendmsg', 'recv', 'recvfrom', 'recvmsg'];

/** The descriptors that a call names, those it makes too. */
export function descriptorsOf({ line, uses, makes }: CallStep): readonly Descriptor[] {
  const { result } = line.claim;
  const numbers = valuesIn(line.arguments).flatMap((value) => (value.kind === 'name' ? [value.name] : []));
  if (result.kind === 'name') numbers.push(result.name);
  return numbers.flatMap((number) => makes.get(number) ?? uses.get(number) ?? []);
}

/** Marks what resolvers, loggers and shells opened. */
export function markNoise(steps: readonly Step[]): void {
  const calls = steps.filter((step) => step.kind === 'call');
  const mark = (step: CallStep): void => {
    for (const { file } of descriptorsOf(step)) file.isNoise = true;
  };
  const made = new Set<OpenFile>();
  for (const step of calls) {
    for (const { file } of step.makes.values()) made.add(file);
    const { call, line } = step;
    if (line.call === 'connect' && systemSocket.test(call.text)) mark(step);
    if (/^(?:connect|sendto)\(.*sin6?_port=htons\(53\)/.test(call.text)) mark(step);
  }
  for (const file of made) {
    // getaddrinfo connects a datagram socket to each address, only to see which source address it would get.
    const asksRoute = file.kind === 'socket' && !file.stream && file.calls.has('connect');
    const isIdle = ![...transfers, 'read', 'write', 'readv', 'writev'].some((name) => file.calls.has(name));
    if (asksRoute && isIdle && file.calls.has('getsockname')) file.isNoise = true;
  }
  markShellPipes(made);
}

/** Beside sockets, the pipes between programs that have no socket are a shell's or a launcher's. */
function markShellPipes(files: ReadonlySet<OpenFile>): void {
  const own = [...files].filter(({ kind, isNoise }) => kind !== 'pipe' && !isNoise);
  if (own.length === 0) return;
  const withSockets = new Set(own.flatMap(({ users }) => [...users]));
  for (const file of files) {
    if (file.kind === 'pipe' && ![...file.users].some((user) => withSockets.has(user))) file.isNoise = true;
  }
}
