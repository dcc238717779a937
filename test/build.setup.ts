import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Builds `dist` once before all tests: they run what ships (see built-program.ts). */
export default function build(): () => void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'sockrates-tests-'));
  process.env['SOCKRATES_TESTS_FOLDER'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
