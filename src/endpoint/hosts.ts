/**
 * The addresses of one model, and which of them a request goes to. Invariant: an address that keeps failing, whatever the
 * way, has no more than one request at a time, as long as another delivers.
 */
import { addressOf } from './address.js';
import { isOfEndpoint } from './errors.js';
import type { Fault } from './fault.js';
import { Host } from './host.js';
import { DEFAULTS, type EndpointOptions } from './options.js';
import { Redaction } from './redaction.js';
import { dispatcherTo } from './transport.js';

/** Enough for a far host under load; a dead one is known before a generation's time-out. */
const MAX_CONNECT_MS = 30_000;

/** How a request has fared so far: the latest fault of each host that it was sent to. */
export type Faults = ReadonlyMap<Host, Fault>;

export class Hosts {
  readonly all: readonly Host[];

  /** At least one. */
  constructor(all: readonly Host[]) {
    this.all = all;
  }

  /** The host to ask next: of the best standing, of these the one that is free and would deliver first. */
  pick(now: number, faults: Faults): Host {
    const [first, ...others] = this.all;
    if (first === undefined) throw new Error('a model has at least one host');
    return others.reduce((best, host) => (before(host, best, now, faults) ? host : best), first);
  }

  /** Whether any is known to deliver. */
  get deliver(): boolean {
    return this.all.some((host) => !host.onTrial);
  }

  /**
   * Whether a request that just failed is to go to another host at once: after a lasting refusal to any that has not
   * refused it, after the failure of a host on trial to any that it has not been sent to.
   */
  hasAnother(faults: Faults, fault: Fault, wasOnTrial: boolean): boolean {
    if (fault.kind === 'interrupted') return false;
    if (!fault.retry) return this.all.some((host) => faults.get(host)?.retry ?? true);
    return wasOnTrial && this.all.some((host) => !faults.has(host));
  }

  /** Of what all hosts said the most telling: one that refuses everybody says nothing about the request. */
  tellingOf(faults: Faults, last: Host): Host {
    if (!refusesAll(faults.get(last))) return last;
    return [...faults.keys()].findLast((host) => !refusesAll(faults.get(host))) ?? last;
  }
}

function refusesAll(fault: Fault | undefined): boolean {
  return fault !== undefined && !fault.retry && isOfEndpoint(fault.kind);
}

/**
 * Lower ones go first. Nobody waits for a host that is down: where all are, the one that is up again first is asked. One on
 * trial gets one request at a time, and none that has failed elsewhere; where no host is better, one that fails at once
 * goes before one that may be silent.
 */
const STANDING = { ready: 0, down: 1, failing: 2, unknown: 3, refusedIt: 4 } as const;

function standingOf(host: Host, now: number, faults: Faults): number {
  if (faults.get(host)?.retry === false) return STANDING.refusedIt;
  const free = host.freeAt <= now;
  const mayTry = !host.onTrial || (host.inFlight === 0 && faults.size === 0);
  if (free && mayTry) return STANDING.ready;
  if (!host.onTrial) return STANDING.down;
  return host.speaks ? STANDING.failing : STANDING.unknown;
}

function before(a: Host, b: Host, now: number, faults: Faults): boolean {
  const [standingA, standingB] = [standingOf(a, now, faults), standingOf(b, now, faults)];
  if (standingA !== standingB) return standingA < standingB;
  const [waitA, waitB] = [Math.max(0, a.freeAt - now), Math.max(0, b.freeAt - now)];
  if (waitA !== waitB) return waitA < waitB;
  if (faults.has(a) !== faults.has(b)) return faults.has(b);
  // Equal while nothing is known: the one with less to do.
  return a.load === b.load ? a.inFlight < b.inFlight : a.load < b.load;
}

/** The hosts that the options name, and what takes their secrets out of a text. Nothing is connected yet. */
export function hostsOf(
  options: EndpointOptions,
  now: () => number,
): { readonly hosts: Hosts; readonly redaction: Redaction } {
  const { apiKey, headers, secretHeaders = {}, api, transport, connections, timeoutMs } = options;
  const { maxResponseBytes = DEFAULTS.maxResponseBytes } = options;
  const all = { ...headers, ...secretHeaders };
  const addresses = [options.baseUrl].flat().map((url) => addressOf(url, apiKey, all, api));
  const secrets = addresses.flatMap((address) => address.secrets);
  const redaction = new Redaction([...secrets, ...Object.values(secretHeaders)]);
  const connectTimeoutMs = Math.min(timeoutMs, MAX_CONNECT_MS);
  const hosts = addresses.map((address) => {
    const dispatcher = dispatcherTo(address.origin, {
      ...transport,
      connections,
      connectTimeoutMs,
    });
    const { shown } = address;
    return new Host(address, dispatcher, { shown, redaction, timeoutMs, maxResponseBytes, now });
  });
  return { hosts: new Hosts(hosts), redaction };
}
