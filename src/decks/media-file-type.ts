/** What Anki can do with a file, by its extension. */
export type MediaKind = 'image' | 'sound';

const IMAGES = 'avif bmp gif ico jpeg jpg png svg tif tiff webp';
/** Anki plays videos with the same `[sound:…]` as recordings. */
const SOUNDS = '3gp aac avi flac flv m4a m4v mkv mov mp3 mp4 mpeg mpg oga ogg ogv opus spx wav webm';

const kinds = new Map<string, MediaKind>([
  ...IMAGES.split(' ').map((extension): [string, MediaKind] => [extension, 'image']),
  ...SOUNDS.split(' ').map((extension): [string, MediaKind] => [extension, 'sound']),
]);

/** Lower case, without the dot; empty where there is none. */
export function extensionOf(path: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

export function mediaKindOf(path: string): MediaKind | undefined {
  return kinds.get(extensionOf(path));
}
