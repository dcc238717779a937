import { execFileSync } from 'node:child_process';

/** Builds `dist` once before all tests: they run what ships (see built-program.ts). */
export default function build(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
}
