import type { Value } from '../language/value.ts';

/** What the kernel gave, as the transcript shows it: descriptors and actors by the names that the note gives them. */
export function shownValue(claimed: Value | undefined, seen: Value): Value {
  if (claimed === undefined) return seen;
  if (claimed.kind === 'array' && seen.kind === 'array') {
    return { ...seen, items: seen.items.map((item, index) => named(claimed.items[index], item)) };
  }
  if (claimed.kind !== 'structure' || seen.kind !== 'structure') return seen;
  return {
    ...seen,
    // Members that the note does not write are left out: strace prints a whole page of them.
    members: seen.members.flatMap((member) => {
      const written = claimed.members.find(({ name }) => name === member.name);
      return written === undefined ? [] : [{ ...member, value: named(written.value, member.value) }];
    }),
  };
}

function named(claimed: Value | undefined, seen: Value): Value {
  return claimed?.kind === 'name' && seen.kind === 'integer' ? claimed : shownValue(claimed, seen);
}
