/** A reward service on loopback, and requests to it. */
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../src/config/load.js';
import { type Config, rewardsSchema } from '../../src/config/schema.js';
import { type Plan, planOf } from '../../src/eval/plan.js';
import type { Runner } from '../../src/observation/observer.js';
import type { Outcome } from '../../src/sandbox/index.js';
import { itemsOf } from '../../src/server/known-items.js';
import {
  type RewardServer,
  type RewardServerOptions,
  startRewardServer,
} from '../../src/server/server.js';
import type { Item } from '../../src/suites/suite.js';

export interface Service {
  readonly server: RewardServer;
  readonly url: string;
  readonly plan: Plan;
  /** What was told as a bug. */
  readonly bugs: unknown[];
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export function configOf(suites: readonly object[], more: object = {}): Config {
  const models = [{ label: 'm', simulator: { kind: 'oracle' } }];
  return parseConfig(JSON.stringify({ models, suites, ...more }), 'test.yaml');
}

/** Twenty functions, three inputs each. */
export const ARITHMETIC = {
  suite: 'random-arithmetic',
  train: 10,
  evaluation: 10,
  items_per_function: 3,
};

/** Fails every program that the subset does not take. */
export const NO_SANDBOX: Runner = {
  run: async () => {
    throw new Error('the sandbox was asked');
  },
  close: () => undefined,
};

/** A sandbox whose programs end when they are told to. */
export interface HeldSandbox {
  readonly runner: Runner;
  /** The sources of those that were begun. */
  readonly ran: string[];
  readonly release: () => void;
}

export function heldSandbox(): HeldSandbox {
  const released = new AbortController();
  const ran: string[] = [];
  const run: Runner['run'] = async ({ source, calls }) => {
    ran.push(source);
    if (!released.signal.aborted) await once(released.signal, 'abort');
    return calls.map((): Outcome => ({ kind: 'value', repr: '0.5' }));
  };
  return { runner: { run, close: () => undefined }, ran, release: () => released.abort() };
}

/** It stops after the test. */
export async function serve(
  config: Config,
  options: Partial<RewardServerOptions> = {},
): Promise<Service> {
  const plan = await planOf(config);
  const bugs: unknown[] = [];
  const server = await startRewardServer({
    items: itemsOf(config, plan),
    instances: plan.instances,
    rewards: config.rewards ?? rewardsSchema.parse({}),
    host: '127.0.0.1',
    port: 0,
    workers: 2,
    mostWaiting: 100,
    timeoutMs: 60_000,
    onBug: (error) => void bugs.push(error),
    runner: NO_SANDBOX,
    ...options,
  });
  onTestFinished(() => server.stop());
  return { server, url: server.url, plan, bugs };
}

export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Code for an item of `recall` that the subset does not take. */
export function codeOf({ target }: Item, number = 0): string {
  const { name } = z.object({ name: z.string() }).parse(target);
  return `\`\`\`python\nimport math\ndef ${name}(x):\n    return math.floor(${number})\n\`\`\``;
}

/** The answer to a refused request. */
export function refusal(status: number, ...faults: readonly object[]): object {
  return { status, body: { error: { status, faults } } };
}
