/** Debian's Chromium, driven by playwright-core; where there is none, tests that need it are skipped and say so. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const CHROMIUM: string | undefined =
  process.env['CHROMIUM'] || PLACES.find((path) => existsSync(path));

if (CHROMIUM === undefined) {
  process.stderr.write(
    'no Chromium (apt-get install chromium): the tests of the viewer in a browser are skipped\n',
  );
}

export async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('there is no Chromium');
  // Root has no sandbox of Chromium's; pages here come from this machine alone.
  return await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

export interface Watched {
  readonly page: Page;
  /** What the console and the policy complained of. */
  readonly complaints: readonly string[];
}

/** A page of its own, whose complaints are kept. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push('a dialog');
    void dialog.dismiss();
  });
  return { page, complaints };
}
