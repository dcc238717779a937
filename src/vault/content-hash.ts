import { createHash } from 'node:crypto';

/** SHA-256 of a file's bytes, hexadecimal: what a note is known by when its name and times have changed. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
