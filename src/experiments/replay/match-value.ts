import type { AddressValue, Value } from '../language/value.ts';
import type { Site } from './site.ts';
import type { Bound } from './names.ts';
import { LineFault } from './outcome.ts';
import { bytesOf, numberOf } from './site.ts';

/** A name that an output position binds, once the whole line is as claimed. */
export interface Binding {
  readonly name: string;
  readonly bound: Bound;
}

/** How names that stand in an output's place are to be taken. */
export type BoundKind = 'descriptor' | 'number';

/**
 * Compares what a line claims with what the kernel gave. Gives the names that it binds, or undefined where they differ.
 * Structure members that are not written are not claimed.
 */
export function matchValue(
  claim: Value,
  seen: Value,
  site: Site,
  kind: BoundKind = 'number',
): readonly Binding[] | undefined {
  switch (claim.kind) {
    case 'any':
    case 'null':
      return [];
    case 'name':
      return matchName(claim.name, seen, site, kind);
    case 'integer':
    case 'constant':
    case 'flags': {
      const number = numericValue(seen, site);
      return number !== undefined && number === numberOf(claim, site) >>> 0 ? [] : undefined;
    }
    case 'text':
      return seen.kind === 'text' && matchText(claim, bytesOf(seen)) ? [] : undefined;
    case 'address':
      return seen.kind === 'address' ? matchAddress(claim, seen, site) : undefined;
    case 'structure': {
      if (seen.kind !== 'structure') return undefined;
      return all(
        claim.members.map((member) => {
          const found = seen.members.find((candidate) => candidate.name === member.name);
          const memberKind = member.name === 'cmsg_data' && carriesDescriptors(claim) ? 'descriptor' : kind;
          return found === undefined ? undefined : matchValue(member.value, found.value, site, memberKind);
        }),
      );
    }
    case 'array':
      if (seen.kind !== 'array' || seen.items.length !== claim.items.length) return undefined;
      return all(
        claim.items.map((item, index) => {
          const other = seen.items[index];
          return other === undefined ? undefined : matchValue(item, other, site, kind);
        }),
      );
    case 'change':
      return matchValue(claim.after, seen.kind === 'change' ? seen.after : seen, site, kind);
    case 'raw-packet':
      return undefined;
  }
}

function carriesDescriptors({ members }: Extract<Value, { kind: 'structure' }>): boolean {
  return members.some(
    ({ name, value }) => name === 'cmsg_type' && value.kind === 'constant' && value.name === 'SCM_RIGHTS',
  );
}

export function matchText(claim: Extract<Value, { kind: 'text' }>, received: Buffer): boolean {
  const wanted = bytesOf(claim);
  if (claim.match === 'prefix') return received.subarray(0, wanted.length).equals(wanted);
  if (claim.match === 'suffix') {
    return received.length >= wanted.length && received.subarray(received.length - wanted.length).equals(wanted);
  }
  return received.equals(wanted);
}

function all(parts: readonly (readonly Binding[] | undefined)[]): readonly Binding[] | undefined {
  const bindings: Binding[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    bindings.push(...part);
  }
  return bindings;
}

function numericValue(seen: Value, site: Site): number | undefined {
  if (seen.kind === 'change') return numericValue(seen.after, site);
  if (seen.kind === 'integer' || seen.kind === 'constant' || seen.kind === 'flags') return numberOf(seen, site) >>> 0;
  if (seen.kind === 'array' && seen.items.length === 1 && seen.items[0] !== undefined) {
    return numericValue(seen.items[0], site);
  }
  return undefined;
}

/** Where a name is not yet bound it is now; a descriptor's place always binds afresh. Else the values are compared. */
function matchName(name: string, seen: Value, site: Site, kind: BoundKind): readonly Binding[] | undefined {
  const number = numericValue(seen, site);
  if (number === undefined) return undefined;
  const signed = seen.kind === 'integer' ? seen.value : number;
  const bound = site.names.find(site.actor, name);
  if (bound === undefined && site.processOf(name) !== undefined) {
    return site.processOf(name) === signed ? [] : undefined;
  }
  if (bound === undefined) return [{ name, bound: { kind, value: signed } }];
  if (bound.kind === 'actor') return site.processOf(bound.actor) === signed ? [] : undefined;
  if (kind === 'descriptor')
    throw new LineFault(`${name} is already an open descriptor: close it or take another name`);
  return bound.value === signed ? [] : undefined;
}

function matchAddress(claim: AddressValue, seen: AddressValue, site: Site): readonly Binding[] | undefined {
  if (claim.family !== seen.family) return undefined;
  if (claim.family === 'unix' && seen.family === 'unix') {
    if (claim.abstract !== seen.abstract || (claim.name === undefined) !== (seen.name === undefined)) return undefined;
    if (claim.name === undefined || seen.name === undefined) return [];
    return matchText(claim.name, bytesOf(seen.name)) ? [] : undefined;
  }
  if ((claim.family === 'inet' || claim.family === 'inet6') && (seen.family === 'inet' || seen.family === 'inet6')) {
    return claim.host === seen.host ? matchValue(claim.port, seen.port, site) : undefined;
  }
  return [];
}
