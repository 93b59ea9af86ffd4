/** `pbb-eval serve CONFIG`: scores completions over HTTP until it is told to stop. */
import { once } from 'node:events';
import { loadConfig } from '../config/load.js';
import { type Config, rewardsSchema } from '../config/schema.js';
import { isLoopback } from '../endpoint/transport.js';
import { holdsPrograms } from '../eval/observing.js';
import { planOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { counted } from '../report/words.js';
import { itemsOf } from '../server/known-items.js';
import type { Rewards } from '../server/scorer.js';
import { type RewardServer, startRewardServer } from '../server/server.js';
import { EXIT, explain } from './faults.js';
import { Interrupt } from './interrupt.js';
import { listeningFault } from './listening.js';
import { sayRefusals } from './refusals.js';

export interface ServeArguments {
  config: string;
  set: string[];
  host: string;
  port: number;
  'token-env'?: string | undefined;
  workers: number;
  queue: number;
  timeout: number;
}

export async function serve(args: ServeArguments): Promise<number> {
  const token = tokenOf(args);
  const config = loadConfig(args.config, args.set);
  const rewards = config.rewards ?? rewardsSchema.parse({});
  const server = await started(args, config, rewards, token);
  const interrupt = new Interrupt('what was asked is being answered');
  try {
    // Who waits for the server to listen reads this line.
    process.stdout.write(`${server.url}\n`);
    process.stderr.write(`${wordsOf(config, server, rewards)}\n`);
    if (!interrupt.signal.aborted) await once(interrupt.signal, 'abort');
    await server.stop();
    return EXIT.done;
  } finally {
    interrupt.close();
  }
}

async function started(
  { host, port, workers, queue, timeout }: ServeArguments,
  config: Config,
  rewards: Rewards,
  token: string | undefined,
): Promise<RewardServer> {
  const plan = await planOf(config);
  sayRefusals(plan.instances);
  if (holdsPrograms(plan.groups)) await (await import('./sandboxed.js')).requireSandbox();
  const listening = startRewardServer({
    items: itemsOf(config, plan),
    instances: plan.instances,
    rewards,
    host,
    port,
    token,
    workers,
    mostWaiting: queue,
    timeoutMs: timeout * 1000,
    onBug: (error) => process.stderr.write(`${explain(error)}\n`),
  });
  return await listening.catch((error: unknown) => {
    throw listeningFault(host, port, error);
  });
}

/** The token that requests must bear. It is never shown. */
function tokenOf({ host, 'token-env': variable }: ServeArguments): string | undefined {
  if (variable === undefined) {
    if (isLoopback(`http://${host.includes(':') ? `[${host}]` : host}`)) return undefined;
    throw new RefusedError(
      `--host ${host} can be reached from other machines, so requests must bear a token: set one in an environment variable, ` +
        'and name the variable by --token-env. Nothing was started.',
    );
  }
  const token = process.env[variable]?.trim() ?? '';
  // What RFC 6750 takes for a bearer token.
  if (/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return token;
  throw new RefusedError(
    `--token-env: ${variable} ${token === '' ? `is not set, or is empty: set it in this shell (export ${variable}=…)` : 'may hold letters, digits and ._~+/- alone, and holds more'}. Nothing was started.`,
  );
}

function wordsOf({ name }: Config, { items }: RewardServer, rewards: Rewards): string {
  const { correct, incorrect, malformed } = rewards;
  return (
    `${name}: ${counted(items, 'item')}; correct ${correct}, incorrect ${incorrect}, malformed ${malformed}. ` +
    'Ctrl-C stops. See docs/rewards.md.'
  );
}
