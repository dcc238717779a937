/** A field of a protobuf message as it lies on the wire: a varint or fixed-size number, or bytes. */
export type ProtobufValue = bigint | Uint8Array;

/**
 * Reads a message's fields by number, each with all its values in order (protobuf.dev/programming-guides/encoding).
 * Throws a RangeError where the bytes are no message.
 */
export function readMessage(bytes: Uint8Array): Map<number, ProtobufValue[]> {
  const fields = new Map<number, ProtobufValue[]>();
  const reader = new WireReader(bytes);
  while (!reader.done) {
    const key = reader.varint();
    const number = Number(key >> 3n);
    const value = reader.value(Number(key & 7n));
    const known = fields.get(number);
    if (known === undefined) fields.set(number, [value]);
    else known.push(value);
  }
  return fields;
}

class WireReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#offset];
      if (byte === undefined) throw new RangeError('a number is cut off');
      this.#offset += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number of more than ten bytes');
  }

  value(wireType: number): ProtobufValue {
    switch (wireType) {
      case 0:
        return this.varint();
      case 1:
        return this.#take(8);
      case 2:
        return this.#take(Number(this.varint()));
      case 5:
        return this.#take(4);
      default:
        throw new RangeError(`wire type ${wireType}`);
    }
  }

  #take(length: number): Uint8Array {
    const end = this.#offset + length;
    if (end > this.#bytes.length) throw new RangeError('a value is cut off');
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }
}

/** The last value of a field counts, as in every protobuf reader. */
export function lastNumber(fields: ReadonlyMap<number, readonly ProtobufValue[]>, number: number): number {
  const value = fields.get(number)?.at(-1);
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
}

export function lastBytes(fields: ReadonlyMap<number, readonly ProtobufValue[]>, number: number): Uint8Array {
  const value = fields.get(number)?.at(-1);
  return value instanceof Uint8Array ? value : new Uint8Array();
}

export function lastText(fields: ReadonlyMap<number, readonly ProtobufValue[]>, number: number): string {
  return Buffer.from(lastBytes(fields, number)).toString('utf8');
}
