import yauzl from 'yauzl';

/**
 * Whether two packages hold the same entries. The files may differ all the same, since compression does between versions
 * of Node: so checksums of what was packed are compared.
 */
export async function isSamePackage(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([listEntries(one), listEntries(other)]);
    return a === b;
  } catch {
    return false; // No package, or a damaged one: not the same.
  }
}

function listEntries(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const entries: string[] = [];
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.push(`${entry.fileName} ${entry.crc32} ${entry.uncompressedSize}`);
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries.sort().join('\n')));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}
