/**
 * `pbb-eval run CONFIG`: plan, sample, score, summarise and print, for every model of the config. What only the end of a run
 * needs is loaded there, so that the first request goes out sooner.
 */
import { loadConfig } from '../config/load.js';
import type { Config, ModelConfig } from '../config/schema.js';
import { isCollapsed, type Spread } from '../endpoint/probe.js';
import type { Access } from '../eval/client.js';
import { holdsPrograms } from '../eval/observing.js';
import { type Plan, planOf } from '../eval/plan.js';
import { type Opened, type OpenRequest, open, outOfTheDoor } from '../eval/preflight.js';
import { RefusedError } from '../eval/refused.js';
import {
  checkRun,
  isNew,
  type RunOutcome,
  type RunPlace,
  type RunRequest,
  type RunStart,
  runModel,
} from '../eval/run.js';
import { shardFrom, shardOf } from '../eval/shard.js';
import { ProgressLine } from '../report/progress.js';
import { counted } from '../report/words.js';
import { printable } from '../text/printable.js';
import { accessOf } from './access.js';
import { EXIT } from './faults.js';
import type { GatedRun } from './gated-run.js';
import { Interrupt } from './interrupt.js';
import { clearOutput, jsonDocument } from './output.js';
import { sayRefusals } from './refusals.js';

export interface RunArguments {
  config: string;
  set: string[];
  limit?: number | undefined;
  out?: string | undefined;
  fresh: boolean;
  check: boolean;
  shard?: string | undefined;
  'allow-key-host': string[];
  json: boolean;
  markdown: boolean;
  junit?: string | undefined;
}

export async function run(args: RunArguments): Promise<number> {
  if (args.junit !== undefined && !args.check) {
    throw new RefusedError('--junit holds what the gate says: it needs --check');
  }
  if (args.junit !== undefined) await clearOutput(args.junit);
  const loaded = loadConfig(args.config, args.set);
  const config = args.out === undefined ? loaded : { ...loaded, out: args.out };
  const access = accessOf(config, args.config, { allowed: args['allow-key-host'] });
  const interrupt = new Interrupt();
  const line = new ProgressLine(process.stderr);
  const work: Work = { config, args, access, interrupt, line, outcomes: [], gated: [] };
  try {
    return await done(work);
  } finally {
    // What ended well is shown, whatever ends the command.
    await print(work.outcomes, args, work.gated);
    if (work.gated.length > 0) {
      const { showGated } = await import('./gated-run.js');
      for (const each of work.gated) showGated(each, args);
    }
    interrupt.close();
  }
}

/** What the command works on, and what of it is done. */
interface Work {
  readonly config: Config;
  readonly args: RunArguments;
  readonly access: ReadonlyMap<string, Access>;
  readonly interrupt: Interrupt;
  readonly line: ProgressLine;
  readonly outcomes: RunOutcome[];
  readonly gated: GatedRun[];
}

/** The exit code, once all models have answered and been judged. */
async function done(work: Work): Promise<number> {
  const { config, args, outcomes, gated } = work;
  const { signal } = work.interrupt;
  const opened = await openedOf(work);
  try {
    const plan = await plannedOf(config, args);
    const gating = args.check ? await import('./gated-run.js') : undefined;
    const gate = gating?.requireGate(config, args.config, plan);
    await runAll(work, plan, opened);
    if (gating !== undefined && gate !== undefined && !signal.aborted) {
      for (const { directory, removed } of outcomes) {
        if (!removed) gated.push(await gating.gateRun(directory, gate));
      }
    }
    if (signal.aborted) return EXIT.interrupted;
    const code = gating?.exitCodeOfGated(gated) ?? EXIT.done;
    const ending = code === EXIT.done ? exitCodeOfRuns(outcomes) : code;
    return (await gating?.endedGated(ending, args.junit, gated)) ?? ending;
  } finally {
    await opened?.close();
  }
}

/** The first model's endpoint, asked while the plan is made, unless a run is gone on with: of that it is not known what it lacks. */
async function openedOf(work: Work): Promise<Opened | undefined> {
  const { config, args } = work;
  const [model] = config.models;
  if (model?.base_url === undefined) return undefined;
  for (const each of config.models) {
    if (!(await isNew(placeOf(config, each, args)))) return undefined;
  }
  const opened = open(asking(model, work), model.base_url);
  await outOfTheDoor();
  return opened;
}

function asking(model: ModelConfig, { config, access, interrupt, line }: Work): OpenRequest {
  return {
    config,
    model,
    access: access.get(model.label) ?? {},
    signal: interrupt.signal,
    // It comes when it comes, in the midst of answers, too.
    onPreflight: (spread) => {
      if (isCollapsed(spread)) line.say(collapsedWords(model.label, spread));
    },
  };
}

function placeOf(config: Config, model: ModelConfig, { fresh, shard }: RunArguments): RunPlace {
  return { config, model, fresh, shard: shard === undefined ? undefined : shardFrom(shard) };
}

/** What is asked, which is a part of the whole where a shard is. */
async function plannedOf(config: Config, { limit, shard }: RunArguments): Promise<Plan> {
  const whole = await planOf(config, limit);
  sayRefusals(whole.instances);
  return shard === undefined ? whole : shardOf(whole, shardFrom(shard));
}

async function runAll(work: Work, plan: Plan, opened: Opened | undefined): Promise<void> {
  const { config, args, interrupt, line, outcomes } = work;
  const requests = config.models.map((model, place): RunRequest => {
    return {
      ...placeOf(config, model, args),
      ...asking(model, work),
      plan,
      opened: place === 0 ? opened : undefined,
      onStart: (start) => {
        say(startWords(model.label, start));
        if (start.missing + start.unjudged > 0) line.begin(model.label);
      },
      onProgress: (progress) => line.update(progress),
    };
  });
  // All models are checked before items are asked of the first.
  if (holdsPrograms(plan.groups)) await (await import('./sandboxed.js')).requireSandbox();
  for (const request of requests) await checkRun(request);
  for (const request of requests) {
    if (interrupt.signal.aborted) break;
    try {
      const outcome = await runModel(request);
      outcomes.push(outcome);
      line.end();
      say(endWords(outcome, request.model.label));
    } finally {
      line.end();
    }
  }
}

function say(text: string): void {
  if (text !== '') process.stderr.write(`${text}\n`);
}

function startWords(label: string, start: RunStart): string {
  const more = start.holdsMore
    ? ' (it holds more than is asked for now, and all of it is summarised)'
    : '';
  const where = `${printable(label)}: ${start.directory}${more}`;
  const rest = [
    ...(start.missing > 0 ? [`${counted(start.missing, 'sample')} to ask`] : []),
    ...(start.unjudged > 0 ? [`${counted(start.unjudged, 'sample')} whose code is to be run`] : []),
  ];
  if (rest.length > 0) return `${where}: ${rest.join(', ')}`;
  if (start.finishedAt === null) return `${where}: nothing to ask, all samples are there`;
  return (
    `${where}: complete since ${start.finishedAt}, nothing was asked. ` +
    'New weights behind the same address need a label of their own, or --fresh.'
  );
}

function endWords(outcome: RunOutcome, label: string): string {
  const { stop, missing, refused } = outcome;
  if (refused.length > 0)
    return `${refusedWords(label, refused)}\n${endWords({ ...outcome, refused: [] }, label)}`;
  if (stop === undefined && missing === 0) return '';
  const left = `${counted(missing, 'sample')} missing; what came is saved in ${outcome.directory}`;
  const again = `Run the same command again to ask only for the rest: ${sameCommand()}`;
  if (stop?.kind === 'interrupted') return `Interrupted. ${left}.\n${again}`;
  const cause = stop === undefined ? failureWords(outcome.failed) : stop.error.message;
  if (outcome.removed) return `${printable(label)}: ${cause}`;
  return `${printable(label)}: ${cause}\n${left}.\n${again}`;
}

/** `Some samples could not be had: server 3 times (HTTP 500 …)`. */
function failureWords(failed: RunOutcome['failed']): string {
  const kinds = [...failed].map(
    ([kind, { count, message }]) => `${kind}: ${counted(count, 'request')}, first: ${message}`,
  );
  return ['Some samples could not be had (all in failures.jsonl)', ...kinds].join('\n  ');
}

/** What was typed, fit to be pasted into a shell. `--fresh` would begin anew instead of going on. */
function sameCommand(): string {
  const words = process.argv.slice(2).filter((word) => word !== '--fresh');
  const quoted = words.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return ['npx pbb-eval', ...quoted].join(' ');
}

function collapsedWords(label: string, { samples }: Spread): string {
  return (
    `warning: ${printable(label)}: ${samples} samples of an open question came out the same, so the server seems not to sample: ` +
    'a default of the model (top_k 1, a tiny top_p) makes copies of one answer. See docs/endpoints.md, "Collapsed sampling".'
  );
}

function refusedWords(label: string, fields: readonly string[]): string {
  return (
    `warning: ${printable(label)}: the server cannot be sent ${fields.join(', ')}, so its own defaults hold for them ` +
    '(sampling_sent in run.json). Check that they do not narrow the sampling.'
  );
}

async function print(
  outcomes: readonly RunOutcome[],
  { json, markdown }: RunArguments,
  gated: readonly GatedRun[],
): Promise<void> {
  const shown = outcomes.filter((outcome) => !outcome.removed);
  if (json) {
    const runs = shown.map(({ directory, summary, missing }) => ({ directory, missing, summary }));
    process.stdout.write(jsonDocument(gated.length === 0 ? { runs } : { runs, gate: gated }));
  } else if (shown.length > 0) {
    const { renderMarkdown, renderTable } = await import('../report/table.js');
    const summaries = shown.map(({ summary }) => summary);
    const width = process.stdout.isTTY ? process.stdout.columns : undefined;
    process.stdout.write(
      `${markdown ? renderMarkdown(summaries) : renderTable(summaries, width)}\n`,
    );
    if (markdown) return;
    process.stdout.write(
      `\n${shown.map(({ directory }) => `run directory: ${directory}`).join('\n')}\n`,
    );
  }
}

function exitCodeOfRuns(outcomes: readonly RunOutcome[]): number {
  return outcomes.some(({ missing }) => missing > 0) ? EXIT.incomplete : EXIT.done;
}
