/**
 * The command line in few files: Node spends longer on finding and opening several hundred modules than on running them. Each
 * command stays a part of its own, loaded when it is used. What is imported as a library is what `tsc` makes.
 */
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: 'src/cli.ts',
  platform: 'node',
  // Only figures need it, and it is as large as all the rest.
  external: ['vega', 'vega-lite'],
  // Its paths lead to declarations.
  tsconfig: false,
  output: {
    dir: 'dist/bin',
    cleanDir: true,
    chunkFileNames: '[name].js',
    // For `node --enable-source-maps`; names and lines stay readable without.
    sourcemap: true,
  },
});
