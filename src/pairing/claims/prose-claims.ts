import type { Claim, ClaimedConcept, ClaimForm } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import type { Token } from '../vocabulary/token.ts';
import { makeClaims, type Occurrence, placeOf } from './claim-maker.ts';
import { type Clause, readSentence, type Sentence, splitSentences } from './clause.ts';
import { measuredValue } from './measured-value.ts';
import { type Setting, textOfTokens } from './setting.ts';
import { grammarMatches, readStatements, type Statement } from './statement.ts';
import { findSubjects } from './subject.ts';

export type Where = Pick<Occurrence, 'path' | 'lines' | 'qualifier'>;

/**
 * What a run of prose says, sentence by sentence.
 * @param label words in front of it that may name a condition: "Size on Linux"
 */
export function claimsOfProse(
  tokens: readonly Token[],
  block: { readonly setting: Setting },
  setting: Setting,
  form: ClaimForm,
  where: Where,
  lexicon: Lexicon,
  label: readonly Token[] = [],
): readonly Claim[] {
  let current = setting;
  return splitSentences(tokens).flatMap((part) => {
    const sentence = readSentence(part, lexicon);
    if (!sentence.isAsserted) return [];
    const occurrence: Occurrence = {
      ...where,
      form,
      tokens: sentence.tokens,
      ...(label.length === 0 ? {} : { conditionTokens: [...label, ...sentence.tokens] }),
      ...(block.setting.notEmpirical === undefined ? {} : { notEmpirical: block.setting.notEmpirical }),
    };
    const claims = claimsOfSentence(sentence, current, occurrence, lexicon);
    current = settingAfter(claims, setting, current);
    return [...claims, ...undecidable(sentence, setting, occurrence, lexicon)];
  });
}

/** The next sentence goes on about what this one named, "It does not …", before it falls back on the heading. */
function settingAfter(claims: readonly Claim[], setting: Setting, current: Setting): Setting {
  const named = claims.filter(({ concept }) => concept.resolvedBy !== 'heading').map(({ concept }) => concept);
  const [first] = named;
  if (first === undefined) return current;
  const isOne = named.every(({ name }) => name === first.name);
  return isOne ? { ...setting, concepts: [first, ...setting.concepts] } : setting;
}

function claimsOfSentence(
  sentence: Sentence,
  setting: Setting,
  occurrence: Occurrence,
  lexicon: Lexicon,
): readonly Claim[] {
  const claims = sentence.clauses.flatMap((clause, index) => {
    const earlier = sentence.clauses.slice(0, index).toReversed();
    const statements = readStatements(clause, lexicon, () => true);
    return [...statements, ...measuredUnder(clause, setting, statements, lexicon)].flatMap((statement) =>
      makeClaims(
        statement,
        findSubjects(statement, earlier, setting, lexicon),
        isPresupposed(statement) ? asserted(occurrence) : occurrence,
        lexicon,
      ),
    );
  });
  // One sentence that says both of one thing was not understood.
  return claims.filter((one) => !claims.some((other) => contradicts(one, other, lexicon)));
}

/** "Ideal for uses requiring order": of whom the use is told, the property is taken for granted. */
function isPresupposed({ clause, from }: Statement): boolean {
  return grammarMatches(clause, 'presupposing').some(
    (opening) =>
      opening.to <= from &&
      clause.matches.some(({ meaning, to }) => meaning.kind === 'not-empirical' && to <= opening.from) &&
      !grammarMatches(clause, 'negations').some((negation) => negation.from < opening.from),
  );
}

function asserted({ notEmpirical: _taken, ...occurrence }: Occurrence): Occurrence {
  return occurrence;
}

/** Under the heading "What if nobody listens?" an error or a number is the answer. */
function measuredUnder(
  clause: Clause,
  { facets }: Setting,
  found: readonly Statement[],
  lexicon: Lexicon,
): readonly Statement[] {
  if (found.length > 0 || clause.isAside) return [];
  return facets.flatMap((facet): readonly Statement[] => {
    const measured = measuredValue(facet, clause.tokens, lexicon);
    if (measured === undefined || facet.kind === 'sequence') return [];
    const { value, from, to } = measured;
    return [
      {
        facet,
        value,
        from,
        to,
        clause,
        own: new Set(clause.tokens.slice(from, to).map((_, at) => from + at)),
        weight: 1,
      },
    ];
  });
}

function contradicts(one: Claim, other: Claim, lexicon: Lexicon): boolean {
  return (
    one.facet === other.facet &&
    one.concept.name === other.concept.name &&
    one.condition?.name === other.condition?.name &&
    lexicon.compareValues(one.facet, one.value.name, other.value.name) === 'opposite'
  );
}

/** Opinions, history and uses, as far as the vocabulary marks them. */
function undecidable(sentence: Sentence, setting: Setting, occurrence: Occurrence, lexicon: Lexicon): readonly Claim[] {
  for (const clause of sentence.clauses)
    for (const { meaning, from, to } of clause.matches) {
      if (meaning.kind !== 'not-empirical') continue;
      const [mention] = lexicon.mentions(clause.tokens);
      const [own] = setting.concepts;
      const concept: ClaimedConcept | undefined =
        mention === undefined ? own : { name: mention.concept, written: mention.concept, resolvedBy: 'name' };
      if (concept === undefined) return [];
      const said = clause.tokens.slice(from, to);
      const written = textOfTokens(said);
      return [
        {
          concept,
          facet: meaning.entry.reason,
          value: { name: written.toLowerCase(), written },
          place: placeOf(said, occurrence),
          form: occurrence.form,
          text: textOfTokens(occurrence.tokens),
          notEmpirical: meaning.entry.reason,
        },
      ];
    }
  return [];
}
