import type { MediaFile } from '../deck.ts';
import { extensionOf, mediaKindOf } from '../media-file-type.ts';

/** So much is carried within the page; what comes after is named instead. */
const MOST_BYTES = 40 * 1024 * 1024;

const types: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

/**
 * Gives the function that puts a card's files and formulas into its HTML as a browser without Anki can show them:
 * images and sounds as `data:` addresses, math as its TeX source.
 */
export function inlineMedia(files: readonly MediaFile[]): (html: string) => string {
  let bytes = 0;
  const addresses = new Map<string, string>();
  for (const file of files) {
    const type = types[extensionOf(file.name)];
    bytes += file.bytes.byteLength;
    if (type === undefined || bytes > MOST_BYTES) continue;
    addresses.set(file.name, `data:${type};base64,${Buffer.from(file.bytes).toString('base64')}`);
  }
  const paths = new Map(files.map((file) => [file.name, file.path]));
  return (html) =>
    html
      .replace(/<img src="([^"]*)"/g, (_, name: string) => `<img src="${addresses.get(name) ?? 'data:,'}"`)
      .replace(/\[sound:([^\]]*)\]/g, (_, name: string) => player(name, addresses.get(name), paths.get(name) ?? name))
      // Ours only: what a note says by accident is broken by a comment.
      .replace(/\\\((.*?)\\\)/gs, '<span class="tex">$1</span>')
      .replace(/\\\[(.*?)\\\]/gs, '<p class="tex">$1</p>');
}

function player(name: string, address: string | undefined, path: string): string {
  const kind = mediaKindOf(name);
  if (address === undefined || kind === undefined)
    return `<span class="missing">[${path.replace(/[&<>]/g, '')}]</span>`;
  return `<audio controls preload="none" src="${address}"></audio>`;
}
