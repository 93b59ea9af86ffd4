import { expect, test } from 'vitest';
import { ConcurrencyControl } from '../../src/endpoint/concurrency.js';

/** A server as a pure model: what a request out of `inFlight` comes to, and after how many milliseconds. */
type Server = (inFlight: number) => { readonly refused: boolean; readonly ms: number };

/** Keeps the limit's number of requests in flight for so many requests; the limits over the last half. */
function drive(server: Server, requests: number, most = 1024): number[] {
  const control = new ConcurrencyControl(most);
  const out: { readonly at: number; readonly refused: boolean }[] = [];
  const limits: number[] = [];
  let now = 0;
  for (let sent = 0; sent < requests; ) {
    while (out.length < control.limit && sent < requests) {
      const { refused, ms } = server(out.length + 1);
      out.push({ at: now + ms, refused });
      sent += 1;
    }
    out.sort((a, b) => a.at - b.at);
    const ended = out.shift();
    if (ended === undefined) break;
    now = ended.at;
    if (ended.refused) control.congested();
    else control.answered(1, now);
    if (sent > requests / 2) limits.push(control.limit);
  }
  return limits;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test.each([4, 16, 64, 256])('on a server that batches up to %i it finds the plateau', (batch) => {
  // Up to the batch size latency is flat, beyond it requests queue and throughput is flat.
  const limits = drive(
    (inFlight) => ({ refused: false, ms: 200 * Math.max(1, inFlight / batch) }),
    20_000,
  );
  expect(mean(limits)).toBeGreaterThanOrEqual(0.75 * batch);
  expect(mean(limits)).toBeLessThanOrEqual(Math.max(16, 3 * batch));
});

test('rising latency alone does not stop it while throughput grows', () => {
  // Latency doubles from 1 to 512 in flight, and throughput still grows 256-fold.
  const limits = drive(
    (inFlight) => ({ refused: false, ms: 100 * (1 + inFlight / 512) }),
    40_000,
    512,
  );
  expect(mean(limits)).toBeGreaterThanOrEqual(256);
});

test('where more than so many are refused, it stays near below', () => {
  const limits = drive(
    (inFlight) => ({ refused: inFlight > 100, ms: inFlight > 100 ? 5 : 200 }),
    40_000,
  );
  expect(mean(limits)).toBeGreaterThan(40);
  expect(Math.max(...limits)).toBeLessThanOrEqual(160);
});

test('a server that refuses everything is asked one at a time', () => {
  expect(drive(() => ({ refused: true, ms: 10 }), 400).at(-1)).toBe(1);
});

test('the bound is kept', () => {
  expect(Math.max(...drive(() => ({ refused: false, ms: 100 }), 20_000, 50))).toBeLessThanOrEqual(
    50,
  );
});
