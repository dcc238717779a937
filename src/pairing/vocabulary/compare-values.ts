import type { FacetEntry, ValueEntry } from '../vocabulary.ts';

/** What one value says of another: the same, that it can't be so, or nothing. */
export type Likeness = 'same' | 'opposite' | 'unknown';

/** What the denial of a value says: the first value that it rules out, or the only other one. */
export function oppositeOf(facet: FacetEntry, value: ValueEntry): string | undefined {
  const [first] = value.opposites;
  if (first !== undefined) return first;
  const others = facet.values.filter(({ name }) => name !== value.name);
  return facet.exclusive && others.length === 1 ? others[0]?.name : undefined;
}

/** The claimed value against one that an experiment decides, both by the facet's names. */
export function compareValues(facet: FacetEntry | undefined, claimed: string, decided: string): Likeness {
  if (claimed === decided) return 'same';
  switch (facet?.kind) {
    case undefined:
      return 'unknown';
    case 'number':
      return numberOf(claimed) === undefined || numberOf(decided) === undefined
        ? 'unknown'
        : numberOf(claimed) === numberOf(decided)
          ? 'same'
          : 'opposite';
    case 'errno':
      return compareErrors(claimed, decided);
    case 'sequence':
      return compareSequences(claimed, decided);
    case 'one of':
    case 'yes/no':
      return compareNames(facet, claimed, decided);
  }
}

/** That it succeeds, and that it fails, whatever the error. */
export const success = 'call succeeds';
export const failure = 'call fails';

function compareErrors(claimed: string, decided: string): Likeness {
  const says = (value: string): boolean => isErrno(value) || value === success || value === failure;
  if (!says(claimed) || !says(decided)) return 'unknown';
  return claimed === failure && isErrno(decided) ? 'same' : 'opposite';
}

function compareNames(facet: FacetEntry, claimed: string, decided: string): Likeness {
  const [ours, theirs] = [claimed, decided].map((name) => facet.values.find((value) => value.name === name));
  if (ours === undefined || theirs === undefined) return 'unknown';
  if (theirs.implies.includes(claimed)) return 'same';
  const rulesOut =
    ours.opposites.includes(decided) ||
    theirs.opposites.includes(claimed) ||
    ours.implies.some((implied) => theirs.opposites.includes(implied)) ||
    theirs.implies.some((implied) => ours.opposites.includes(implied));
  if (rulesOut) return 'opposite';
  return facet.exclusive && !ours.implies.includes(decided) ? 'opposite' : 'unknown';
}

/**
 * Orders of steps: `socket; bind, connect; listen` has bind and connect at one moment. Steps that both name must come
 * in the same order; where fewer than two are common to both, nothing can be said.
 */
function compareSequences(claimed: string, decided: string): Likeness {
  const [ours, theirs] = [ranksOf(claimed), ranksOf(decided)];
  const common = [...theirs.keys()].filter((step) => ours.has(step));
  if (common.length < 2) return 'unknown';
  for (const first of common)
    for (const second of common)
      if ((theirs.get(first) ?? 0) < (theirs.get(second) ?? 0) && (ours.get(first) ?? 0) > (ours.get(second) ?? 0))
        return 'opposite';
  return 'same';
}

function ranksOf(sequence: string): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const [rank, moment] of sequence.split('; ').entries())
    for (const step of moment.split(', ')) if (!ranks.has(step)) ranks.set(step, rank);
  return ranks;
}

export function isErrno(text: string): boolean {
  return /^E[A-Z][A-Z\d]+$/u.test(text);
}

export function numberOf(text: string): number | undefined {
  const match = /^-?\d+(?:\.\d+)?/u.exec(text);
  return match === null ? undefined : Number(match[0]);
}
