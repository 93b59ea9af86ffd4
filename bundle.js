/**
 * Puts the command line into a few files, `dist/bin`: Node spends longer on finding and opening several hundred modules than on
 * running them. Each command stays a part of its own, loaded when it is used. What is imported as a library is what `tsc` makes.
 */
import { chmodSync, copyFileSync } from 'node:fs';
import { build } from 'rolldown';

/**
 * The help is in ASCII, so the width of its text is its length. What the parser of the command line would measure it with reads
 * tables of Unicode at every start, and costs most of what rendering the help of a command does, which happens before each.
 */
const helpInAscii = {
  name: 'help-in-ascii',
  resolveId(source, importer) {
    const measures = /node_modules\/(?:cliui|wrap-ansi|yargs)\//.test(importer ?? '');
    return source === 'string-width' && measures ? 'ascii-width' : null;
  },
  load(id) {
    return id === 'ascii-width' ? 'export default (text) => text.length;' : null;
  },
};

/** No server is asked over HTTP/2, and Node's own part for it costs every start a few milliseconds. */
const withoutHttp2 = {
  name: 'without-http2',
  resolveId(source, importer) {
    const isUndici = /node_modules\/undici\//.test(importer ?? '');
    return source === './client-h2.js' && isUndici ? 'no-http2.cjs' : null;
  },
  load(id) {
    if (id !== 'no-http2.cjs') return null;
    return "module.exports = () => { throw new Error('HTTP/2 is not spoken'); };";
  },
};

await build({
  input: 'src/cli.ts',
  platform: 'node',
  plugins: [helpInAscii, withoutHttp2],
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
// In one file of the older kind of modules, which Node starts soonest: a worker is started for every program.
await build({
  input: 'src/sandbox/worker/main.ts',
  platform: 'node',
  tsconfig: false,
  output: { file: 'dist/sandbox/worker/main.cjs', format: 'cjs', comments: false },
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
