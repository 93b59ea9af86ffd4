/** `pbb-eval batch export|submit|status|import`: a run by way of batch files instead of a server that answers at once. */
import { AnswerFiles, type ModelAnswers } from '../batch/answer-files.js';
import { askedOf, digits } from '../batch/custom-id.js';
import { firstRequest } from '../batch/lines.js';
import { doubtWords, download, readNote, statusOf, submit } from '../batch/remote.js';
import { BatchFiles } from '../batch/request-files.js';
import { BatchServer } from '../batch/server.js';
import { loadConfig } from '../config/load.js';
import type { Config, ModelConfig } from '../config/schema.js';
import { addressOf } from '../endpoint/address.js';
import { DIALECTS, translate } from '../endpoint/dialect.js';
import { Redaction } from '../endpoint/redaction.js';
import { dispatcherTo } from '../endpoint/transport.js';
import { type Access, askingOf, preambleOf, samplingOf } from '../eval/client.js';
import { readItems } from '../eval/items.js';
import { holdsPrograms } from '../eval/observing.js';
import { planOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { type RunOutcome, type RunRequest, runModel } from '../eval/run.js';
import { settingsHash, settingsOf } from '../eval/settings.js';
import { renderTable } from '../report/table.js';
import { counted } from '../report/words.js';
import { makeFolder } from '../store/folder.js';
import { runPaths } from '../store/run-directory.js';
import { printable } from '../text/printable.js';
import { accessOf, secretsOf } from './access.js';
import { EXIT } from './faults.js';
import { requireSandbox } from './sandboxed.js';

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
  const plan = await planOf(config, args.limit);
  await makeFolder(args.dir);
  for (const model of config.models) {
    const files = new BatchFiles({
      directory: args.dir,
      label: model.label,
      settings: digits(settingsHash(settingsOf(config, model))),
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
    if (files.earlier > 0) process.stderr.write(earlierWords(model.label, args.dir, files.earlier));
  }
  return EXIT.done;
}

function earlierWords(label: string, directory: string, earlier: number): string {
  return (
    `${label}: ${directory} held ${counted(earlier, 'earlier file')} of requests. What their answers bring and was not ` +
    'imported is asked again, and of two answers the first that is imported counts.\n'
  );
}

export async function submitBatch(args: BatchArguments): Promise<number> {
  const config = loadConfig(args.config, args.set);
  const access = accessOf(config, args.config, { allowed: args['allow-key-host'] });
  for (const path of args.files) {
    const { model, url } = await requestsIn(config, path);
    const note = await readNote(path);
    if (note !== null) {
      throw new RefusedError(
        note.batch === null
          ? `${doubtWords(path, note)} Nothing was sent.`
          : `${path} was submitted already, as ${note.batch}; nothing was sent`,
      );
    }
    const batch = await withServer(config, model, access, (server) =>
      submit(server, { path, label: model.label, url }),
    );
    process.stdout.write(`${path}: ${printable(batch.id)} ${printable(batch.status)}\n`);
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
  const files = await AnswerFiles.open(await answerFiles(config, args));
  const outcomes: RunOutcome[] = [];
  try {
    const plan = await planOf(config, args.limit);
    if (holdsPrograms(plan.groups)) await requireSandbox();
    for (const model of config.models) {
      const source = files.answersOf(askedOfModel(config, model));
      const outcome = await runModel({ ...requestOf(config, model, plan), source });
      outcomes.push(outcome);
      process.stderr.write(await lostWords(model, source, outcome));
    }
    process.stderr.write(strangeWords(config, files));
  } finally {
    await files.close();
  }
  print(outcomes, args.json);
  return outcomes.some(({ missing }) => missing > 0) ? EXIT.incomplete : EXIT.done;
}

/** Under what the requests of a model are made, and its answers are taken. */
function askedOfModel(config: Config, model: ModelConfig) {
  const dialect = DIALECTS[model.server];
  return {
    label: model.label,
    settings: digits(settingsHash(settingsOf(config, model))),
    terms: {
      sampling: translate(samplingOf(config.sampling), dialect),
      tokenLimit: dialect.tokenLimit,
      seeded: true,
    },
    redaction: new Redaction(secretsOf(model)),
  };
}

/** What lines of a model's answers gave nothing, and why. */
async function lostWords(
  model: ModelConfig,
  source: ModelAnswers,
  { directory }: RunOutcome,
): Promise<string> {
  const label = printable(model.label);
  const failed = [...source.failed].map(
    ([words, times]) => `${label}: ${counted(times, 'request')} failed: ${printable(words)}\n`,
  );
  const groups = await readItems(runPaths(directory).items);
  const questions = groups.flatMap(({ items }) =>
    items.map(({ id, messages }) => [id, askedOf([...preambleOf(model), ...messages])] as const),
  );
  const foreign = source.foreign(new Map(questions));
  const words = `${label}: ${counted(foreign, 'line')} of answers to other settings or items, not taken\n`;
  return `${failed.join('')}${foreign === 0 ? '' : words}`;
}

function strangeWords(config: Config, files: AnswerFiles): string {
  const labels = new Set(config.models.map(({ label }) => label));
  const others = files.labels.filter((label) => !labels.has(label));
  const strange = others.reduce((sum, label) => sum + files.linesOf(label), files.strange);
  return strange === 0
    ? ''
    : `${counted(strange, 'line')} of answers to no request of this config\n`;
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
  return await withServer(config, model, access, (server) => download(server, batch, file));
}

async function remoteBatch(config: Config, access: ReadonlyMap<string, Access>, file: string) {
  const note = await readNote(file);
  if (note === null) throw new RefusedError(`${file} was not submitted: batch submit does that`);
  const { batch: id } = note;
  if (id === null) throw new RefusedError(doubtWords(file, note));
  const model = config.models.find(({ label }) => label === note.label);
  if (model === undefined)
    throw new RefusedError(
      `${file}: the config has no model "${note.label}", for which it was submitted\n  models: ${labelsOf(config)}`,
    );
  const batch = await withServer(config, model, access, (server) => statusOf(server, id));
  return { batch, model };
}

/** The model that the requests of a file are for, and where they go. */
async function requestsIn(
  config: Config,
  file: string,
): Promise<{ model: ModelConfig; url: string }> {
  const request = await firstRequest(file);
  const model = config.models.find(({ label }) => label === request?.key.label);
  if (model !== undefined && request !== null) return { model, url: request.url };
  throw new RefusedError(
    `${file} holds no requests of a model of this config; nothing was sent\n  models: ${labelsOf(config)}`,
  );
}

function labelsOf({ models }: Config): string {
  return models.map(({ label }) => label).join(', ');
}

async function withServer<T>(
  { endpoint }: Config,
  model: ModelConfig,
  accesses: ReadonlyMap<string, Access>,
  use: (server: BatchServer) => Promise<T>,
): Promise<T> {
  const [baseUrl] = [model.base_url ?? []].flat();
  if (baseUrl === undefined) {
    throw new RefusedError(`models "${model.label}" has no base_url to submit batches to`);
  }
  const access = accesses.get(model.label) ?? {};
  const address = addressOf(baseUrl, access.apiKey, { ...model.headers, ...access.headers });
  const { 'content-type': _type, ...headers } = address.headers;
  const dispatcher = dispatcherTo(address.origin, {
    connections: 1,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    ca: access.ca,
    socketPath: model.unix_socket,
    environment: access.environment,
  });
  const secrets = [...address.secrets, ...Object.values(access.headers ?? {})];
  const { retries } = endpoint;
  const timeoutMs = endpoint.timeout_s * 1000;
  try {
    return await use(
      new BatchServer({ baseUrl, headers, secrets, dispatcher, timeoutMs, retries }),
    );
  } finally {
    await dispatcher.destroy();
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
