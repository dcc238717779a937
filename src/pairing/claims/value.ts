import type { Lexicon } from '../vocabulary/lexicon.ts';
import { keyOf, tokenize } from '../vocabulary/token.ts';
import type { FacetEntry } from '../vocabulary.ts';
import { readClause } from './clause.ts';
import { readUnderLabel } from './label.ts';
import { readStatements } from './statement.ts';

/** Concept, facet and value by the vocabulary's names; what it does not know stays as written, in comparable form. */
export interface ReadTriple {
  readonly concept: string;
  readonly facet: string;
  readonly value: string;
  readonly condition?: { readonly name?: string };
}

/** Reads a row that names concept, facet, value and perhaps a condition: of `decides:` or a `claim::` line. */
export function readValue(
  concept: string,
  facet: string,
  value: string,
  condition: string | undefined,
  lexicon: Lexicon,
): ReadTriple {
  const target = concept.replace(/^\[\[(?:[^\]|]*\/)?([^\]|#]*)(?:#[^\]|]*)?(?:\|[^\]]*)?\]\]$/u, '$1').trim();
  const name = lexicon.conceptNamed(target) ?? target;
  const known = lexicon.facetsLabelled(keyOf(facet)).find((one) => lexicon.appliesTo(one, name));
  return {
    concept: name,
    facet: known?.name ?? keyOf(facet),
    value: (known && valueOf(known, value, lexicon)) ?? keyOf(value),
    ...(condition === undefined ? {} : { condition: conditionOf(condition, lexicon) }),
  };
}

function valueOf(facet: FacetEntry, text: string, lexicon: Lexicon): string | undefined {
  const tokens = tokenize(text);
  const [under] = readUnderLabel({ tokens: [], meanings: [{ facet }], around: [] }, tokens, lexicon);
  if (under !== undefined) return under.value;
  const [stated] = readStatements(readClause(tokens, lexicon), lexicon, (one) => one === facet);
  return stated?.value;
}

function conditionOf(text: string, lexicon: Lexicon): { readonly name?: string } {
  const exact = lexicon.vocabulary.conditions.find(
    ({ name, aliases }) => keyOf(name) === keyOf(text) || aliases.some((alias) => keyOf(alias) === keyOf(text)),
  );
  if (exact !== undefined) return { name: exact.name };
  const tokens = tokenize(text);
  const found = lexicon
    .matchConditions(tokens)
    .flatMap(({ meaning, terms }) =>
      meaning.kind === 'condition' ? [{ condition: meaning.condition, at: terms.flatMap((term) => term.at) }] : [],
    );
  const real = found.find(({ condition }) => !condition.always);
  if (real !== undefined) return { name: real.condition.name };
  // "by default on Linux": nothing is left besides what every replay fulfils.
  const covered = new Set(found.flatMap(({ at }) => at));
  const [first] = found.toSorted((a, b) => Number(b.condition.isDefault) - Number(a.condition.isDefault));
  return first !== undefined && tokens.every((_, index) => covered.has(index)) ? { name: first.condition.name } : {};
}
