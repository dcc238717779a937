/** What both languages read out of a line's values. */
import type { StructureValue, Value } from '../language/value.ts';
import type { Site } from '../replay/site.ts';
import { LineFault } from '../replay/outcome.ts';
import { makeNames } from '../replay/names.ts';

export function memberOf(value: StructureValue, name: string): Value | undefined {
  return value.members.find((member) => member.name === name)?.value;
}

/** The room that a value-result length gives: 128 of `[128 => 16]`, 16 of `[16]`; undefined where it is natural. */
export function givenRoom(value: Value | undefined): number | undefined {
  const cell = value?.kind === 'array' ? value.items[0] : value;
  if (cell?.kind === 'change') return cell.before.value;
  return cell?.kind === 'integer' ? cell.value : undefined;
}

/** Packets by hand are made when the program is written: nothing in them is known only when it runs. */
export const plainSite: Site = {
  system: { name: 'linux', arch: 'x64' },
  actor: '',
  names: makeNames(),
  addresses: { toKernel: (address) => address, toNote: (address) => address },
  processOf: () => undefined,
};

/** The process id of an actor, as the program finds it. */
export function rolesOwnPid(value: Value | undefined): string {
  if (value?.kind === 'name') return `roles[${roleConstant(value.name)}].pid`;
  if (value?.kind === 'integer') return String(value.value);
  throw new LineFault('an actor is meant by its name');
}

/** `ROLE_server_2`: a role by its place in the program's table. */
export function roleConstant(name: string): string {
  return `ROLE_${name}`;
}

/** An address as /proc/net/tcp writes it: each four bytes as one number of the processor, then the port. */
export function procAddress(bytes: Uint8Array, port: number): string {
  const swapped = Buffer.from(bytes);
  for (let at = 0; at + 4 <= swapped.length; at += 4) swapped.subarray(at, at + 4).reverse();
  return `${swapped.toString('hex').toUpperCase()}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A host by its place in the program's table. */
export function hostConstant(name: string): string {
  return `HOST_${name}`;
}

/** Bytes as text, one character each. */
export function bytesText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
