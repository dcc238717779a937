import type { Card, CardField } from '../cards/index.ts';
import type { Place } from '../diagnostic.ts';
import type { Claim } from './claim.ts';
import type { Decision } from './decision.ts';
import { experimentsNeeded } from './judge.ts';
import type { PairableExperiment, Pairing } from './pairing.ts';
import type { Lexicon } from './vocabulary/lexicon.ts';

/** Finds the claims that a card's answer makes. */
export type ClaimsOfCard = (card: Card) => readonly Claim[];

/**
 * Claims belong to the cards in whose lines they stand, or that state the same fact elsewhere, and that say them: a card
 * about a list's items is not contradicted by what the note goes on to say of one of them.
 */
export function indexClaims(claims: readonly Claim[]): ClaimsOfCard {
  const byPath = new Map<string, Claim[]>();
  for (const claim of claims) byPath.set(claim.place.path, [...(byPath.get(claim.place.path) ?? []), claim]);
  return (card) => {
    const found = [card.place, ...card.sources].flatMap((place) => {
      const near = byPath.get(place.path) ?? [];
      const within = near.filter((claim) => isWithin(claim.place, place));
      // A card out of part of a sentence: the sentence's claim is as near as it gets.
      return within.length > 0 ? within : near.filter((claim) => isWithin(place, claim.place));
    });
    const said = wordsOf(textOf(card));
    const about = wordsOf([textOf(card), card.noteTitle, ...card.headingPath, card.cell?.concept ?? ''].join(' '));
    const told = found.filter(
      ({ concept, value, form }) =>
        form === 'explicit' ||
        (said.includes(wordsOf(value.written)) &&
          (concept.resolvedBy === 'heading' ||
            [concept.written, concept.name].some((name) => about.includes(wordsOf(name))))),
    );
    const own = card.cell === undefined ? told : told.filter((claim) => isOfCell(claim, card));
    return [...new Set(own.length > 0 ? own : told)];
  };
}

/** Everything that the card shows of the note. */
function textOf({ fields, foreign }: Card): string {
  const own: readonly (CardField | undefined)[] = [fields.Front, fields.Back, fields.Text, fields.Extra, fields.Hint];
  const others = Object.values(foreign?.fields ?? {});
  return [...own, ...others].map((field) => field?.text ?? '').join(' ');
}

/** Its words in small letters, parted and enclosed by blanks. */
function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** Cells of one row stand side by side; what a card asks is the one of its column. */
function isOfCell({ concept }: Claim, { cell }: Card): boolean {
  return cell !== undefined && [concept.name, concept.written].some((name) => wordsOf(name) === wordsOf(cell.concept));
}

function isWithin(inner: Place, outer: Place): boolean {
  const [from, to] = [startOf(outer), endOf(outer)];
  const [first, last] = [startOf(inner), endOf(inner)];
  return compare(from, first) <= 0 && compare(last, to) <= 0;
}

type Point = readonly [line: number, column: number];

function startOf({ line, column }: Place): Point {
  return [line, column];
}

/** A place without an end goes to the end of its line. */
function endOf({ line, endLine = line, endColumn = Number.MAX_SAFE_INTEGER }: Place): Point {
  return [endLine, endColumn];
}

function compare([aLine, aColumn]: Point, [bLine, bColumn]: Point): number {
  return aLine - bLine || aColumn - bColumn;
}

/** The pairings by what experiments decide: the card's own question, or what the card claims. */
export function pairDecided(
  card: Card,
  claims: readonly Claim[],
  { decisions, lexicon }: { readonly decisions: readonly Decision[]; readonly lexicon: Lexicon },
): Pairing[] {
  return claims.flatMap((claim) =>
    experimentsNeeded([claim], decisions, lexicon).map((experiment): Pairing => {
      const decision = decisions.find((one) => one.experiment === experiment && one.facet === claim.facet);
      const about = decision?.concept ?? claim.concept.name;
      return {
        card,
        experiment,
        strength: 'decides',
        way: 'decision',
        reason:
          about === claim.concept.name
            ? `it decides what the card claims of [[${about}]]: ${claim.facet}`
            : `it decides ${claim.facet} of [[${about}]], and the card claims it of [[${claim.concept.name}]]`,
      };
    }),
  );
}

/** A card that asks what an experiment asks. */
export function pairQuestion(card: Card, byQuestion: ReadonlyMap<string, readonly PairableExperiment[]>): Pairing[] {
  const asked = (card.fields.Front ?? card.fields.Text)?.text;
  const same = asked === undefined ? [] : (byQuestion.get(questionKey(asked)) ?? []);
  return same.map(({ id }) => ({
    card,
    experiment: id,
    strength: 'decides',
    way: 'own-question',
    reason: 'it asks the same question',
  }));
}

export function questionKey(question: string): string {
  return wordsOf(question);
}
