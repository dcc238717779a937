import type { PackedTree } from './packed-tree.ts';

/** What is packed in a note's body. */
export interface BodyParts extends PackedTree {
  readonly source: string;
  /** JSON of what else is seldom asked for. */
  readonly details: string;
}

const headerBytes = 16;

/** Four numbers (how many offsets, bytes of each text), the offsets, the texts: the tree's JSON, the source, the details. */
export function packBody({ offsets, json, source, details }: BodyParts): Uint8Array {
  const texts = [json, source, details].map((text) => Buffer.from(text));
  const header = Int32Array.of(offsets.length, ...texts.map(({ length }) => length));
  let at = headerBytes + offsets.byteLength;
  // In memory of its own, not of Buffer's pool: a worker hands it over.
  const body = new Uint8Array(texts.reduce((sum, { length }) => sum + length, at));
  body.set(new Uint8Array(header.buffer), 0);
  body.set(new Uint8Array(offsets.buffer), headerBytes);
  for (const text of texts) {
    body.set(text, at);
    at += text.length;
  }
  return body;
}

/** What `packBody` packed, each part decoded when it is asked for. */
export function partsOf(bytes: Uint8Array): BodyParts {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Copied: a body may begin at any byte of its file, and numbers are read at multiples of four.
  const numbers = (from: number, to: number) =>
    new Int32Array(body.buffer.slice(body.byteOffset + from, body.byteOffset + to));
  const [count = 0, json = 0, source = 0, details = 0] = numbers(0, headerBytes);
  const jsonAt = headerBytes + count * 4;
  const text = (from: number, length: number) => body.toString('utf8', from, from + length);
  return {
    get offsets() {
      return numbers(headerBytes, jsonAt);
    },
    get json() {
      return text(jsonAt, json);
    },
    get source() {
      return text(jsonAt + json, source);
    },
    get details() {
      return text(jsonAt + json + source, details);
    },
  };
}
