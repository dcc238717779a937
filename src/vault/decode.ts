import type { Diagnostic } from '../diagnostic.ts';
import { indexLines } from './line-index.ts';
import { report } from './rules.ts';

/** A note's bytes as text, without byte order mark. UTF-16 with a mark is read too: Windows' Notepad writes it. */
export function decodeNote(path: string, bytes: Uint8Array): { text: string; diagnostics: Diagnostic[] } {
  const encoding = utf16Mark(bytes) ?? 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  const diagnostics: Diagnostic[] = [];
  if (encoding === 'utf-8' && text.includes('\uFFFD') && !isUtf8(bytes)) {
    const valid = validPrefix(bytes);
    const places = indexLines(path, text);
    const place = places.placeAt(valid.length, valid.length + 1);
    const byte = (bytes[valid.bytes] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    diagnostics.push(
      report('invalid-utf8', place, `byte 0x${byte} is not UTF-8; it was read as \uFFFD. Save the note as UTF-8`),
    );
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const place = indexLines(path, text).placeAt(nul, nul + 1);
    diagnostics.push(report('nul-byte', place, 'a NUL byte stands here; it was read as \uFFFD. Is this a text file?'));
  }
  return { text: nul === -1 ? text : text.replaceAll('\0', '\uFFFD'), diagnostics };
}

function utf16Mark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The longest beginning that decodes, found by halving: in bytes, and in UTF-16 units of its text. */
function validPrefix(bytes: Uint8Array): { bytes: number; length: number } {
  let low = 0;
  let high = bytes.length;
  while (high - low > 0) {
    const middle = (low + high + 1) >> 1;
    if (beginsValid(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  const start = bytes.subarray(0, low);
  return { bytes: low, length: new TextDecoder('utf-8').decode(start).replace(/\uFFFD$/, '').length };
}

/** Whether bytes are UTF-8, or could become it by adding more. */
function beginsValid(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
