/** Untrusted text on its way to a page: it stays a string, it is never markup, and it is never endless. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ItemPage, ItemsPage } from '../../src/viewer/api.js';
import { clip } from '../../src/viewer/clip.js';
import { exportedReport } from '../../src/viewer/export.js';
import { Pages } from '../../src/viewer/pages.js';
import { Runs } from '../../src/viewer/runs.js';
import { viewerApp } from '../../src/viewer/server.js';
import { emptyFolder, writeRun } from '../comparison/runs.js';
import { ALL_HOSTILE, HOSTILE } from './hostile.js';

async function served(text: string): Promise<(path: string) => Promise<Response>> {
  const folder = emptyFolder();
  writeRun(folder, { label: 'run', splits: { 'wo-io': '+-' }, text });
  const runs = new Runs(folder);
  await runs.look();
  await runs.all[0]?.index.refresh();
  const app = await viewerApp(new Pages(runs));
  const id = runs.all[0]?.id ?? '';
  return async (path) =>
    await app.request(`http://localhost/api/${path.replace('RUN', id)}`, {
      headers: { host: 'localhost' },
    });
}

const ITEM = 'item?run=RUN&item=random-arithmetic/wo-io/direct/s1-000/0';

describe('hostile output', () => {
  it.each(Object.entries(HOSTILE))('comes as JSON that says it as it is: %s', async (_, text) => {
    const ask = await served(text);
    const response = await ask(ITEM);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const page: ItemPage = JSON.parse(await response.text());
    expect(page.samples.map((sample) => sample.text.text)).toEqual([text, text]);
  });

  it('is cut where it is long, and what is left out is counted', async () => {
    const long = `${'a'.repeat(10_000_000)}😀`;
    const ask = await served(long);
    const body = await (await ask(ITEM)).text();
    expect(body.length).toBeLessThan(1_000_000);
    const page: ItemPage = JSON.parse(body);
    expect(page.samples[0]?.text).toEqual({ text: 'a'.repeat(100_000), more: 9_900_002 });
    const list: ItemsPage = JSON.parse(await (await ask('items?run=RUN')).text());
    expect(JSON.stringify(list).length).toBeLessThan(1000);
  });

  it('is not cut within a character', () => {
    expect(clip('a😀b', 2)).toEqual({ text: 'a', more: 3 });
  });

  it('stays a string in an exported report, which names its one script by a hash', async () => {
    const folder = emptyFolder();
    writeRun(folder, {
      label: ALL_HOSTILE.slice(0, 20),
      splits: { 'wo-io': '+-' },
      text: ALL_HOSTILE,
    });
    mkdirSync(join(folder, 'empty'));
    const html = await exportedReport(folder);
    const [, data = ''] =
      /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html) ?? [];
    expect(data).toContain('\\u003cimg src=x onerror=');
    expect(html.split(data).join('')).not.toContain('onerror=');
    expect(JSON.stringify(JSON.parse(data))).toContain(
      JSON.stringify(HOSTILE['bidi']).slice(1, -1),
    );
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(html).toMatch(
      /content="default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; img-src data:;/,
    );
  });
});
