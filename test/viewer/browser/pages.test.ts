/** The viewer's pages in Chromium: what a reader clicks, types and sees, and what hostile output cannot do. */
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { exportedReport } from '../../../src/viewer/export.js';
import { startViewer } from '../../../src/viewer/server.js';
import { emptyFolder, writeRun } from '../../comparison/runs.js';
import { run } from '../../e2e/cli.js';
import { ALL_HOSTILE, HOSTILE } from '../hostile.js';
import { CHROMIUM, openBrowser, openPage } from './chromium.js';

const SPLITS = {
  'wo-io': Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? '++' : '+-')).join(' '),
  'w-io-test': '-- ++',
};

async function viewerOf(folder: string): Promise<string> {
  const viewer = await startViewer({ directory: folder, port: 0 });
  onTestFinished(() => viewer.close());
  return viewer.url;
}

/** Two runs and their viewer. */
async function twoRuns(): Promise<{ folder: string; url: string }> {
  const folder = emptyFolder();
  writeRun(folder, { label: 'first', splits: SPLITS, tags: { step: 1 } });
  writeRun(folder, { label: 'second', splits: { ...SPLITS, 'w-io-test': '++ +-' } });
  return { folder, url: await viewerOf(folder) };
}

const CONFIG = `
models:
  - label: earlier
    simulator: { kind: noisy, seed: 1, skill: 0.4, malformed: 0.1 }
  - label: later
    simulator: { kind: noisy, seed: 2, skill: 0.6, malformed: 0.1 }
sampling: { samples: 4 }
suites:
  - { suite: random-arithmetic, splits: [wo-io, recall], answers: [direct, cot] }
  - { suite: grammars, splits: [wo-io] }
`;

/** Runs of two simulated models, as the command line leaves them. */
async function simulatedRuns(): Promise<string> {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'small.yaml'), CONFIG);
  const { code, stderr } = await run(['run', 'small.yaml', '--limit', '10'], folder);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return join(folder, 'results');
}

/** The addresses that the first rows of a list lead to. */
async function rowsOf(page: Page): Promise<(string | null)[]> {
  const links = page.locator('.list tbody th a');
  await links.first().waitFor();
  const rows = await links.all();
  return await Promise.all(rows.slice(0, 10).map((link) => link.getAttribute('href')));
}

describe.skipIf(CHROMIUM === undefined)('in a browser, the viewer', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it('leads from the runs to a run, its items and one item, and back', async () => {
    const { url } = await twoRuns();
    const { page, complaints } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('link', { name: 'first' }).first().click();
    await page.getByRole('heading', { name: 'first', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'All 302 items' }).click();
    await page.getByText('302 items').waitFor();
    await page.locator('.list tbody a').first().click();
    await page.getByRole('heading', { name: 'Samples' }).waitFor();
    expect(await page.getByText('1 of 302').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'next →' }).click();
    await page.getByText('2 of 302').waitFor();
    await page.keyboard.press('k');
    await page.getByText('1 of 302').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('302 items').waitFor();
    await page.goBack();
    await page.getByText('1 of 302').waitFor();
    expect(complaints).toEqual([]);
  });

  it('keeps search, filters and order in the address', async () => {
    const { url } = await twoRuns();
    const { page } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('link', { name: 'first' }).first().click();
    await page.getByRole('link', { name: 'All 302 items' }).click();
    await page.getByLabel('samples').selectOption('mixed');
    await page.getByText('200 items').waitFor();
    await page.getByLabel('order').selectOption('accuracy');
    await page.keyboard.press('/');
    await page.keyboard.press('/');
    await page.getByLabel('Search').fill('s1-1');
    await page.getByText(/^6\d items/).waitFor();
    const address = page.url();
    expect(address).toContain('outcome=mixed');
    expect(address).toContain('sort=accuracy');
    expect(address).toContain('text=s1-1');
    const shown = await rowsOf(page);
    const other = await openPage(browser);
    await other.page.goto(address);
    expect(await rowsOf(other.page)).toEqual(shown);
    expect(await other.page.getByLabel('Search').inputValue()).toBe('s1-1');
  });

  it('draws only the rows in sight, and reaches the last one by scrolling and by keyboard', async () => {
    const { url } = await twoRuns();
    const { page } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('link', { name: 'first' }).first().click();
    await page.getByRole('link', { name: 'All 302 items' }).click();
    await rowsOf(page);
    expect(await page.locator('.list tbody tr').count()).toBeLessThan(60);
    await page.locator('.list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await page.locator('tr[aria-rowindex="303"] a').waitFor();
    await page.locator('.list').evaluate((list) => list.scrollTo(0, 0));
    await page.locator('tr[aria-rowindex="2"] a').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('tr.selected').getAttribute('aria-rowindex')).toBe('4');
    await page.keyboard.press('Enter');
    await page.getByText('3 of 302').waitFor();
  });

  it('ranks runs of the same items, and shows others apart', async () => {
    const folder = await simulatedRuns();
    const { page } = await openPage(browser);
    await page.goto(await viewerOf(folder));
    const board = page.getByRole('region', { name: 'Leaderboard' });
    await board
      .getByText(/^1 of 2 \(/)
      .first()
      .waitFor();
    const ranks = await board.locator('tbody').first().locator('td:nth-child(5)').allInnerTexts();
    expect(ranks.map((words) => words.slice(0, 6))).toEqual(['1 of 2', '2 of 2']);
    await page.getByText(/^Rank: among runs that answered the same items/).waitFor();
  });

  it('shows two runs side by side, what was lost first', async () => {
    const { url } = await twoRuns();
    const { page, complaints } = await openPage(browser);
    await page.goto(url);
    await page.getByLabel('Compare second').check();
    await page.getByLabel('Compare first').check();
    await page.getByRole('link', { name: 'Compare A and B, item by item' }).click();
    await page.getByRole('heading', { name: 'Side by side' }).waitFor();
    await rowsOf(page);
    expect(await page.locator('.list tbody td').first().innerText()).toBe('-100.0');
    await page.getByLabel('order').selectOption('gains');
    await expect.poll(() => page.locator('.list tbody td').first().innerText()).toBe('+50.0');
    expect(complaints).toEqual([]);
  });

  it('says of an empty folder that it is, until a run begins there', async () => {
    const folder = emptyFolder();
    const { page, complaints } = await openPage(browser);
    await page.goto(await viewerOf(folder));
    await page.getByText('There is no run yet; one that begins shows by itself.').waitFor();
    writeRun(folder, { label: 'begun', splits: { 'wo-io': '+' } });
    await page.getByRole('link', { name: 'begun' }).first().waitFor();
    await page.getByLabel('Search runs').fill('nowhere');
    await page.getByText('No run has that.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows what is added to a run while it is looked at', async () => {
    const folder = emptyFolder();
    const { directory } = writeRun(folder, { label: 'live', splits: { 'wo-io': '++ ++ ++' } });
    const journal = join(directory, 'responses.jsonl');
    const lines = readFileSync(journal, 'utf8').split(/(?<=\n)/);
    const manifest = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
    writeFileSync(join(directory, 'run.json'), JSON.stringify({ ...manifest, state: 'running' }));
    truncateSync(join(directory, 'scores.jsonl'), 0);
    writeFileSync(journal, lines[0] ?? '');
    const { page } = await openPage(browser);
    await page.goto(await viewerOf(folder));
    await page.getByText('2 of 6 samples').waitFor();
    appendFileSync(journal, lines[1] ?? '');
    await page.getByText('4 of 6 samples').waitFor();
    await page.getByRole('link', { name: 'live' }).first().click();
    await page.getByRole('link', { name: 'All 3 items' }).click();
    await page.locator('.list tbody a').first().click();
    // Nothing is scored yet, so the page judges what it shows.
    await page.getByText('✓ right').first().waitFor();
  });

  it('lets nothing in an output become markup, script, or the order of a line', async () => {
    const folder = emptyFolder();
    writeRun(folder, {
      label: 'x<img src=x onerror=document.title=1>',
      tags: { '<b>': '</td><script>1</script>' },
      splits: { 'wo-io': '+-' },
      text: ALL_HOSTILE,
    });
    const { page, complaints } = await openPage(browser);
    const url = await viewerOf(folder);
    await page.goto(url);
    await page.locator('tbody th a').first().click();
    await page.getByRole('link', { name: 'All 1 item' }).click();
    await page.locator('.list tbody a').first().click();
    const output = page.getByRole('region', { name: 'Output of sample 0' });
    await output.waitFor();
    expect(await output.innerText()).toContain(HOSTILE['markup']);
    expect(await output.innerText()).toContain(HOSTILE['entities']);
    expect(await output.innerText()).toContain('right U+202E gnorw');
    expect(await output.innerText()).toContain('U+001B[31mred');
    expect(await output.innerText()).toContain('lone U+D800 and U+DFFF here');
    expect(await page.title()).toBe('0 · s1-000 · pbb-eval');
    expect(await page.locator('main img, main script, main a[href^="javascript:"]').count()).toBe(
      0,
    );
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds wrong, in %s',
    async (colorScheme) => {
      const folder = await simulatedRuns();
      const { page, complaints } = await openPage(browser, { colorScheme, bypassCSP: true });
      await page.goto(await viewerOf(folder));
      const visits: readonly (() => Promise<void>)[] = [
        () => page.getByRole('heading', { name: 'Leaderboard' }).waitFor(),
        () => page.getByRole('link', { name: 'later' }).first().click(),
        () => page.getByRole('link', { name: /^All \d+ items/ }).click(),
        async () => {
          await page.getByLabel('split').selectOption('random-arithmetic/wo-io/cot');
          await page.locator('.list tbody a').first().click();
          await page.getByRole('heading', { name: 'True run' }).waitFor();
        },
        async () => {
          await page.goBack();
          await page.getByLabel('split').selectOption('grammars/wo-io/direct');
          await page.getByText('10 items').waitFor();
          await page.locator('.list tbody a').first().click();
          await page.getByRole('heading', { name: 'Right answer' }).waitFor();
        },
        async () => {
          await page.getByRole('link', { name: 'pbb-eval' }).click();
          for (const label of ['later', 'earlier'])
            await page.getByLabel(`Compare ${label}`).check();
          await page.getByRole('link', { name: 'Compare A and B, item by item' }).click();
        },
      ];
      for (const visit of visits) {
        await visit();
        await page.locator('h1').waitFor();
        await page.addScriptTag({ content: axe.source });
        const found: unknown = await page.evaluate(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
        );
        expect({ at: page.url(), found }).toEqual({ at: page.url(), found: [] });
      }
      expect(complaints).toEqual([]);
    },
  );

  it('draws figures under a policy of their own', async () => {
    const url = await viewerOf(await simulatedRuns());
    const { page, complaints } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('link', { name: 'later' }).first().click();
    const figure = page.locator('.figures img').first();
    await figure.scrollIntoViewIfNeeded();
    await expect
      .poll(() => figure.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(100);
    const response = await fetch(new URL((await figure.getAttribute('src')) ?? '', url));
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    );
    expect(complaints).toEqual([]);
  });

  it('fits a phone: nothing but tables and lists scrolls sideways', async () => {
    const { url } = await twoRuns();
    const { page } = await openPage(browser, { viewport: { width: 390, height: 844 } });
    await page.goto(url);
    for (const name of ['first', 'All 302 items']) {
      await page.getByRole('link', { name }).first().click();
      await page.locator('h1').waitFor();
      const width: unknown = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(390);
    }
  });

  it('opens as one file from the disk, and asks for nothing', async () => {
    const { folder } = await twoRuns();
    const path = join(folder, 'report.html');
    writeFileSync(path, await exportedReport(folder));
    const { page, complaints } = await openPage(browser);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    await page.getByRole('link', { name: 'first' }).first().click();
    await page.getByRole('link', { name: 'A choice of its items' }).click();
    await page.locator('.list tbody a').first().click();
    await page.getByRole('heading', { name: 'Samples' }).waitFor();
    await page.getByRole('link', { name: 'pbb-eval' }).click();
    // In the order of the runs, whichever was chosen first.
    for (const label of ['second', 'first']) await page.getByLabel(`Compare ${label}`).check();
    await page.getByRole('link', { name: 'Compare A and B, item by item' }).click();
    await page.getByRole('heading', { name: 'Side by side' }).waitFor();
    expect(await page.locator('.list tbody td').first().innerText()).toBe('-50.0');
    await page.getByLabel('order').selectOption('gains');
    await expect.poll(() => page.locator('.list tbody td').first().innerText()).toBe('+100.0');
    // What changed most is there of either run.
    for (const side of ['In A', 'In B']) {
      await page.getByRole('link', { name: side }).first().click();
      await page.getByRole('heading', { name: 'Samples' }).waitFor();
      await page.goBack();
    }
    expect(asked.filter((each) => !each.startsWith('data:'))).toEqual([pathToFileURL(path).href]);
    expect(complaints).toEqual([]);
  });
});
