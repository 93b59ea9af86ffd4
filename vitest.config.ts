import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build.ts',
    // A loaded machine is slow, and no test waits for a time-out of its own.
    testTimeout: 540_000,
    // Property tests and child processes want a core each; two are what the smallest machine has.
    maxWorkers: 2,
  },
});
