import path from 'node:path';

/**
 * Why Anki would not add a file of this name to the collection, or undefined. It takes `*.colpkg`, `collection.apkg` and
 * `backup-*.apkg` for a whole collection and offers to replace everything by it (qt/aqt/import_export/importing.py).
 */
export function refusePackageName(file: string): string | undefined {
  const name = path.basename(file).toLowerCase();
  const replaces = name.endsWith('.colpkg') || name === 'collection.apkg' || /^backup-.*\.apkg$/.test(name);
  if (replaces)
    return `${file}: Anki takes a file of this name for a whole collection and would replace the user's; name it otherwise, as in decks/sockets.apkg`;
  if (!name.endsWith('.apkg')) return `${file}: Anki imports packages only by the ending .apkg`;
  return undefined;
}
