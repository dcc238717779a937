import type { AnkiNote } from './adopt-notes.ts';
import { questionKey } from './card-memory.ts';
import { plainText, readClozeField } from './field-text.ts';
import { isCardId, type CardId } from './identified-card.ts';
import type { Ledger, LedgerRecord } from './ledger-record.ts';
import { normaliseText, shortHash } from './normal-text.ts';

export interface Recovery {
  readonly ledger: Ledger;
  readonly recovered: readonly CardId[];
  /** Notes of the export that are none of ours. */
  readonly foreign: number;
}

/** Our note types by their names in Anki, with `+` or `_` behind where the name was taken. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^Sockrates Basic \(and reversed\)/i, 'basic-and-reversed'],
  [/^Sockrates Cloze\b/i, 'cloze'],
  [/^Sockrates Type/i, 'type-in'],
  [/^Sockrates Basic\b/i, 'basic'],
];

/**
 * Rebuilds what a lost ledger knew from an Anki export: each note of ours carries its id. Cards whose question is
 * unchanged are then known again exactly, edited ones by likeness. Records that the ledger still has are kept.
 */
export function recoverLedger(ledger: Ledger, notes: readonly AnkiNote[]): Recovery {
  const after = new Map(ledger);
  const recovered: CardId[] = [];
  let foreign = 0;
  for (const note of [...notes].sort((a, b) => (a.guid < b.guid ? -1 : 1))) {
    const id = note.fields['Id'] ?? '';
    const kind = kinds.find(([name]) => name.test(note.noteTypeName))?.[1];
    if (kind === undefined || !isCardId(id)) {
      foreign++;
    } else if (!after.has(id)) {
      after.set(id, recordOf(id, kind, note));
      recovered.push(id);
    }
  }
  return { ledger: after, recovered, foreign };
}

function recordOf(id: CardId, kind: string, note: AnkiNote): LedgerRecord {
  const cloze = kind === 'cloze' ? readClozeField(note.fields['Text'] ?? '') : { text: '', gaps: [] };
  const question = normaliseText(kind === 'cloze' ? cloze.text : plainText(note.fields['Front'] ?? ''));
  const reply = normaliseText(
    kind === 'cloze' ? cloze.gaps.map(({ text }) => text).join('\n') : plainText(note.fields['Back'] ?? ''),
  );
  return {
    id,
    state: 'live',
    kind,
    key: questionKey(kind, question, [], undefined),
    answer: shortHash(reply),
    note: '',
    headings: [],
    question: question.slice(0, 400),
    reply: reply.slice(0, 160),
    code: [],
    links: [],
    concepts: [],
    cloze: cloze.gaps.map(({ number, text }) => ({ number, text: normaliseText(text), context: '' })),
    retired: [],
    ...(note.guid === id ? {} : { guid: note.guid, noteType: { id: note.noteTypeId, name: note.noteTypeName } }),
    ...(note.deck === undefined ? {} : { deck: note.deck }),
    mod: note.mod,
    firstSeen: note.mod,
  };
}
