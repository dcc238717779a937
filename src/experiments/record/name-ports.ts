import type { CallLine } from '../language/block.ts';
import { parametersOf } from '../language/signatures.ts';
import type { InternetAddress } from '../language/value.ts';
import type { Item } from './arrange-lines.ts';
import { Namer } from './give-names.ts';
import { valuesIn } from './walk-values.ts';

/** A name for each port that the kernel chose and that is seen again; `undefined` for one that is seen once. */
export type PortNames = ReadonlyMap<number, string | undefined>;

/** Ports that are first seen where the kernel writes an address, and that no bind asks for. */
export function namePorts(items: readonly Item[]): PortNames {
  const seen = new Map<number, { count: number; chosen: boolean }>();
  for (const { kind, step } of items) {
    if (step.kind !== 'call' || kind === 'cut' || kind === 'await') continue;
    for (const { port, isOutput } of portsIn(step.line)) {
      const before = seen.get(port);
      if (before === undefined) seen.set(port, { count: 1, chosen: isOutput });
      else before.count += 1;
      if (step.line.call === 'bind' && !isOutput) seen.set(port, { count: 1, chosen: false });
    }
  }
  const namer = new Namer();
  const chosen = [...seen].filter(([port, use]) => use.chosen && port !== 0);
  return new Map(chosen.map(([port, { count }]) => [port, count > 1 ? namer.next('port') : undefined]));
}

function portsIn(line: CallLine): readonly { readonly port: number; readonly isOutput: boolean }[] {
  const parameters = parametersOf(line.call);
  return line.arguments.flatMap((argument, position) =>
    valuesIn([argument]).flatMap((value) => {
      if (value.kind !== 'address' || value.family === 'unix' || value.family === 'unspec') return [];
      if (value.port.kind !== 'integer') return [];
      // The address in a message is received or sent as the whole is.
      const isOutput = parameters[position]?.direction === 'out' || line.call === 'recvmsg';
      return [{ port: value.port.value, isOutput }];
    }),
  );
}

export function withNamedPort(address: InternetAddress, names: PortNames): InternetAddress {
  const { port, span } = address;
  if (port.kind !== 'integer' || !names.has(port.value)) return address;
  const name = names.get(port.value);
  return { ...address, port: name === undefined ? { kind: 'any', span } : { kind: 'name', name, span } };
}
