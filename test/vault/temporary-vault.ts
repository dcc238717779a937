import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';

/** A folder with these files, removed when the test has finished. */
export function temporaryVault(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'sockrates-vault-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}

/** Diagnostics as they are printed, without their message: `a.md:1:2 rule`. */
export function inShort(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ path: file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}
