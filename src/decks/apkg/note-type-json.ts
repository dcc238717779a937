import type { NoteType, NoteTypeField, NoteTypeTemplate } from '../deck.ts';

/*
 * A note type as schema 11 keeps it: one JSON object in `col.models` (rslib/src/notetype/schema11.rs). What a type of
 * the user's own holds besides what we know is kept under `rest`, so that a package gives it back unharmed.
 */

type Json = Readonly<Record<string, unknown>>;

export function noteTypeToJson(type: NoteType): Record<string, unknown> {
  return {
    did: null,
    tags: [],
    vers: [],
    latexPre: LATEX_PRE,
    latexPost: '\\end{document}',
    latexsvg: false,
    ...type.rest,
    id: type.id,
    name: type.name,
    type: type.kind === 'cloze' ? 1 : 0,
    mod: type.mod,
    usn: -1,
    sortf: type.sortField,
    css: type.css,
    flds: type.fields.map((field, ord) => ({
      sticky: false,
      rtl: false,
      font: 'Arial',
      size: 20,
      description: '',
      media: [],
      ...field.rest,
      name: field.name,
      ord,
      ...(field.id === undefined ? {} : { id: field.id }),
    })),
    tmpls: type.templates.map((template, ord) => ({
      bqfmt: '',
      bafmt: '',
      did: null,
      bfont: '',
      bsize: 0,
      ...template.rest,
      name: template.name,
      ord,
      qfmt: template.front,
      afmt: template.back,
      ...(template.id === undefined ? {} : { id: template.id }),
    })),
    req: type.templates.map((template, ord) => [ord, 'any', type.kind === 'cloze' ? [0] : askedFields(type, template)]),
  };
}

const LATEX_PRE =
  '\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n';

/** Fields that a front shows: one of them must be filled for a card. Anki since 2.1.28 works this out itself. */
function askedFields(type: NoteType, template: NoteTypeTemplate): number[] {
  const shown = new Set<string>();
  for (const [, reference] of template.front.matchAll(/\{\{([^}]*)\}\}/g))
    if (reference !== undefined && !/^[#^/!]/.test(reference))
      shown.add(reference.slice(reference.lastIndexOf(':') + 1).trim());
  const asked = type.fields.flatMap(({ name }, index) => (shown.has(name) ? [index] : []));
  return asked.length > 0 ? asked : [0];
}

/** Undefined where the object is no note type. */
export function noteTypeFromJson(json: unknown): NoteType | undefined {
  if (!isRecord(json) || !Array.isArray(json['flds']) || !Array.isArray(json['tmpls'])) return undefined;
  const { id, name, type, mod, sortf, css, flds, tmpls } = json;
  const fields = (flds as readonly unknown[]).map(fieldFromJson);
  const templates = (tmpls as readonly unknown[]).map(templateFromJson);
  const number = toId(id);
  if (number === undefined || typeof name !== 'string' || fields.length === 0) return undefined;
  if (!fields.every((field) => field !== undefined) || !templates.every((template) => template !== undefined))
    return undefined;
  return {
    id: number,
    name,
    kind: Number(type) === 1 ? 'cloze' : 'standard',
    fields,
    templates,
    css: typeof css === 'string' ? css : '',
    sortField: Math.min(toCount(sortf), fields.length - 1),
    mod: toCount(mod),
    rest: without(json, ['id', 'name', 'type', 'mod', 'usn', 'sortf', 'css', 'flds', 'tmpls', 'req']),
  };
}

function fieldFromJson(json: unknown): NoteTypeField | undefined {
  if (!isRecord(json) || typeof json['name'] !== 'string') return undefined;
  return { name: json['name'], ...withId(json['id']), rest: without(json, ['name', 'id', 'ord']) };
}

function templateFromJson(json: unknown): NoteTypeTemplate | undefined {
  if (!isRecord(json) || typeof json['name'] !== 'string') return undefined;
  const { name, id, qfmt, afmt } = json;
  return {
    name,
    ...withId(id),
    front: typeof qfmt === 'string' ? qfmt : '',
    back: typeof afmt === 'string' ? afmt : '',
    rest: without(json, ['name', 'id', 'ord', 'qfmt', 'afmt']),
  };
}

function without(json: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));
}

/**
 * Anki draws field ids from all of 64 bits, and JSON.parse rounds what lies past 2^53. A rounded id would match nothing
 * and freeze the notes; without an id Anki compares by name.
 */
export function withId(id: unknown): { readonly id?: number } {
  return typeof id === 'number' && Number.isSafeInteger(id) && id !== 0 ? { id } : {};
}

function toId(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined;
}

function toCount(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
