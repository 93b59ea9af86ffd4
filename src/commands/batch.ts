/** `pbb-eval batch export|submit|status|import`: a run by way of batch files instead of a server that answers at once. */
import { readFileSync } from 'node:fs';
import { AnswerFiles } from '../batch/answer-files.js';
import { keyOf } from '../batch/custom-id.js';
import { type BatchServer, download, readNote, statusOf, submit } from '../batch/remote.js';
import { BatchFiles } from '../batch/request-files.js';
import { loadConfig } from '../config/load.js';
import type { Config, ModelConfig } from '../config/schema.js';
import { addressOf } from '../endpoint/address.js';
import { DIALECTS, translate } from '../endpoint/dialect.js';
import { dispatcherTo } from '../endpoint/transport.js';
import { type Access, askingOf, samplingOf } from '../eval/client.js';
import { planOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { type RunOutcome, type RunRequest, runModel } from '../eval/run.js';
import { renderTable } from '../report/table.js';
import { counted } from '../report/words.js';
import { makeFolder } from '../store/folder.js';
import { printable } from '../text/printable.js';
import { accessOf } from './access.js';
import { EXIT } from './faults.js';

export interface ExportArguments {
  config: string;
  set: string[];
  limit?: number | undefined;
  dir: string;
  json: boolean;
}

export interface BatchArguments {
  config: string;
  files: string[];
  set: string[];
  limit?: number | undefined;
  'allow-key-host': string[];
  json: boolean;
}

const CONNECT_TIMEOUT_MS = 30_000;

export async function exportBatch(args: ExportArguments): Promise<number> {
  const config = loadConfig(args.config, args.set);
  const plan = planOf(config, args.limit);
  await makeFolder(args.dir);
  for (const model of config.models) {
    const files = new BatchFiles({
      directory: args.dir,
      label: model.label,
      server: model.server,
      sampling: samplingOf(config.sampling),
      asking: askingOf(config, model),
      choicesPerRequest: config.endpoint.choices_per_request,
    });
    try {
      // One model after the other.
      await runModel({ ...requestOf(config, model, plan), source: files });
    } finally {
      await files.close();
    }
    const lines = files.files.map(
      ({ path, requests }) => `${path}: ${counted(requests, 'request')}`,
    );
    process.stdout.write(`${lines.join('\n') || `${model.label}: nothing is missing`}\n`);
  }
  return EXIT.done;
}

export async function submitBatch(args: BatchArguments): Promise<number> {
  const config = loadConfig(args.config, args.set);
  const access = accessOf(config, args.config, { allowed: args['allow-key-host'] });
  for (const file of args.files) {
    const model = modelOf(config, file);
    const note = await readNote(file);
    if (note !== null) {
      throw new RefusedError(`${file} was submitted already, as ${note.batch}; nothing was sent`);
    }
    const batch = await withServer(model, access, (server) => submit(server, file, model.label));
    process.stdout.write(`${file}: ${printable(batch.id)} ${printable(batch.status)}\n`);
  }
  return EXIT.done;
}

export async function batchStatus(args: BatchArguments): Promise<number> {
  const config = loadConfig(args.config, args.set);
  const access = accessOf(config, args.config, { allowed: args['allow-key-host'] });
  let unfinished = false;
  for (const file of args.files) {
    const { batch } = await remoteBatch(config, access, file);
    const counts = batch.request_counts;
    const done = counts
      ? `, ${counts.completed} of ${counts.total} done, ${counts.failed} failed`
      : '';
    process.stdout.write(`${file}: ${printable(batch.id)} ${printable(batch.status)}${done}\n`);
    unfinished ||= !ENDED.has(batch.status);
  }
  return unfinished ? EXIT.incomplete : EXIT.done;
}

/** How a batch ends; what came until then can be fetched. */
const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

export async function importBatch(args: BatchArguments): Promise<number> {
  const config = loadConfig(args.config, args.set);
  const files = await answerFiles(config, args);
  const plan = planOf(config, args.limit);
  const outcomes: RunOutcome[] = [];
  for (const model of config.models) {
    const dialect = DIALECTS[model.server];
    const { tokenLimit } = dialect;
    const terms = {
      sampling: translate(samplingOf(config.sampling), dialect),
      tokenLimit,
      seeded: true,
    };
    const source = await AnswerFiles.open(files, model.label, terms);
    try {
      outcomes.push(await runModel({ ...requestOf(config, model, plan), source }));
      process.stderr.write(lostWords(model.label, source));
    } finally {
      await source.close();
    }
  }
  print(outcomes, args.json);
  return outcomes.some(({ missing }) => missing > 0) ? EXIT.incomplete : EXIT.done;
}

function lostWords(label: string, { lost }: AnswerFiles): string {
  const failed = [...lost.failed].map(
    ([words, times]) =>
      `${printable(label)}: ${counted(times, 'request')} failed: ${printable(words)}\n`,
  );
  const strange =
    lost.strange === 0 ? '' : `${counted(lost.strange, 'line')} answer no request of this config\n`;
  return failed.join('') + strange;
}

/** The files of answers: those that are named, and for submitted request files what the server gave. */
async function answerFiles(config: Config, args: BatchArguments): Promise<string[]> {
  const files: string[] = [];
  let access: ReadonlyMap<string, Access> | undefined;
  for (const file of args.files) {
    if ((await readNote(file)) === null) files.push(file);
    else {
      access ??= accessOf(config, args.config, { allowed: args['allow-key-host'] });
      files.push(...(await fetched(config, access, file)));
    }
  }
  return files;
}

async function fetched(
  config: Config,
  access: ReadonlyMap<string, Access>,
  file: string,
): Promise<string[]> {
  const { batch, model } = await remoteBatch(config, access, file);
  return await withServer(model, access, (server) => download(server, batch, file));
}

async function remoteBatch(config: Config, access: ReadonlyMap<string, Access>, file: string) {
  const note = await readNote(file);
  if (note === null) throw new RefusedError(`${file} was not submitted: see batch submit`);
  const model = config.models.find(({ label }) => label === note.label);
  if (model === undefined)
    throw new RefusedError(`${file}: the config has no model "${note.label}"`);
  const batch = await withServer(model, access, (server) => statusOf(server, note));
  return { batch, model };
}

/** The model that the requests of a file are for. */
function modelOf(config: Config, file: string): ModelConfig {
  const first = readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
  const [, id = ''] = /"custom_id":"((?:[^"\\]|\\.)*)"/.exec(first) ?? [];
  const label = keyOf(id)?.label;
  const model = config.models.find((one) => one.label === label);
  if (model !== undefined) return model;
  throw new RefusedError(`${file} holds no requests of a model of this config; nothing was sent`);
}

async function withServer<T>(
  model: ModelConfig,
  accesses: ReadonlyMap<string, Access>,
  use: (server: BatchServer) => Promise<T>,
): Promise<T> {
  const [baseUrl] = [model.base_url ?? []].flat();
  if (baseUrl === undefined) {
    throw new RefusedError(`models "${model.label}" has no base_url to submit batches to`);
  }
  const access = accesses.get(model.label) ?? {};
  const headers = { ...model.headers, ...access.headers };
  const address = addressOf(baseUrl, access.apiKey, headers);
  const { 'content-type': _type, ...kept } = address.headers;
  const dispatcher = dispatcherTo(address.origin, {
    connections: 1,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    ca: access.ca,
    socketPath: model.unix_socket,
    environment: access.environment,
  });
  const secrets = [...address.secrets, ...Object.values(access.headers ?? {})];
  try {
    return await use({ baseUrl, headers: kept, secrets, dispatcher });
  } finally {
    await dispatcher.close();
  }
}

function requestOf(config: Config, model: ModelConfig, plan: RunRequest['plan']): RunRequest {
  return {
    config,
    model,
    plan,
    access: {},
    fresh: false,
    signal: new AbortController().signal,
    onStart: () => undefined,
    onProgress: () => undefined,
  };
}

function print(outcomes: readonly RunOutcome[], json: boolean): void {
  if (json) {
    const runs = outcomes.map(({ directory, summary, missing }) => ({
      directory,
      missing,
      summary,
    }));
    process.stdout.write(`${JSON.stringify({ runs }, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${renderTable(outcomes.map(({ summary }) => summary))}\n`);
  for (const { directory, missing } of outcomes) {
    const left = missing === 0 ? 'complete' : `${counted(missing, 'sample')} missing`;
    process.stdout.write(`${directory}: ${left}\n`);
  }
}
