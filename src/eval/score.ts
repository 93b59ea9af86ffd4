/**
 * From the journal of a run to scores.jsonl and summary.json, which are derived: they can be made again at any time
 * and are replaced whole.
 */
import type { ModelConfig, StatisticsConfig } from '../config/schema.js';
import { Observations } from '../observation/observations.js';
import { writeAtomic } from '../store/atomic.js';
import type { Manifest } from '../store/records.js';
import { readResponses, type ScoreRecord } from '../store/records.js';
import type { RunPaths } from '../store/run-directory.js';
import type { SuiteInstance } from '../suites/suite.js';
import type { Group } from './plan.js';
import { type Summary, type SummaryHead, summarise } from './summary.js';
import { Tallies } from './tally.js';

export interface Scoring {
  readonly paths: RunPaths;
  readonly groups: readonly Group[];
  readonly samples: number;
  readonly instances: ReadonlyMap<string, SuiteInstance>;
  readonly head: Omit<SummaryHead, 'simulated' | 'samples_per_item'>;
  readonly statistics: StatisticsConfig;
  readonly simulator: ModelConfig['simulator'];
  /** The run is known to be of a simulated model. */
  readonly simulated: boolean;
}

export interface Scored {
  readonly summary: Summary;
  /** Samples without a verdict since their code was not run. */
  readonly unjudged: number;
}

/** Scores every response of the journal and writes both files. */
export async function writeScores(scoring: Scoring): Promise<Scored> {
  const { paths, groups, samples, instances, head, simulator } = scoring;
  const tallies = new Tallies(
    groups.flatMap(({ items }) => items),
    samples,
    instances,
    await Observations.read(paths.observations),
  );
  await writeAtomic(paths.scores, scoreLines(paths.responses, tallies));
  const summary = summarise(
    { ...head, simulated: scoring.simulated || tallies.simulated, samples_per_item: samples },
    groups,
    tallies,
    scoring.statistics,
    simulator,
  );
  await writeAtomic(paths.summary, `${JSON.stringify(summary, null, 2)}\n`);
  return { summary, unjudged: tallies.unjudged };
}

async function* scoreLines(responses: string, tallies: Tallies): AsyncGenerator<string> {
  for await (const response of readResponses(responses)) {
    let lines = '';
    tallies.add(response, (score: ScoreRecord) => {
      lines += `${JSON.stringify(score)}\n`;
    });
    yield lines;
  }
}

/** The head of a summary, as a manifest tells it. */
export function headOf(manifest: Manifest, temperature: number): Scoring['head'] {
  return {
    name: manifest.name,
    label: manifest.label,
    model: manifest.model,
    tags: manifest.tags,
    temperature,
  };
}
