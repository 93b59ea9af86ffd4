import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build.ts',
    testTimeout: 30_000,
    // Property tests and child processes want a core each; two are what the smallest machine has.
    maxWorkers: 2,
  },
});
