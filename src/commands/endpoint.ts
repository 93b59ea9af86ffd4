/** `pbb-eval endpoint probe URL`: what a server does, and a config that fits it. */
import { labelOf } from '../config/starter.js';
import { urlOf } from '../endpoint/address.js';
import { EndpointClient } from '../endpoint/index.js';
import { keyRefusal } from '../endpoint/key-hosts.js';
import { isCollapsed, type Probe, probe, type Spread, type Throughput } from '../endpoint/probe.js';
import { makeOf } from '../endpoint/served-models.js';
import { RefusedError } from '../eval/refused.js';
import { counted } from '../report/words.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';

/** How a server is reached that no config names. */
export interface ServerArguments {
  url: string;
  'api-key-env'?: string | undefined;
  'allow-key-host': string[];
}

export interface ProbeArguments extends ServerArguments {
  model?: string | undefined;
  most: number;
  json: boolean;
}

/** As a config has them by default. */
const SAMPLING = { temperature: 0.8, top_p: 1, top_k: -1, min_p: 0, repetition_penalty: 1 };
const TIMEOUT_MS = 120_000;

export async function probeCommand(args: ProbeArguments): Promise<number> {
  checked(() => urlOf(args.url));
  const apiKey = keyOf(args);
  const model = args.model ?? (await onlyModel(args, apiKey));
  const client = clientOf(args, model, apiKey, args.most);
  try {
    const found = await probe({ client, most: args.most });
    const shown = args.json
      ? JSON.stringify({ url: args.url, model, ...found }, null, 2)
      : wordsOf(args, model, found);
    process.stdout.write(`${shown}\n`);
    return EXIT.done;
  } finally {
    await client.close();
  }
}

/** The key in the variable that the arguments name. RefusedError: it is not set, or its host is not the provider's. */
export function keyOf(args: ServerArguments): string | undefined {
  const variable = args['api-key-env'];
  if (variable === undefined) return undefined;
  const refusal = keyRefusal(variable, args.url, args['allow-key-host']);
  if (refusal !== null) {
    throw new RefusedError(
      `${refusal}. Nothing was sent. If you trust that host with this key, pass --allow-key-host HOST.`,
    );
  }
  const key = process.env[variable]?.trim();
  if (key) return key;
  throw new RefusedError(
    `--api-key-env: ${variable} is not set, or is empty. Set it in this shell (export ${variable}=…), or leave the option out if the ` +
      'server needs no key.',
  );
}

/** A client that asks as a config has it by default; no more than `most` requests at a time. */
export function clientOf(
  args: ServerArguments,
  model: string,
  apiKey: string | undefined,
  most: number,
): EndpointClient {
  return checked(
    () =>
      new EndpointClient({
        baseUrl: args.url,
        model,
        apiKey,
        connections: most,
        timeoutMs: TIMEOUT_MS,
        retries: 2,
        sampling: SAMPLING,
        optionalFields: ['top_k', 'min_p', 'repetition_penalty'],
        transport: { environment: process.env },
      }),
  );
}

/** What `make` gives; a RangeError of it is the user's to put right. */
function checked<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new RefusedError(error.message);
    throw error;
  }
}

/** Models that are named, of a server with more. */
const MOST_NAMED = 50;

/** The model of a server that serves one. */
async function onlyModel(args: ProbeArguments, apiKey: string | undefined): Promise<string> {
  const client = clientOf(args, '', apiKey, 1);
  try {
    const models = await client.models();
    const [only, ...others] = models ?? [];
    if (only !== undefined && others.length === 0) return only.id;
    if (models === null) {
      throw new RefusedError(
        'GET /models brought no list of models: start the server, or mend the URL, which ends with /v1; ' +
          'where a server has no such list, name a model with --model',
      );
    }
    if (models.length === 0) {
      throw new RefusedError('the server lists no model: name the one to ask with --model');
    }
    const names = models.slice(0, MOST_NAMED).map(({ id }) => `  ${printable(id)}`);
    throw new RefusedError(
      ['the server has several models: name one with --model', ...names].join('\n'),
    );
  } finally {
    await client.close();
  }
}

function wordsOf(args: ProbeArguments, model: string, found: Probe): string {
  const { terms, unsent, choices, spread, reasoned, latencyMs, throughput } = found;
  const fields = Object.keys(terms.sampling).join(', ');
  const refused = unsent.length === 0 ? 'none' : unsent.join(', ');
  return [
    `model            ${printable(model)} (of ${found.models === null ? 'an unknown number' : counted(found.models.length, 'model')})`,
    `sampling taken   ${fields}; refused: ${refused}`,
    `token limit      ${terms.tokenLimit}`,
    `seed             ${terms.seeded ? 'taken' : 'refused'}`,
    `n                ${choicesWords(choices)}`,
    `distinct samples ${spread === null ? UNKNOWN : spreadWords(spread)}`,
    `reasons unasked  ${reasoned === null ? UNKNOWN : reasonedWords(reasoned)}`,
    `latency          ${Math.round(latencyMs)} ms for one short answer`,
    `throughput       ${throughput.map(stepWords).join('  ') || UNKNOWN}`,
    ...found.failed.map(({ part, message }) => `failed           ${part}: ${printable(message)}`),
    '',
    snippet(args, model, found),
  ].join('\n');
}

const UNKNOWN = 'unknown';
const COLLAPSED = ' - COLLAPSED: a hidden default makes copies; see docs/endpoints.md';

function spreadWords(spread: Spread): string {
  const { distinct, samples } = spread;
  return `${distinct} of ${samples} at temperature 0.8${isCollapsed(spread) ? COLLAPSED : ''}`;
}

function reasonedWords(share: number): string {
  return share === 0 ? 'no' : `${Math.round(100 * share)}% of the samples`;
}

function stepWords({ concurrency, choicesPerSecond }: Throughput): string {
  return `${concurrency}: ${choicesPerSecond.toFixed(1)}/s`;
}

function choicesWords(choices: number | null): string {
  if (choices === null) return 'does not work: a request for 8 choices fails';
  return choices === 1 ? 'ignored: one choice comes' : `works (${choices} of 8 came)`;
}

/** A config to copy. JSON strings are YAML strings. */
function snippet(args: ProbeArguments, model: string, found: Probe): string {
  const make = makeOf(args.url, found.models ?? []);
  const best = found.throughput.reduce(
    (top, step) => (step.choicesPerSecond > top.choicesPerSecond ? step : top),
    { concurrency: 1, choicesPerSecond: 0 },
  );
  return [
    'models:',
    `  - label: ${labelOf(model)}`,
    `    model: ${JSON.stringify(model)}`,
    `    base_url: ${JSON.stringify(args.url)}`,
    ...(make === undefined ? [] : [`    server: ${make}`]),
    ...(args['api-key-env'] === undefined ? [] : [`    api_key_env: ${args['api-key-env']}`]),
    'endpoint:',
    `  concurrency: ${best.concurrency}   # or auto`,
    ...(found.choices === null || found.choices === 1 ? ['  choices_per_request: 1'] : []),
  ].join('\n');
}
