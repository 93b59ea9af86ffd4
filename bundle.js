/**
 * Puts the command line into a few files, `dist/bin`: Node spends longer on finding and opening several hundred modules than on
 * running them. Each command stays a part of its own, loaded when it is used. What is imported as a library is what `tsc` makes.
 */
import { chmodSync, copyFileSync } from 'node:fs';
import { build } from 'rolldown';

await build({
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
    // For `node --enable-source-maps`; names and lines of our code are readable without.
    sourcemap: true,
    comments: false,
  },
});
// The viewer's pages: one script, one sheet of styles.
await build({
  input: 'src/viewer/web/main.tsx',
  platform: 'browser',
  tsconfig: false,
  transform: { jsx: { runtime: 'automatic', importSource: 'preact' }, target: 'es2022' },
  output: { file: 'dist/web/app.js', minify: true, comments: false },
});
for (const file of ['index.html', 'app.css'])
  copyFileSync(`src/viewer/web/${file}`, `dist/web/${file}`);
chmodSync('dist/bin/cli.js', 0o755);
// npx remembers where it found the command of a folder, and that was here before there was a bundle.
chmodSync('dist/cli.js', 0o755);
