import { defineConfig } from 'vitest/config';
import { testBuiltProgram } from './test/built-program.ts';

export default defineConfig({
  plugins: [testBuiltProgram()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.deep.test.ts', 'test/**/*.soak.test.ts'],
    // Real kernels, browsers and Ankis on a shared machine: what fails twice is wrong.
    retry: process.env['CI'] === 'true' ? 1 : 0,
    globalSetup: ['test/build.setup.ts'],
    setupFiles: ['test/property.setup.ts'],
    // Shared machines stand still for a while: a test that hangs is ended, one that is slow is not.
    testTimeout: 90_000,
    // One of two cores would stand idle while a test waits for a kernel's timer or for Anki.
    maxWorkers: 2,
  },
});
