import { readFileSync } from 'node:fs';

/** The client's script, built once a process. */
let script: string | undefined;

/**
 * The page's script: the modules of `client/` as tsc built them, in one piece, for a page that opens from disk can load no
 * module. Each module comes after those that it imports; all of them share one scope, so their names differ.
 */
export function clientScript(): string {
  script ??= `(() => {\n'use strict';\n${linkModules('main', new Set()).join('\n')}\n})();`;
  return script;
}

function linkModules(name: string, linked: Set<string>): string[] {
  if (linked.has(name)) return [];
  linked.add(name);
  const source = readFileSync(new URL(`./client/${name}.js`, import.meta.url), 'utf8');
  const imported: string[] = [];
  const own = source
    .replace(/^import [^;]*? from ['"]\.\/([\w-]+)\.js['"];$/gm, (_, module: string) => {
      imported.push(...linkModules(module, linked));
      return '';
    })
    .replace(/^export \{\};?$/gm, '')
    .replace(/^export (?=(?:async |abstract )?(?:function|const|let|class)\b)/gm, '')
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '');
  return [...imported, own.trim()];
}
