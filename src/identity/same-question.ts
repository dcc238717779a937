import { distance } from 'fastest-levenshtein';
import { leansOnNote } from './leaning.ts';
import { alignWords, type WordEdit } from './align-words.ts';
import { areContrasted } from './contrasts.ts';
import { tokenise, type Token } from './tokens.ts';
import type { CardMemory } from './card-memory.ts';

/** Why two cards that look alike are not taken for one. */
export type Difference =
  'kind' | 'cell' | 'number' | 'negation' | 'identifier' | 'contrast' | 'concept' | 'wording' | 'answer';

export interface Likeness {
  /** 0 to 1; only for ranking. */
  readonly score: number;
  /** Absent where the two are the same card, edited. */
  readonly difference?: Difference;
}

/** What is known besides the two cards. */
export interface Surroundings {
  /** A question's words. */
  readonly wordsOf: (memory: CardMemory) => readonly Token[];
  /** Words (lower case) that name concepts in this vault. */
  readonly concepts: ReadonlySet<string>;
  /** Whether a card may have come from that note: it is the same note, or that note under its new name. */
  readonly isSameNote: (before: string, now: string) => boolean;
  /** Whether a link's target only got a new name. */
  readonly isRenamed: (before: string, now: string) => boolean;
}

/**
 * Whether `now` is the card `before` after an edit. Reviews must never move to another fact, so a doubt is a "no":
 *
 * - never across another kind (Anki would skip the update), table facet or concept (a record rebuilt from Anki knows none);
 * - never where a number, a negation, an identifier, a contrasting word or a concept changed in the question;
 * - a respelled word passes where the answer, or at least the note, stayed;
 * - other words pass only in the same note with the same, telling answer, and only a few of them.
 */
export function compareCards(before: CardMemory, now: CardMemory, around: Surroundings): Likeness {
  const edits = alignWords(around.wordsOf(before), around.wordsOf(now));
  const length = Math.max(edits.map(fromOf).filter(isTold).length, edits.map(toOf).filter(isTold).length, 1);
  const answer = compareAnswers(before, now);
  const sameNote = before.note === '' || around.isSameNote(before.note, now.note);
  const likeness = wordLikeness(edits);
  const score = 0.6 * likeness + 0.3 * answer + 0.1 * ((sameNote ? 0.6 : 0) + (sameHeadings(before, now) ? 0.4 : 0));

  const difference =
    before.kind !== now.kind
      ? 'kind'
      : before.note !== '' && (before.cell?.facet !== now.cell?.facet || before.cell?.concept !== now.cell?.concept)
        ? 'cell'
        : linksWereReplaced(before.links, now.links, around) ||
            (leansOnNote(now) && headingsChanged(before, now, around.concepts))
          ? 'concept'
          : (changedMeaning(edits, isTelling(now.reply) && answer === 1) ??
            tooFar(edits, { answer, sameNote, length, reply: now.reply }));
  return difference === undefined ? { score } : { score, difference };
}

/** A link that went while another came, where the new one is not the old one's new name. */
export function linksWereReplaced(
  before: readonly string[],
  now: readonly string[],
  around: Pick<Surroundings, 'isRenamed'>,
): boolean {
  const gone = before.filter((link) => !now.includes(link));
  const come = now.filter((link) => !before.includes(link));
  return gone.length > 0 && come.some((link) => !gone.some((old) => around.isRenamed(old, link)));
}

/** Whether the headings above two cards name different things, not only the same one in other words. */
export function headingsChanged(
  before: Pick<CardMemory, 'headings'>,
  now: Pick<CardMemory, 'headings'>,
  concepts: ReadonlySet<string>,
): boolean {
  const [from, to] = [before, now].map(({ headings }) => tokenise(headings.join(' '), [], concepts));
  return changedMeaning(alignWords(from ?? [], to ?? []), true) !== undefined;
}

/** 0 to 1. */
function compareAnswers(
  before: Pick<CardMemory, 'answer' | 'reply'>,
  now: Pick<CardMemory, 'answer' | 'reply'>,
): number {
  if (before.answer === now.answer || before.reply === now.reply) return 1;
  const longest = Math.max(before.reply.length, now.reply.length);
  return longest === 0 ? 1 : Math.min(0.99, 1 - distance(before.reply, now.reply) / longest);
}

function changedMeaning(edits: readonly WordEdit[], answerSpeaks: boolean): Difference | undefined {
  for (const edit of edits) {
    if (edit.kind === 'kept') continue;
    const from = fromOf(edit);
    const to = toOf(edit);
    for (const guarded of ['number', 'negation', 'identifier', 'contrast'] as const) {
      // A misspelt contrast word is no contrast word yet: "clinet", "client".
      if (guarded === 'contrast' && edit.kind === 'respelled' && from?.class !== to?.class) continue;
      if (from?.class === guarded || to?.class === guarded) return guarded;
    }
    if (from !== undefined && to !== undefined && areContrasted(from.word, to.word)) return 'contrast';
    if (edit.kind === 'respelled') {
      if (from?.class === 'concept' && to?.class === 'concept' && !isPlural(from.word, to.word)) return 'concept';
    } else if (edit.kind === 'replaced' || !answerSpeaks) {
      if (from?.class === 'concept' || to?.class === 'concept') return 'concept';
    }
  }
  return undefined;
}

function tooFar(
  edits: readonly WordEdit[],
  { answer, sameNote, length, reply }: { answer: number; sameNote: boolean; length: number; reply: string },
): Difference | undefined {
  const respelled = edits.filter((edit) => edit.kind === 'respelled' && edit.from.class !== 'stop').length;
  const others = changedWords(edits);
  if (!sameNote && answer < 0.6) return 'answer';
  if (others === 0) {
    if (respelled === 0) return answer >= 0.4 || sameNote ? undefined : 'answer';
    if (answer >= 0.6) return respelled <= Math.max(2, length / 2) ? undefined : 'wording';
    return respelled <= length / 3 ? undefined : 'wording';
  }
  if (!sameNote || !isTelling(reply)) return 'wording';
  const share = (others + respelled / 2) / length;
  return share <= (answer === 1 ? 0.5 : answer >= 0.75 ? 0.25 : 0) ? undefined : 'wording';
}

/** Telling words that came or went; one that only moved counts half. */
function changedWords(edits: readonly WordEdit[]): number {
  const gone: string[] = [];
  const come: string[] = [];
  for (const edit of edits) {
    if ((edit.kind === 'removed' || edit.kind === 'replaced') && edit.from.class !== 'stop') gone.push(edit.from.word);
    if ((edit.kind === 'added' || edit.kind === 'replaced') && edit.to.class !== 'stop') come.push(edit.to.word);
  }
  const moved = gone.filter((word) => come.includes(word)).length;
  return Math.max(gone.length, come.length) - moved / 2;
}

function wordLikeness(edits: readonly WordEdit[]): number {
  let same = 0;
  let whole = 0;
  for (const edit of edits) {
    const from = weight(fromOf(edit));
    const to = weight(toOf(edit));
    whole += Math.max(from, to);
    if (edit.kind === 'kept') same += Math.max(from, to);
    if (edit.kind === 'respelled') same += 0.8 * Math.max(from, to);
  }
  return whole === 0 ? 1 : same / whole;
}

function weight(token: Token | undefined): number {
  return token === undefined ? 0 : token.class === 'stop' ? 0.3 : 1;
}

function fromOf(edit: WordEdit): Token | undefined {
  return edit.kind === 'added' ? undefined : edit.from;
}

function toOf(edit: WordEdit): Token | undefined {
  return edit.kind === 'removed' ? undefined : edit.to;
}

function isTold(token: Token | undefined): boolean {
  return token !== undefined && token.class !== 'stop';
}

function sameHeadings(before: CardMemory, now: CardMemory): boolean {
  return before.headings.join('\n') === now.headings.join('\n');
}

function isPlural(a: string, b: string): boolean {
  return a === `${b}s` || b === `${a}s` || a === `${b}es` || b === `${a}es`;
}

/** An answer that many questions share says nothing about which one is meant. */
function isTelling(reply: string): boolean {
  return (
    reply.length >= 3 &&
    !/^(yes|no|true|false|none|nothing|both|neither|always|never|nothing at all|it depends|-?\d{1,2})\b.{0,3}$/i.test(
      reply,
    )
  );
}
