import type { Place, Severity } from '../diagnostic.ts';
import { indexLines } from './line-index.ts';
import { titleOf } from './note-limits.ts';
import type { Link, Note, NoteId, ParsedNote } from './note.ts';
import { packBody, partsOf } from './packed-body.ts';
import type { BodyParts } from './packed-body.ts';
import { packTree, unpackTree } from './packed-tree.ts';
import { nameSockBlocks } from './sock-blocks.ts';
import { frontMatterAliases } from './tags.ts';

/**
 * A parsed note as text and bytes, without its path: what workers send and the cache keeps under the hash of the file.
 * The face is small and read at once; the body (source, tree, where things stand) is unpacked when somebody asks for it.
 */
export interface PackedNote {
  /** The file's SHA-256, hexadecimal. */
  readonly hash: string;
  /** JSON of a `PackedFace`. */
  readonly face: string;
  /** See `BodyParts`; its details are JSON of a `PackedDetails`. */
  readonly body: Uint8Array;
}

/** Line and column of the start and of the end. */
type PackedPlace = readonly [number, number, number | null, number | null];

/** What every reading of a vault needs of every note. */
interface PackedFace {
  readonly tags: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly links: readonly PackedLink[];
  readonly diagnostics: readonly (readonly [string, Severity, string, readonly string[], ...PackedPlace])[];
}

/** What is read of a note when somebody asks for it. */
interface PackedDetails {
  readonly places: readonly (readonly [string, ...PackedPlace])[];
  readonly sections: readonly (readonly [string, number, number, ...PackedPlace])[];
  readonly blocks: readonly (readonly [string, ...PackedPlace])[];
  readonly socks: readonly (readonly [string, number, ...PackedPlace])[];
}

/** Raw, target, headings, block id, alias, whether an embed, address outside. */
type PackedLink = readonly [
  string,
  string,
  readonly string[],
  string | null,
  string | null,
  boolean,
  string | null,
  ...PackedPlace,
];

/** Packs what `parseNote` gave, using up its tree. */
export function packNote({ note, diagnostics }: ParsedNote): PackedNote {
  const face: PackedFace = {
    tags: note.tags,
    data: note.frontMatter.data,
    links: note.links.map(packLink),
    diagnostics: diagnostics.map((found) => [
      found.rule,
      found.severity,
      found.message,
      found.expected ?? [],
      ...packPlace(found),
    ]),
  };
  const details: PackedDetails = {
    places: [...note.frontMatter.places].map(([key, place]) => [key, ...packPlace(place)]),
    sections: note.sections.map(({ title, depth, lastLine, place }) => [title, depth, lastLine, ...packPlace(place)]),
    blocks: note.blocks.map(({ id, place }) => [id, ...packPlace(place)]),
    socks: note.sockBlocks.map(({ text, firstLine, place }) => [text, firstLine, ...packPlace(place)]),
  };
  return { hash: note.hash, face: JSON.stringify(face), body: packedBody(note, details) };
}

/**
 * The note as `parseNote` would give it at this path; its source and tree are unpacked at first use. Its properties are
 * getters of its class, so that ten thousand notes cost no closures: a copy by `...` would lack them.
 * @param body gives the packed note's body; called at most once
 */
export function unpackNote(path: string, hash: string, packedFace: string, body: () => Uint8Array): ParsedNote {
  // Our own text: what packNote wrote.
  const face = JSON.parse(packedFace) as PackedFace;
  return {
    note: new UnpackedNote(path, hash, face, body),
    diagnostics: face.diagnostics.map(([rule, severity, message, expected, ...place]) => ({
      ...unpackPlace(path, place),
      severity,
      rule,
      message,
      ...(expected.length === 0 ? {} : { expected }),
    })),
  };
}

class UnpackedNote implements Note {
  readonly id: NoteId;
  readonly path: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly links: readonly Link[];
  readonly hash: string;
  readonly #data: Readonly<Record<string, unknown>>;
  readonly #packed: () => Uint8Array;
  #parts: BodyParts | undefined;
  #details: PackedDetails | undefined;
  #body: Pick<Note, 'source' | 'tree'> | undefined;
  #frontMatter: Note['frontMatter'] | undefined;
  #sections: Note['sections'] | undefined;
  #blocks: Note['blocks'] | undefined;
  #sockBlocks: Note['sockBlocks'] | undefined;

  constructor(path: string, hash: string, face: PackedFace, packed: () => Uint8Array) {
    this.id = path.normalize('NFC') as NoteId;
    this.path = path;
    this.title = titleOf(path, face.data['title']);
    this.aliases = frontMatterAliases(face.data);
    this.tags = face.tags;
    this.links = face.links.map((link) => unpackLink(path, link));
    this.hash = hash;
    this.#data = face.data;
    this.#packed = packed;
  }

  get source(): string {
    return this.#unpackedBody().source;
  }

  get tree(): Note['tree'] {
    return this.#unpackedBody().tree;
  }

  get frontMatter(): Note['frontMatter'] {
    return (this.#frontMatter ??= unpackFrontMatter(this.path, this.#data, () => this.#unpackedDetails()));
  }

  get sections(): Note['sections'] {
    return (this.#sections ??= unpackSections(this.path, this.#unpackedDetails()));
  }

  get blocks(): Note['blocks'] {
    return (this.#blocks ??= this.#unpackedDetails().blocks.map(([id, ...place]) => ({
      id,
      place: unpackPlace(this.path, place),
    })));
  }

  get sockBlocks(): Note['sockBlocks'] {
    return (this.#sockBlocks ??= unpackSocks(this.path, this.#unpackedDetails(), this.#data, this.sections));
  }

  #unpackedDetails(): PackedDetails {
    return (this.#details ??= JSON.parse(this.#bodyParts().details) as PackedDetails);
  }

  #unpackedBody(): Pick<Note, 'source' | 'tree'> {
    return (this.#body ??= unpackBody(this.path, this.#bodyParts()));
  }

  #bodyParts(): BodyParts {
    return (this.#parts ??= partsOf(this.#packed()));
  }
}

function packPlace({ line, column, endLine, endColumn }: Place): PackedPlace {
  return [line, column, endLine ?? null, endColumn ?? null];
}

function unpackPlace(path: string, place: PackedPlace): Place {
  return placeAt(path, ...place);
}

function placeAt(path: string, line: number, column: number, endLine: number | null, endColumn: number | null): Place {
  if (endLine === null || endColumn === null) return { path, line, column };
  return { path, line, column, endLine, endColumn };
}

function packLink(link: Link): PackedLink {
  const { raw, target, headings, blockId, alias, embed, resolution, place } = link;
  const address = resolution.kind === 'external' ? resolution.url : null;
  return [raw, target, headings, blockId ?? null, alias ?? null, embed, address, ...packPlace(place)];
}

/** Called for every link of the vault: plain assignments, for spreads and rests would take as long as all the rest. */
function unpackLink(path: string, packed: PackedLink): Link {
  const [raw, target, headings, blockId, alias, embed, address] = packed;
  const link: { -readonly [Key in keyof Link]: Link[Key] } = {
    place: placeAt(path, packed[7], packed[8], packed[9], packed[10]),
    raw,
    target,
    headings,
    embed,
    resolution: address === null ? unresolved : { kind: 'external', url: address },
  };
  if (blockId !== null) link.blockId = blockId;
  if (alias !== null) link.alias = alias;
  return link;
}

const unresolved: Link['resolution'] = { kind: 'unresolved' };

/** Its data stand in the face, its places in the body. A getter of the object itself: a copy by `...` has them too. */
function unpackFrontMatter(
  path: string,
  data: Readonly<Record<string, unknown>>,
  details: () => PackedDetails,
): Note['frontMatter'] {
  let places: Note['frontMatter']['places'] | undefined;
  return {
    data,
    get places() {
      return (places ??= new Map(details().places.map(([key, ...place]) => [key, unpackPlace(path, place)])));
    },
  };
}

function unpackSections(path: string, details: PackedDetails): Note['sections'] {
  const open: { depth: number; title: string }[] = [];
  return details.sections.map(([title, depth, lastLine, ...place]) => {
    while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
    open.push({ depth, title });
    return {
      title,
      // packNote wrote a heading's depth.
      depth: depth as 1 | 2 | 3 | 4 | 5 | 6,
      path: open.map((section) => section.title),
      place: unpackPlace(path, place),
      lastLine,
    };
  });
}

function unpackSocks(
  path: string,
  details: PackedDetails,
  data: Readonly<Record<string, unknown>>,
  sections: Note['sections'],
): Note['sockBlocks'] {
  const blocks = details.socks.map(([text, firstLine, ...place]) => ({
    text,
    firstLine,
    place: unpackPlace(path, place),
  }));
  return nameSockBlocks(path, blocks, data, sections);
}

function packedBody(note: Note, details: PackedDetails): Uint8Array {
  return packBody({ ...packTree(note.tree), source: note.source, details: JSON.stringify(details) });
}

function unpackBody(path: string, { source, json, offsets }: BodyParts): Pick<Note, 'source' | 'tree'> {
  return { source, tree: unpackTree({ json, offsets }, indexLines(path, source)) };
}
