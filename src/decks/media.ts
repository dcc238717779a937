import { createHash } from 'node:crypto';
import type { Link, NoteId, Vault } from '../vault/index.ts';
import type { MediaFile } from './deck.ts';
import { extensionOf } from './media-file-type.ts';

/** Gives a file's bytes by its path within the vault; throws where the file system does. */
export type ReadAttachment = (path: string) => Uint8Array;

export type ShelvedMedia =
  | { readonly kind: 'packed'; readonly name: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The files that a deck's cards refer to, each read once and named after its content. */
export interface MediaShelf {
  /** Whether a path leads out of the vault, whatever kind of file it means. */
  readonly leadsOut: (note: NoteId, target: string) => boolean;
  /** `target` as the note names it, `link` what the vault found it to be, where it looked. */
  readonly take: (note: NoteId, target: string, link?: Link) => ShelvedMedia;
  /** Bytes that stand in the note itself (a `data:` address). */
  readonly takeBytes: (note: NoteId, bytes: Uint8Array, extension: string) => ShelvedMedia;
  /** What was packed, sorted by name. */
  readonly files: () => MediaFile[];
}

/** AnkiWeb refuses larger files. */
const MOST_BYTES = 100 * 1024 * 1024;

export function openMediaShelf(vault: Pick<Vault, 'attachments'>, readAttachment: ReadAttachment): MediaShelf {
  const packed = new Map<string, MediaFile>();
  const byPath = new Map<string, ShelvedMedia>();
  const find = attachmentFinder(vault.attachments);

  function pack(path: string, bytes: Uint8Array): ShelvedMedia {
    if (bytes.byteLength > MOST_BYTES) return { kind: 'too-large' };
    const name = mediaNameOf(bytes, extensionOf(path));
    if (!packed.has(name)) packed.set(name, { name, path, bytes });
    return { kind: 'packed', name };
  }

  function takeFile(path: string): ShelvedMedia {
    const known = byPath.get(path);
    if (known !== undefined) return known;
    let taken: ShelvedMedia;
    try {
      taken = pack(path, readAttachment(path));
    } catch (error) {
      taken = { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
    }
    byPath.set(path, taken);
    return taken;
  }

  return {
    leadsOut: (note, target) => find(note, target).kind === 'outside',
    take(note, target, link) {
      if (link?.resolution.kind === 'attachment') return takeFile(link.resolution.path);
      const found = find(note, target);
      return found.kind === 'found' ? takeFile(found.path) : found;
    },
    takeBytes: (note, bytes, extension) => pack(`${note}.${extension}`, bytes),
    files: () => [...packed.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** ASCII, of one path component, far below Anki's 120 bytes; another content is another name, so nothing is ever overwritten. */
function mediaNameOf(bytes: Uint8Array, extension: string): string {
  return `skr-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${extension}`;
}

type Found =
  { readonly kind: 'found'; readonly path: string } | { readonly kind: 'missing' } | { readonly kind: 'outside' };

/**
 * Finds a file as Obsidian does: from the note's own folder, from the vault's folder, else anywhere by the end of its
 * path, the shortest first. Letter case and Unicode normal form don't count.
 */
function attachmentFinder(attachments: readonly string[]): (note: NoteId, target: string) => Found {
  const key = (path: string) => path.normalize('NFC').toLowerCase();
  const exact = new Map(attachments.map((path) => [key(path), path]));
  const byName = new Map<string, string[]>();
  for (const path of attachments) {
    const name = key(path).split('/').at(-1) ?? '';
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  return (note, target) => {
    if (/^([a-z]:[\\/]|\\\\|file:)/i.test(target)) return { kind: 'outside' };
    const wanted = target.replaceAll('\\', '/');
    const folder = wanted.startsWith('/') ? [] : note.split('/').slice(0, -1);
    const near = walk(folder, wanted);
    const path = (near === undefined ? undefined : exact.get(key(near))) ?? exact.get(key(wanted));
    if (path !== undefined) return { kind: 'found', path };
    if (near === undefined) return { kind: 'outside' };
    // A path that says where to begin means only that place.
    if (/^(\/|\.\.?\/)/.test(wanted)) return { kind: 'missing' };
    const ending = '/' + key(wanted);
    const candidates = (byName.get(ending.slice(ending.lastIndexOf('/') + 1)) ?? [])
      .filter((candidate) => ('/' + key(candidate)).endsWith(ending))
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    return candidates[0] === undefined ? { kind: 'missing' } : { kind: 'found', path: candidates[0] };
  };
}

/** `undefined` where `..` leads out of the vault. */
function walk(folder: readonly string[], path: string): string | undefined {
  const parts = [...folder];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
