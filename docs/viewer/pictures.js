/**
 * Takes the pictures of this folder: two simulated checkpoints of the quick start with grammars beside them, their pages and the
 * report of them. Run by `npm run docs:viewer`, which needs Chromium, and uses pngquant.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, 'dist/bin/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-pictures-'));

function pbbEval(...args) {
  const ended = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(ended.stderr);
}

function config() {
  const quick = readFileSync(join(ROOT, 'eval-configs/quickstart.yaml'), 'utf8');
  return `${quick.trimEnd()}\n  - { suite: grammars, evaluation: 20, train: 20 }\n`;
}

/** What each picture shows: its place below the pages' address, and how the window is. */
function picturesOf([first, second], cot, sentence) {
  const at = (hash, width, height, colorScheme = 'light') => ({ hash, width, height, colorScheme });
  const item = (id, more = '') => `#/item?run=${second}&item=${encodeURIComponent(id)}${more}`;
  return {
    runs: at('#/runs', 1100, 760),
    run: at(`#/run?run=${second}`, 1100, 900),
    item: at(item(cot), 1100, 1000),
    grammar: at(item(sentence), 1100, 1150, 'dark'),
    pairs: at(`#/pairs?a=${first}&b=${second}`, 1100, 760),
    phone: at(`#/run?run=${second}`, 390, 760, 'dark'),
  };
}

async function take(browser, name, { url, width, height, colorScheme }) {
  const path = fileURLToPath(new URL(`${name}.png`, import.meta.url));
  const context = await browser.newContext({ colorScheme, viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('h1');
  // What a page asks for after it is there.
  await page.waitForTimeout(1500);
  await page.screenshot({ path });
  await context.close();
  // A third as large, where it is installed.
  spawnSync('pngquant', ['--force', '--strip', '--output', path, '64', path]);
}

async function json(url) {
  return await (await fetch(url)).json();
}

async function firstMixed(url, run, group) {
  const parameters = new URLSearchParams({ run, group, outcome: 'mixed', count: '1' });
  for (;;) {
    const { rows } = await json(`${url}api/items?${parameters}`);
    // The index is made in the background.
    if (rows?.[0] !== undefined) return rows[0].id;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

try {
  writeFileSync(join(folder, 'pictures.yaml'), config());
  pbbEval('run', 'pictures.yaml');
  pbbEval('view', 'results', '--export', 'report.html');
  const viewer = spawn(process.execPath, [CLI, 'view', 'results'], { cwd: folder });
  const [line] = await once(viewer.stdout, 'data');
  const url = String(line).trim();
  const { runs } = await json(`${url}api/runs`);
  const ids = ['stage-1', 'stage-2'].map((label) => runs.find((run) => run.label === label).id);
  const cot = await firstMixed(url, ids[1], 'random-arithmetic/wo-io/cot');
  const sentence = await firstMixed(url, ids[1], 'grammars/wo-io/direct');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  for (const [name, picture] of Object.entries(picturesOf(ids, cot, sentence))) {
    await take(browser, name, { ...picture, url: url + picture.hash });
  }
  const report = pathToFileURL(join(folder, 'report.html')).href;
  await take(browser, 'report', { url: report, width: 1100, height: 900, colorScheme: 'light' });
  await browser.close();
  viewer.kill('SIGINT');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
