import type { Claim } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { type Token, keyOfTokens } from '../vocabulary/token.ts';
import { type Occurrence, placeOf } from './claim-maker.ts';
import type { InlineText } from './read-inline.ts';
import { type Setting, textOfTokens } from './setting.ts';

/** "Stream sockets (TCP)" equates the two: a claim, where the vocabulary has a facet that tells them apart. */
export function headingClaims(
  { tokens }: InlineText,
  setting: Setting,
  where: Pick<Occurrence, 'path' | 'lines'>,
  lexicon: Lexicon,
): readonly Claim[] {
  if (!setting.isAsserted) return [];
  const facets = lexicon.vocabulary.facets.filter(({ isEquated }) => isEquated);
  return parenthesised(tokens).flatMap(({ before, inside }): readonly Claim[] => {
    const mention = lexicon.mentions(before).at(-1);
    if (mention === undefined || before.slice(mention.to).filter(({ isWord }) => isWord).length > 1) return [];
    const facet = facets.find((one) => lexicon.appliesTo(one, mention.concept));
    const value = facet && lexicon.valueCalled(facet, keyOfTokens(inside));
    if (facet === undefined || value === undefined) return [];
    return [
      {
        concept: {
          name: mention.concept,
          written: textOfTokens(before.slice(mention.from, mention.to)),
          resolvedBy: mention.isLink ? 'link' : 'name',
        },
        facet: facet.name,
        value: { name: value.name, written: textOfTokens(inside) },
        place: placeOf([...before.slice(mention.from), ...inside], where),
        form: 'sentence',
        text: textOfTokens(tokens),
      },
    ];
  });
}

function parenthesised(
  tokens: readonly Token[],
): readonly { readonly before: readonly Token[]; readonly inside: readonly Token[] }[] {
  return tokens.flatMap(({ stem }, open) => {
    if (stem !== '(') return [];
    const close = tokens.findIndex((token, index) => index > open && token.stem === ')');
    return close < 0 ? [] : [{ before: tokens.slice(0, open), inside: tokens.slice(open + 1, close) }];
  });
}
