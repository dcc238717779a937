import { defineConfig } from 'vitest/config';
import { testBuiltProgram } from './test/built-program.ts';

/** What takes longer than `npm test` may: fuzzing, repeats, mutation, whole-program checks. */
export default defineConfig({
  plugins: [testBuiltProgram()],
  test: {
    include: process.env['SOCKRATES_SOAK'] === undefined ? ['test/**/*.deep.test.ts'] : ['test/**/*.soak.test.ts'],
    // Real kernels, browsers and Ankis on a shared machine: what fails twice is wrong.
    retry: process.env['CI'] === 'true' ? 1 : 0,
    globalSetup: ['test/build.setup.ts'],
    setupFiles: ['test/property.setup.ts'],
    testTimeout: 600_000,
    fileParallelism: false,
    passWithNoTests: true,
  },
});
