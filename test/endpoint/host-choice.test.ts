/** Which host a request goes to, as a pure model: hosts that answer after so many milliseconds, or never. */
import { expect, test } from 'vitest';
import type { Fault } from '../../src/endpoint/fault.js';
import type { Host } from '../../src/endpoint/host.js';
import { hostsOf } from '../../src/endpoint/hosts.js';

const TIMEOUT_MS = 10_000;
const TIMED_OUT: Fault = {
  kind: 'timeout',
  status: undefined,
  found: 'no whole answer',
  retry: true,
  askedMs: 0,
  error: null,
  refusesChoices: false,
};

/** A request that went out. */
interface Out {
  readonly host: number;
  readonly since: number;
  readonly ends: number;
  readonly faults: Map<Host, Fault>;
}

/** Keeps `lanes` requests in flight for ten minutes; `msOf`: after how long the host answers at that time, if it does. */
function drive(lanes: number, msOf: readonly ((now: number) => number | null)[]): Out[] {
  let now = 0;
  const baseUrl = msOf.map((_, host) => `http://host-${host}.test/v1`);
  const options = { baseUrl, model: 'm', connections: 1, timeoutMs: TIMEOUT_MS, retries: 0 };
  const { hosts } = hostsOf({ ...options, sampling: { temperature: 1 } }, () => now);
  const log: Out[] = [];
  const out: Out[] = [];
  const send = (faults: Map<Host, Fault>) => {
    const picked = hosts.pick(now, faults);
    const host = hosts.all.indexOf(picked);
    picked.inFlight += 1;
    const one = { host, since: now, ends: now + (msOf[host]?.(now) ?? TIMEOUT_MS), faults };
    out.push(one);
    log.push(one);
  };
  for (let lane = 0; lane < lanes; lane += 1) send(new Map());
  while (now < 600_000) {
    out.sort((a, b) => a.ends - b.ends);
    const ended = out.shift();
    const host = hosts.all[ended?.host ?? 0];
    if (ended === undefined || host === undefined) break;
    now = ended.ends;
    host.inFlight -= 1;
    const timedOut = ended.ends - ended.since >= TIMEOUT_MS;
    if (timedOut) host.failed(TIMED_OUT, now);
    else host.delivered(1, ended.ends - ended.since);
    send(timedOut ? ended.faults.set(host, TIMED_OUT) : new Map());
  }
  return log;
}

/** The most requests that were out at a time to a host, of those that went out after `from`. */
function mostAt(host: number, log: readonly Out[], from: number): number {
  const late = log.filter((one) => one.host === host && one.since > from);
  const at = (time: number) => late.filter(({ since, ends }) => since <= time && time < ends);
  return Math.max(0, ...late.map(({ since }) => at(since).length));
}

const fast = () => 200;

test('a host that never answers has one request at a time once another has delivered', () => {
  const log = drive(64, [() => null, fast]);
  expect(mostAt(0, log, 200)).toBe(1);
  // It is tried again and again, and a request that it failed never goes back to it.
  expect(log.filter(({ host, since }) => host === 0 && since > 200).length).toBeGreaterThan(5);
  expect(log.filter(({ host, faults }) => host === 0 && faults.size > 1)).toEqual([]);
  // All other lanes are at work: 63 lanes, ten minutes, 200 ms each.
  expect(log.length).toBeGreaterThan(0.9 * 63 * 3000);
});

test('a host that falls silent has one request at a time, and its share again when it speaks', () => {
  const log = drive(64, [(now) => (now < 100_000 || now > 300_000 ? 200 : null), fast]);
  const share = (from: number, to: number) => {
    const during = log.filter(({ since }) => since >= from && since < to);
    return during.filter(({ host }) => host === 0).length / during.length;
  };
  expect(share(0, 100_000)).toBeCloseTo(0.5, 1);
  expect(
    mostAt(
      0,
      log.filter(({ since }) => since < 300_000),
      110_001,
    ),
  ).toBe(1);
  expect(share(400_000, 600_000)).toBeCloseTo(0.5, 1);
});

test('a host that is slow holds up no more lanes than its share of what is delivered', () => {
  const log = drive(64, [() => 5000, fast]);
  // (1 + 1.5) times 5000 ms is what (1 + 62.5) times 200 ms are.
  expect(mostAt(0, log, 5000)).toBeGreaterThanOrEqual(1);
  expect(mostAt(0, log, 5000)).toBeLessThanOrEqual(2);
});

test('requests that a host fails together count as one failure: a bad moment costs it a second, not a minute', () => {
  const options = { baseUrl: 'http://host.test/v1', model: 'm', connections: 1, timeoutMs: 1 };
  const { hosts } = hostsOf({ ...options, retries: 0, sampling: { temperature: 1 } }, () => 0);
  const host = hosts.pick(0, new Map());
  const busy: Fault = { ...TIMED_OUT, kind: 'rate-limited', status: 429 };
  host.delivered(1, 200);
  for (let lane = 0; lane < 64; lane += 1) host.failed(busy, 1000 + lane);
  expect(host).toMatchObject({ freeAt: 2000, onTrial: false });
  for (let lane = 0; lane < 64; lane += 1) host.failed(busy, 2500);
  expect(host).toMatchObject({ freeAt: 4500, onTrial: false });
  // Among them a time-out says more than they do, but only once.
  host.failed(TIMED_OUT, 2600);
  host.failed(TIMED_OUT, 2600);
  expect(host).toMatchObject({ freeAt: 2600 + 16_000, onTrial: true });
});
