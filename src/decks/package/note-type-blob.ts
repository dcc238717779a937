import { withId } from '../apkg/note-type-json.ts';
import type { NoteType, NoteTypeField, NoteTypeTemplate } from '../deck.ts';
import { lastBytes, lastNumber, lastText, readMessage, type ProtobufValue } from './protobuf.ts';

/*
 * Note types as schema 15 and later keep them: rows with a protobuf message each (proto/anki/notetypes.proto). What we
 * don't know ourselves goes under `rest` by its name in schema 11, which is what we write.
 */

type Message = ReadonlyMap<number, readonly ProtobufValue[]>;

export function noteTypeFromBlob(
  row: { readonly id: number; readonly name: string; readonly modified: number; readonly config: Uint8Array },
  fields: readonly NoteTypeField[],
  templates: readonly NoteTypeTemplate[],
): NoteType {
  const config = readMessage(row.config);
  return {
    id: row.id,
    name: row.name,
    kind: lastNumber(config, 1) === 1 ? 'cloze' : 'standard',
    fields,
    templates,
    css: lastText(config, 3),
    sortField: Math.max(0, Math.min(lastNumber(config, 2), fields.length - 1)),
    mod: row.modified,
    rest: {
      ...otherKeys(config),
      latexPre: lastText(config, 5),
      latexPost: lastText(config, 6),
      latexsvg: lastNumber(config, 7) !== 0,
      ...(config.has(9) ? { originalStockKind: lastNumber(config, 9) } : {}),
      ...(Number.isSafeInteger(lastNumber(config, 10)) && config.has(10) ? { originalId: lastNumber(config, 10) } : {}),
    },
  };
}

export function fieldFromBlob(name: string, blob: Uint8Array): NoteTypeField {
  const config = readMessage(blob);
  return {
    name,
    ...withId(lastNumber(config, 9)),
    rest: {
      ...otherKeys(config),
      sticky: lastNumber(config, 1) !== 0,
      rtl: lastNumber(config, 2) !== 0,
      font: lastText(config, 3),
      size: lastNumber(config, 4),
      description: lastText(config, 5),
      plainText: lastNumber(config, 6) !== 0,
      collapsed: lastNumber(config, 7) !== 0,
      excludeFromSearch: lastNumber(config, 8) !== 0,
      ...(config.has(10) ? { tag: lastNumber(config, 10) } : {}),
      preventDeletion: lastNumber(config, 11) !== 0,
    },
  };
}

export function templateFromBlob(name: string, blob: Uint8Array): NoteTypeTemplate {
  const config = readMessage(blob);
  return {
    name,
    ...withId(lastNumber(config, 8)),
    front: lastText(config, 1),
    back: lastText(config, 2),
    rest: {
      ...otherKeys(config),
      bqfmt: lastText(config, 3),
      bafmt: lastText(config, 4),
      bfont: lastText(config, 6),
      bsize: lastNumber(config, 7),
    },
  };
}

/** Field 255: a JSON object with the keys that add-ons left. */
function otherKeys(config: Message): Readonly<Record<string, unknown>> {
  const bytes = lastBytes(config, 255);
  if (bytes.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
}
