import type { Node } from 'mdast';
import type { Note } from '../../vault/index.ts';
import { readCode } from './code.ts';
import { readComparisonTable } from './comparison-table.ts';
import { readDefinition } from './definition.ts';
import type { Fact, Findings, Refusal } from './fact.ts';
import { readLabelled, readPurpose } from './labelled-bullet.ts';
import { readList } from './list.ts';
import { outlineNote, type Unit } from './outline.ts';
import { type Phrase, plainPhrase, slicePhrase, splitSentences, trimPhrase } from './phrase.ts';
import { placeOf } from './place.ts';
import { readSentence } from './sentence.ts';
import { isStepTable, readStepTable } from './step-table.ts';
import { countWords, lowerTitle } from './wording.ts';

/**
 * Every fact that a note's ordinary prose states in a form that makes a card, and what looked like one but is none.
 * @param isKnown whether a name is that of a concept of the vault
 */
export function findFacts(
  note: Note,
  isClaimed: (line: number) => boolean,
  isKnown: (name: string) => boolean,
): Findings {
  const facts: Fact[] = [];
  const refusals: Refusal[] = [];
  const spent = new Set<Node>();
  for (const unit of outlineNote(note, isClaimed)) {
    if (spent.has(unit.node)) continue;
    const found = readUnit(unit, note.path, isKnown);
    facts.push(...found.facts);
    refusals.push(...found.refusals);
    // The steps of a sequence are learned in their order, not each by itself.
    if (unit.kind === 'list' && found.facts.some(({ rule }) => rule === 'sequence'))
      unit.node.children.forEach((item) => spent.add(item));
  }
  return { facts, refusals };
}

function readUnit(unit: Unit, path: string, isKnown: (name: string) => boolean): Findings {
  switch (unit.kind) {
    case 'table':
      return isStepTable(unit.node) ? readStepTable(unit, path) : readComparisonTable(unit, path, isKnown);
    case 'list':
      return readList(unit, path);
    case 'code':
      return readCode(unit, path);
    case 'item':
      return readAsked(unit, path) ?? readLabelled(unit, path) ?? readPurpose(unit, path) ?? readSentences(unit, path);
    case 'paragraph':
      return readLabelled(unit, path) ?? readSentences(unit, path);
  }
}

/** A line that is only a link says nothing itself. */
function isOnlyLink({ nodes }: Phrase): boolean {
  return nodes.every(
    (node) =>
      node.type === 'link' || node.type === 'wikiLink' || (node.type === 'text' && !/[\p{L}\p{N}]/u.test(node.value)),
  );
}

function readSentences(unit: Extract<Unit, { kind: 'item' | 'paragraph' }>, path: string): Findings {
  if (isOnlyLink(unit.phrase)) return { facts: [], refusals: [] };
  const facts = splitSentences(unit.phrase).flatMap((sentence) => {
    if (unit.leads && sentence.text.trimEnd().endsWith(':')) return [];
    const fact = readDefinition(sentence, unit, path) ?? readSentence(sentence, unit, path);
    return fact === undefined ? [] : [fact];
  });
  return { facts, refusals: [] };
}

/** Under a heading that asks ("When to use?") the item answers, once the question names its concept. */
function readAsked(unit: Extract<Unit, { kind: 'item' }>, path: string): Findings | undefined {
  const { asked, subject } = unit.setting;
  if (asked === undefined || subject === undefined || unit.leads) return undefined;
  const bare = trimPhrase(plainPhrase(unit.phrase));
  if (/^(?:examples?|e\.g)\b/iu.test(bare.text) || countWords(bare.text) < 3) return undefined;
  const aside = /\s*\((?:e\.g|i\.e|such as|for example)[^)]*\)\s*$/iu.exec(bare.text);
  const answer = aside === null ? bare : trimPhrase(slicePhrase(bare, 0, aside.index));
  const question = lowerTitle(asked, unit.setting);
  return {
    facts: [
      {
        rule: 'labelled-bullet',
        place: placeOf(unit.node, path),
        setting: unit.setting,
        concept: subject,
        facet: asked,
        question: {
          kind: 'asked',
          front: { nodes: [{ type: 'text', value: `${subject}: ${question}?` }], text: `${subject}: ${question}?` },
          back: { kind: 'phrase', phrase: answer },
        },
        specificity: 2,
      },
    ],
    refusals: [],
  };
}
