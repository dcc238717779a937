import { defineConfig } from 'vitest/config';
import { testBuiltProgram } from './test/built-program.ts';

export default defineConfig({
  plugins: [testBuiltProgram()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.deep.test.ts'],
    globalSetup: ['test/build.setup.ts'],
    setupFiles: ['test/property.setup.ts'],
    testTimeout: 20_000,
  },
});
