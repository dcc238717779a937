import { defineConfig } from 'vitest/config';
import { testBuiltProgram } from './test/built-program.ts';

/** What takes longer than `npm test` may: fuzzing, repeats, mutation, whole-program checks. */
export default defineConfig({
  plugins: [testBuiltProgram()],
  test: {
    include: ['test/**/*.deep.test.ts'],
    globalSetup: ['test/build.setup.ts'],
    setupFiles: ['test/property.setup.ts'],
    testTimeout: 600_000,
    fileParallelism: false,
    passWithNoTests: true,
  },
});
