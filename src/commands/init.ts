/** `pbb-eval init`: asks for endpoint, model and suites, looks at the server, and writes a config to begin with. */
import { lstat, writeFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '../config/load.js';
import { baseUrl, variable } from '../config/model.js';
import { READY_SUITES, type Starter, starterConfig } from '../config/starter.js';
import { EndpointError } from '../endpoint/errors.js';
import { isCollapsed, type Probe, probe } from '../endpoint/probe.js';
import { makeOf, type ServedModel } from '../endpoint/served-models.js';
import { RefusedError } from '../eval/refused.js';
import { storeError, systemCode } from '../store/store-error.js';
import { nearest } from '../text/nearest.js';
import { printable } from '../text/printable.js';
import { clientOf, keyOf } from './endpoint.js';
import { EXIT } from './faults.js';
import { type Ask, asking, BrokenOff, canAsk, type Question } from './questions.js';

export interface InitArguments {
  url?: string | undefined;
  model?: string | undefined;
  suites?: string | undefined;
  'api-key-env'?: string | undefined;
  'allow-key-host': string[];
  out: string;
  probe: boolean;
  yes: boolean;
}

/** Where vLLM listens unless told otherwise. */
const USUAL_URL = 'http://localhost:8000/v1';
/** The paper's own, without those that are made of others. */
const USUAL_SUITES = 'random-arithmetic,grammars,ciphers,algorithms';
const MOST_MODELS_SHOWN = 20;
const NO_MODEL =
  'name one by --model; the server has several, does not say which (GET /v1/models), wants a key (--api-key-env), or is not there';
const WITHOUT_PROBE = 'init --no-probe writes a config without asking the server.';

const SCHEMA = fileURLToPath(new URL('../../docs/config.schema.json', import.meta.url));

export async function init(args: InitArguments): Promise<number> {
  await refuseTaken(args.out);
  refuse(args['api-key-env'], (name) => variable.safeParse(name).error?.issues[0]?.message ?? null);
  const asks = !args.yes && canAsk();
  if (!asks && !args.yes && args.url === undefined) {
    throw new RefusedError(
      'init asks its questions on a terminal, and this is none: give --url, and --model and --suites where the defaults do not do',
    );
  }
  try {
    const starter = asks
      ? await asking((ask, signal) => starterOf(args, ask, signal))
      : await starterOf(args, preset);
    await write(args.out, starter);
    return EXIT.done;
  } catch (error) {
    if (!isBrokenOff(error)) throw error;
    process.stderr.write('\nNothing was written.\n');
    return EXIT.interrupted;
  }
}

function isBrokenOff(error: unknown): boolean {
  return (
    error instanceof BrokenOff || (error instanceof EndpointError && error.kind === 'interrupted')
  );
}

/** In place of somebody to ask. */
const preset: Ask = async ({ words, preset: answer, fault }) => {
  const wrong = fault(answer);
  if (wrong !== null) throw new RefusedError(`${words}: ${wrong}`);
  return answer;
};

async function starterOf(args: InitArguments, ask: Ask, signal?: AbortSignal): Promise<Starter> {
  const url = await answerTo(args.url, ask, {
    words: 'Endpoint, /v1 included',
    preset: USUAL_URL,
    fault: (text) => baseUrl.safeParse(text).error?.issues[0]?.message ?? null,
  });
  const server = { ...args, url, apiKey: args.probe ? keyOf({ ...args, url }) : undefined };
  const models = args.probe ? await modelsAt(server, signal) : null;
  const model = await answerTo(args.model, ask, modelQuestion(models));
  const found = args.probe ? await lookAt(server, model, signal) : null;
  const suites = await answerTo(args.suites, ask, {
    words: `Suites, of ${READY_SUITES.map(({ name }) => name).join(', ')}`,
    preset: USUAL_SUITES,
    fault: suitesFault,
  });
  return {
    file: args.out,
    schema: relative(dirname(args.out), SCHEMA).split(sep).join('/'),
    url,
    model,
    server: makeOf(url, models ?? []),
    apiKeyEnv: args['api-key-env'],
    suites: namesIn(suites),
    severalChoices: found === null || (found.choices ?? 1) > 1,
    reasoned: found?.reasoned ?? 0,
  };
}

/** What a flag says, else what is answered. */
function answerTo(flag: string | undefined, ask: Ask, question: Question): Promise<string> {
  if (flag === undefined) return ask(question);
  refuse(flag, question.fault);
  return Promise.resolve(flag);
}

function refuse(text: string | undefined, fault: Question['fault']): void {
  const wrong = text === undefined ? null : fault(text);
  if (wrong !== null) throw new RefusedError(wrong);
}

function modelQuestion(models: readonly ServedModel[] | null): Question {
  const names = models?.slice(0, MOST_MODELS_SHOWN).map(({ id }) => printable(id)) ?? [];
  const [only, ...others] = models ?? [];
  return {
    words: names.length > 1 ? `Model, of ${names.join(', ')}` : 'Model',
    preset: others.length === 0 ? (only?.id ?? '') : '',
    fault: (name) => (name === '' ? NO_MODEL : null),
  };
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function suitesFault(list: string): string | null {
  const known = READY_SUITES.map(({ name }) => name);
  const names = namesIn(list);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) {
    return names.length > 0 ? null : 'name one at least';
  }
  const guess = nearest(unknown, known);
  return `"${printable(unknown)}" is no suite that can be asked as it is${
    guess === undefined ? '' : `; did you mean "${guess}"?`
  } There are: ${known.join(', ')}. leetcode, cruxeval, jsonl and programs read files of yours: see docs/README.md.`;
}

interface Server {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly 'allow-key-host': string[];
}

async function modelsAt(server: Server, signal: AbortSignal | undefined) {
  const client = clientOf(server, '', server.apiKey, 1);
  try {
    process.stderr.write(`Looking at ${server.url} …\n`);
    return await client.models(signal);
  } finally {
    await client.close();
  }
}

/** Some twenty short questions. */
async function lookAt(
  server: Server,
  model: string,
  signal: AbortSignal | undefined,
): Promise<Probe> {
  const client = clientOf(server, model, server.apiKey, 1);
  try {
    const found = await probe({ client, most: 0, signal });
    sayFindings(found);
    return found;
  } catch (error) {
    if (!(error instanceof EndpointError) || error.kind === 'interrupted') throw error;
    throw new EndpointError(`${error.message}\n${WITHOUT_PROBE}`, error);
  } finally {
    await client.close();
  }
}

function sayFindings({ spread, reasoned, latencyMs }: Probe): void {
  process.stderr.write(`It answers, a short question in ${Math.round(latencyMs)} ms.\n`);
  if (spread !== null && isCollapsed(spread)) {
    process.stderr.write(
      'warning: all samples of an open question are the same: see "Collapsed sampling" in docs/endpoints.md before you run\n',
    );
  }
  if (reasoned !== null && reasoned > 0) {
    process.stderr.write(
      `warning: ${Math.round(100 * reasoned)}% of the samples reasoned unasked: see the comment at sampling in the config\n`,
    );
  }
}

async function refuseTaken(path: string): Promise<void> {
  const taken = await lstat(path).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw storeError(path, error);
  });
  if (taken !== null) throw alreadyThere(path);
}

function alreadyThere(path: string): RefusedError {
  return new RefusedError(
    `${path} exists, and init overwrites nothing: name another file by --out`,
  );
}

/** Never over a file that came meanwhile. */
async function write(path: string, starter: Starter): Promise<void> {
  const text = starterConfig(starter);
  parseConfig(text, path);
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    throw systemCode(error) === 'EEXIST' ? alreadyThere(path) : storeError(path, error);
  }
  process.stdout.write(
    `${path} is written. Next:\n  npx pbb-eval plan ${path}\n  npx pbb-eval run ${path} --limit 10\n`,
  );
}
