import path from 'node:path';
import type { Plugin } from 'vitest/config';

/**
 * Lets a test that imports `src/x.ts` run `dist/x.js`, what tsc built and what ships. The program starts workers and
 * child processes from its own files, which Node can't do from TypeScript sources.
 */
export function testBuiltProgram(): Plugin {
  const source = path.resolve('src') + path.sep;
  const built = path.resolve('dist') + path.sep;
  return {
    name: 'test-built-program',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!id.startsWith('.') || importer === undefined) return null;
      const file = path.resolve(path.dirname(importer), id);
      if (!file.startsWith(source)) return null;
      return built + file.slice(source.length).replace(/\.ts$/, '.js');
    },
  };
}
