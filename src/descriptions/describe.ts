/**
 * Descriptions and reasonings by a model, for every instruction of a suite: asked, checked, and appended to a file. Invariant:
 * a line is written when its text was checked, whole or not at all; what a file holds is not asked again.
 */
import { dirname } from 'node:path';
import pLimit from 'p-limit';
import type { Config, ModelConfig } from '../config/schema.js';
import { EndpointError } from '../endpoint/errors.js';
import { type Access, clientOf } from '../eval/client.js';
import { instancesOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { shownModel, wireModel } from '../eval/settings.js';
import { version } from '../eval/version.js';
import { startSimulator } from '../simulator/server.js';
import { makeFolder } from '../store/folder.js';
import { Journal, readJournal } from '../store/journal.js';
import { acquireLock } from '../store/lock.js';
import { NAME } from '../suites/random-arithmetic/asked-function.js';
import {
  type DescriptionRecord,
  fingerprintOf,
  KINDS,
  recordSchema,
} from '../suites/random-arithmetic/described.js';
import type { Instruction, SuiteInstance } from '../suites/suite.js';
import { Asker } from './asker.js';
import { type Checked, describeAndProbe, probesOf, type Run, reasonAndCheck } from './check.js';
import { PROMPT_VERSION } from './prompts.js';
import { simulatedReply } from './simulated.js';

export { KINDS };
export type Kind = (typeof KINDS)[number];

export interface DescribeRequest {
  readonly config: Config;
  readonly model: ModelConfig;
  readonly access: Access;
  readonly kind: Kind;
  readonly out: string;
  /** Inputs that a description is tried on. */
  readonly probes: number;
  /** Texts of an instruction that are asked for until one is kept. */
  readonly tries: number;
  readonly signal: AbortSignal;
}

export interface DescribeOutcome {
  readonly instructions: number;
  /** Those with a text that was kept. */
  readonly kept: number;
  /** Texts that were not kept, in the whole file. */
  readonly rejected: number;
  readonly probes: number;
  readonly contradicted: number;
  /** Instructions that were not asked to the end. */
  readonly missing: number;
  /** The first request that failed. */
  readonly failure: EndpointError | null;
}

/**
 * @throws RefusedError when the config has no suite that can be described, or the file holds other programs: nothing was
 *   asked
 */
export async function describeAll(request: DescribeRequest): Promise<DescribeOutcome> {
  const tasks = await tasksOf(request);
  const folder = dirname(request.out);
  await makeFolder(folder);
  const lock = await acquireLock(folder);
  try {
    const done = new Done(request, tasks);
    await done.read();
    const failure = done.open.length === 0 ? null : await askAll(request, done);
    return { ...done.outcome(), failure };
  } finally {
    await lock.release();
  }
}

/** An instruction and what it is run on. */
interface Task {
  readonly instruction: Instruction;
  readonly runs: readonly Run[];
}

async function tasksOf({ config, kind, probes }: DescribeRequest): Promise<Task[]> {
  const instance = (await instancesOf(config.suites)).get(NAME);
  if (instance === undefined || config.suites.length > 1) {
    throw new RefusedError(
      `descriptions are of the functions of ${NAME}: the config must have this suite and no other. Nothing was asked.`,
    );
  }
  if (kind === 'reasoning') return reasoningTasks(instance);
  return instance.instructions.map((instruction) => ({
    instruction,
    runs: probesOf(instruction, probes),
  }));
}

/** Of train instructions alone, on the first execution that training shows: of the others, training shows none. */
function reasoningTasks(instance: SuiteInstance): Task[] {
  const train = instance.instructions.filter(({ role }) => role === 'train');
  const runs = new Map<string, Run>();
  for (const { instruction, input, output } of instance.executions()) {
    if (!runs.has(instruction)) runs.set(instruction, { input, expected: output });
  }
  return train.map((instruction) => {
    const run = runs.get(instruction.id);
    return { instruction, runs: run === undefined ? [] : [run] };
  });
}

/** What a file holds of the tasks. */
class Done {
  readonly #request: DescribeRequest;
  readonly #tasks: readonly Task[];
  readonly #records = new Map<string, DescriptionRecord[]>();

  constructor(request: DescribeRequest, tasks: readonly Task[]) {
    this.#request = request;
    this.#tasks = tasks;
  }

  async read(): Promise<void> {
    const fingerprints = new Map(
      this.#tasks.map(({ instruction }) => [instruction.id, fingerprintOf(instruction.source)]),
    );
    for await (const { record, line } of readJournal(this.#request.out)) {
      const { data } = recordSchema.safeParse(record);
      const known = data && fingerprints.get(data.instruction);
      if (data === undefined || (known !== undefined && known !== data.fingerprint)) {
        const what = data === undefined ? 'no description' : 'a description of another program';
        throw new RefusedError(
          `${this.#request.out}:${line}: ${what}. Nothing was asked; choose another file.`,
        );
      }
      if (known !== undefined) this.add(data);
    }
  }

  add(record: DescriptionRecord): void {
    if (record.kind !== this.#request.kind) return;
    this.#records.set(record.instruction, [...this.#of(record.instruction), record]);
  }

  /** The tasks that have no kept text and tries left. */
  get open(): readonly Task[] {
    return this.#tasks.filter(({ instruction }) => this.isOpen(instruction));
  }

  isOpen({ id }: Instruction): boolean {
    return !this.#of(id).some(({ kept }) => kept) && this.triesOf(id) < this.#request.tries;
  }

  /** How many texts this model was asked for with these prompts. */
  triesOf(instruction: string): number {
    const model = shownModel(this.#request.model);
    return this.#of(instruction).filter(
      (record) => record.model === model && record.prompt_version === PROMPT_VERSION,
    ).length;
  }

  outcome(): Omit<DescribeOutcome, 'failure'> {
    const records = this.#tasks.flatMap(({ instruction }) => this.#of(instruction.id));
    const probes = records.flatMap((record) => record.probes);
    return {
      instructions: this.#tasks.length,
      kept: records.filter(({ kept }) => kept).length,
      rejected: records.filter(({ kept }) => !kept).length,
      probes: probes.length,
      contradicted: probes.filter(({ answer, expected }) => answer !== expected).length,
      missing: this.open.length,
    };
  }

  #of(instruction: string): readonly DescriptionRecord[] {
    return this.#records.get(instruction) ?? [];
  }
}

/** Asks for what is open. @returns the first failure of a request */
async function askAll(request: DescribeRequest, done: Done): Promise<EndpointError | null> {
  const { config, model, access } = request;
  const simulator = model.simulator && (await simulatorFor(request, done.open));
  const url = simulator?.url ?? model.base_url ?? '';
  const { client, concurrency } = clientOf(config, model, access, url);
  const journal = await Journal.open(request.out);
  const halt = new AbortController();
  const signal = AbortSignal.any([request.signal, halt.signal]);
  const { samples, max_tokens } = config.sampling;
  const asker = new Asker(client, max_tokens.cot, samples, signal);
  let failure: EndpointError | null = null;
  try {
    const limit = pLimit(concurrency.limit);
    await limit.map(done.open, async (task) => {
      try {
        while (done.isOpen(task.instruction) && !signal.aborted) {
          const attempt = done.triesOf(task.instruction.id);
          const checked = await check(request.kind, asker, task, attempt);
          limit.concurrency = concurrency.limit;
          const { stop = [], ...sent } = client.terms.sampling;
          const sampling = { ...sent, stop: [...stop], samples, max_tokens: max_tokens.cot };
          const record = recordOf(request, task.instruction, checked, attempt, sampling);
          await journal.append(record);
          done.add(record);
        }
      } catch (error) {
        if (!(error instanceof EndpointError)) throw error;
        if (error.kind !== 'interrupted') failure ??= error;
        if (error.scope === 'endpoint') halt.abort();
      }
    });
    return failure;
  } finally {
    await journal.close();
    await client.close();
    await simulator?.close();
  }
}

async function simulatorFor({ model }: DescribeRequest, tasks: readonly Task[]) {
  if (model.simulator === undefined) throw new Error('the model is not simulated');
  return await startSimulator({
    models: { [wireModel(model)]: model.simulator },
    suites: [],
    items: [],
    reply: simulatedReply(tasks),
  });
}

async function check(
  kind: Kind,
  asker: Asker,
  { instruction, runs }: Task,
  attempt: number,
): Promise<Checked> {
  if (kind === 'description') return await describeAndProbe(asker, instruction, runs, attempt);
  const [run] = runs;
  if (run === undefined) throw new Error(`${instruction.id} has no execution`);
  return await reasonAndCheck(asker, instruction, run, attempt);
}

function recordOf(
  { kind, model }: DescribeRequest,
  { id, name, source }: Instruction,
  checked: Checked,
  attempt: number,
  sampling: DescriptionRecord['sampling'],
): DescriptionRecord {
  const { input, text, kept, reason, probes } = checked;
  return {
    format: 1,
    kind,
    instruction: id,
    name,
    fingerprint: fingerprintOf(source),
    input,
    text,
    kept,
    reason,
    probes,
    attempt,
    model: shownModel(model),
    simulated: model.simulator !== undefined,
    endpoint: model.base_url === undefined ? null : hostsOf(model.base_url),
    sampling,
    prompt_version: PROMPT_VERSION,
    at: new Date().toISOString(),
    version: version(),
  };
}

/** Where a model listens, at one address or several. */
function hostsOf(urls: string | readonly string[]): string {
  return [urls]
    .flat()
    .map((url) => new URL(url).host)
    .join(', ');
}
