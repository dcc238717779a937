import type { Table } from 'mdast';
import type { Fact, Findings } from './fact.ts';
import { stripDecoration } from './naming.ts';
import type { Setting, Unit } from './outline.ts';
import { type Phrase, phraseOf, plainPhrase, slicePhrase, textPhrase, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { sequenceFacts } from './sequence.ts';

const stepHeader = /^(?:steps?|#|no\.?|nr\.?|nº|order|phase|stage|time)$/iu;
const noStep = /^[\s\-–—./]*$|^(?:none|nothing|n\/a|waits?)$/iu;

/** A table whose first column counts: its rows are moments, its other columns what each actor does at them. */
export function isStepTable({ children: [header, ...rows] }: Table): boolean {
  const first = header?.children[0];
  if (first === undefined || header === undefined || header.children.length < 2 || rows.length < 2) return false;
  const named = stepHeader.test(stripDecoration(phraseOf(first.children).text) || phraseOf(first.children).text.trim());
  const numbers = rows.map((row) => Number.parseInt(phraseOf(row.children[0]?.children ?? []).text, 10));
  return named || numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
}

/** Each column is a sequence of its own; what two actors do in one row is no question and answer. */
export function readStepTable(unit: Extract<Unit, { kind: 'table' }>, path: string): Findings {
  const [header, ...rows] = unit.node.children;
  const facts: Fact[] = [];
  for (const [index, cell] of (header?.children ?? []).entries()) {
    if (index === 0) continue;
    const actor = stripDecoration(plainPhrase(phraseOf(cell.children)).text).replace(/\s*\([^)]*\)\s*$/u, '');
    const steps = rows.flatMap((row): Phrase[] => {
      const step = row.children[index];
      const phrase = step === undefined ? textPhrase('') : trimPhrase(plainPhrase(phraseOf(step.children)));
      return noStep.test(phrase.text) ? [] : [phrase];
    });
    if (actor === '' || steps.length < 2) continue;
    facts.push(
      ...sequenceFacts({
        steps: steps.map(callsOrWhole),
        who: actorName(unit.setting, actor),
        place: placeOf(unit.node, path),
        setting: unit.setting,
        rule: 'step-table',
      }),
    );
  }
  return facts.length > 0
    ? { facts, refusals: [] }
    : {
        facts,
        refusals: [{ place: placeOf(unit.node, path), rule: 'step-table', reason: 'no column holds two steps' }],
      };
}

/** "Bind socket to an IP (`bind()`)" is the step `bind()`: where a step names its calls, they are what is learned. */
function callsOrWhole(step: Phrase): Phrase {
  const inside = /\(([^()]*(?:\(\)[^()]*)+)\)\s*$/u.exec(step.text);
  if (inside?.[1] === undefined) return step;
  const from = inside.index + 1;
  return trimPhrase(slicePhrase(step, from, from + inside[1].length));
}

/** "TCP Server-Client Model" and "Server" are the TCP server; where the heading says nothing, what stands above it does. */
export function actorName({ subject, outer }: Setting, actor: string): string {
  const words = new Set(actor.toLowerCase().split(/[\s-]+/u));
  const own = (subject ?? '')
    .split(/\s+/u)
    .filter(
      (word) =>
        !/^(?:model|sequence|steps?|flow|lifecycle|process|procedure|calls?|in|of|the|and|vs|for|order)$/iu.test(word),
    )
    .filter(
      (word) =>
        !word
          .toLowerCase()
          .split('-')
          .some((part) => words.has(part)),
    )
    .join(' ');
  const of = own === '' ? (outer ?? '') : own;
  const name = /^\p{Lu}\p{Ll}+$/u.test(actor) ? actor.toLowerCase() : actor;
  return of === '' ? actor : `${of} ${name}`;
}
