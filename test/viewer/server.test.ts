/** Who is answered, and under which rules: the routes without a port, and the server on one. */
import { describe, expect, it } from 'vitest';
import { Pages } from '../../src/viewer/pages.js';
import { Runs } from '../../src/viewer/runs.js';
import { startViewer, viewerApp } from '../../src/viewer/server.js';
import { emptyFolder, writeRun } from '../comparison/runs.js';

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function app(): Promise<(path: string, init?: Asked) => Promise<Response>> {
  const folder = emptyFolder();
  writeRun(folder, { label: 'run', splits: { 'wo-io': '+- ++' } });
  const runs = new Runs(folder);
  await runs.look();
  const made = await viewerApp(new Pages(runs));
  return async (path, init = {}) =>
    await made.request(`http://127.0.0.1${path}`, {
      ...init,
      headers: { host: '127.0.0.1:8000', ...init.headers },
    });
}

describe('the server', () => {
  it('answers with a policy that lets nothing in but its own files', async () => {
    const ask = await app();
    for (const path of ['/', '/app.js', '/app.css', '/api/runs', '/nothing']) {
      // oxlint-disable-next-line no-await-in-loop
      const { headers } = await ask(path);
      expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'none';/);
      expect(headers.get('content-security-policy'), path).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
      expect(headers.get('access-control-allow-origin'), path).toBeNull();
    }
  });

  it.each(['127.0.0.1:8000', 'localhost', 'localhost:1', '[::1]:9'])(
    'is asked as %s',
    async (host) => {
      const ask = await app();
      expect((await ask('/api/runs', { headers: { host } })).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    '',
    '0.0.0.0',
    '127.0.0.1:x',
  ])('refuses to be asked as "%s", which may lead here', async (host) => {
    const ask = await app();
    const response = await ask('/api/runs', { headers: { host } });
    expect([response.status, await response.json()]).toEqual([
      403,
      { error: 'asked under another name than this machine has' },
    ]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
    const ask = await app();
    expect((await ask('/api/runs', { method })).status).toBe(405);
  });

  it.each(['cross-site', 'same-site'])(
    'refuses what a %s page asks, but for a link',
    async (site) => {
      const ask = await app();
      const headers = { 'sec-fetch-site': site };
      expect((await ask('/api/runs', { headers })).status).toBe(403);
      expect((await ask('/app.js', { headers })).status).toBe(403);
      const link = { ...headers, 'sec-fetch-mode': 'navigate' };
      expect((await ask('/api/runs', { headers: link })).status).toBe(403);
      expect((await ask('/', { headers: link })).status).toBe(200);
    },
  );

  it.each([
    '/..%2f..%2fetc/passwd',
    '/api/..%2f..%2frun.json',
    '/figures/..%2f..%2f/run.json',
    '/figures/all/..%2flength.svg',
    '/run.json',
    '/api/run?run=..%2f..%2f',
    '/api/item?run=%00&item=%00',
  ])('finds nothing at %s', async (path) => {
    const ask = await app();
    expect((await ask(path)).status).toBe(404);
  });

  it('listens on loopback alone, and tells of runs that change', async () => {
    const folder = emptyFolder();
    writeRun(folder, { label: 'first', splits: { 'wo-io': '+' } });
    const viewer = await startViewer({ directory: folder, port: 0 });
    try {
      expect(viewer.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      const response = await fetch(`${viewer.url}api/events`);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader?.read())?.value).toContain('event: hello');
      writeRun(folder, { label: 'second', splits: { 'wo-io': '+' } });
      expect((await reader?.read())?.value).toContain('event: changed');
      await reader?.cancel();
    } finally {
      await viewer.close();
    }
  });
});
