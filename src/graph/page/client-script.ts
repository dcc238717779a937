import { readFileSync } from 'node:fs';

/** The client's script, built once a process. */
let script: string | undefined;

/**
 * The page's script: the modules of `client/` as tsc built them, in one piece, for a page that opens from disk can load no
 * module. Each module comes after those that it imports; all of them share one scope, so their names differ.
 */
export function clientScript(): string {
  const main = new URL('./client/main.js', import.meta.url);
  script ??= `(() => {\n'use strict';\n${linkModules(main, new Set()).join('\n')}\n})();`;
  return script;
}

function linkModules(module: URL, linked: Set<string>): string[] {
  if (linked.has(module.href)) return [];
  linked.add(module.href);
  const imported: string[] = [];
  const own = readFileSync(module, 'utf8')
    .replace(/^import [^;]*? from ['"](\.\/[\w-]+\.js)['"];$/gm, (_, path: string) => {
      imported.push(...linkModules(new URL(path, module), linked));
      return '';
    })
    .replace(/^export \{\};?$/gm, '')
    .replace(/^export (?=(?:async |abstract )?(?:function|const|let|class)\b)/gm, '')
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '');
  return [...imported, own.trim()];
}
