import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';

export const chromiumProgram = process.env['SOCKRATES_CHROMIUM'] ?? '/usr/bin/chromium';

export const quietChromium = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/** Describes tests that need a browser: skipped by name where there is none, but not in CI. */
export function describeInChromium(name: string, tests: () => void): void {
  if (existsSync(chromiumProgram)) describe(name, tests);
  else if (process.env['CI'] === 'true') {
    it(`${name}: Chromium is there`, () => {
      throw new Error(`CI runs with Chromium at ${chromiumProgram}, or where SOCKRATES_CHROMIUM says`);
    });
  } else describe.skip(`${name} (no Chromium at ${chromiumProgram}; SOCKRATES_CHROMIUM names another)`, tests);
}
