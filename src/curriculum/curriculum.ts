/**
 * A curriculum as a folder: a file per stage and format, the config that evaluates a checkpoint of each stage, and `curriculum.json`,
 * which says what they are. Invariant: the folder is there whole or not at all, and nothing in it depends on when or where it was made.
 */
import { join } from 'node:path';
import type { CurriculumConfig } from '../config/curriculum.js';
import type { Config } from '../config/schema.js';
import { RefusedError } from '../eval/refused.js';
import { version } from '../eval/version.js';
import { writeSynced } from '../store/atomic.js';
import type { JsonObject } from '../store/records.js';
import { namesIn, writeWholeFolder } from '../store/whole-folder.js';
import { NAME as RANDOM_ARITHMETIC } from '../suites/random-arithmetic/asked-function.js';
import { keptIn } from '../suites/random-arithmetic/described.js';
import type { SuiteInstance } from '../suites/suite.js';
import { evaluationConfig, tagsOf } from './evaluation.js';
import { type Completions, reasoningKey } from './executions.js';
import { writeTrainingFile } from './file.js';
import { formats } from './formats/formats.js';
import { type CurriculumManifest, MANIFEST, type StageManifest } from './manifest.js';
import { refuseMissingParts } from './parts.js';
import { sampledErrors } from './sampled-errors.js';
import { type Stage, stagesOf } from './stage.js';

export interface Lessons {
  readonly config: Config;
  readonly curriculum: CurriculumConfig;
  readonly instances: ReadonlyMap<string, SuiteInstance>;
  /** Of the items that the evaluation asks. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

/**
 * Writes the curriculum into a folder that does not exist or is empty.
 * @throws RefusedError, DiagnosticError or StoreError, with nothing written, for a folder that is in use, a stage that would be empty
 *   and a file that nobody would take
 */
export async function writeCurriculum(
  lessons: Lessons,
  directory: string,
): Promise<CurriculumManifest> {
  await refuseOccupied(directory);
  if (lessons.curriculum.kind !== 'across-suites') refuseMissingParts(lessons.config.suites);
  const { config, curriculum, instances, fingerprints } = lessons;
  const stages = stagesOf(curriculum, instances, await completionsOf(lessons));
  return await writeWholeFolder(directory, async (folder) => {
    const written: StageManifest[] = [];
    for (const stage of stages) written.push(await writeStage(folder, stage, lessons));
    const manifest: CurriculumManifest = {
      format: 1,
      name: config.name,
      versions: { pbb_eval: version() },
      curriculum: plain(curriculum),
      suites: config.suites.map(plain),
      evaluated_only: evaluatedOnly(instances),
      fingerprints,
      stages: written,
    };
    await writeSynced(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  });
}

async function refuseOccupied(directory: string): Promise<void> {
  const names = await namesIn(directory);
  if (names.length === 0) return;
  const what = names.includes(MANIFEST) ? 'holds a curriculum already' : 'is not empty';
  throw new RefusedError(
    `${directory} ${what}: choose a new or empty folder. Nothing was written.`,
  );
}

async function completionsOf({ curriculum, instances }: Lessons): Promise<Completions> {
  const { seed, reasonings, rejected_from: run } = curriculum;
  const described = instances.get(RANDOM_ARITHMETIC)?.instructions ?? [];
  const kept = reasonings === undefined ? [] : keptIn(reasonings, 'reasoning', described);
  if (reasonings !== undefined && kept.length === 0) {
    throw new RefusedError(
      `curriculum.reasonings: ${reasonings} keeps no reasoning of an instruction of this config: pbb-eval data describe --kind reasoning asks a model for some`,
    );
  }
  return {
    seed,
    reasonings: new Map(
      kept.map(({ instruction, input, text }) => [
        reasoningKey({ instruction, input: input ?? '' }),
        text,
      ]),
    ),
    ...(run === undefined ? {} : { sampledError: await sampledErrors(run) }),
  };
}

async function writeStage(
  folder: string,
  stage: Stage,
  { config, curriculum, fingerprints }: Lessons,
): Promise<StageManifest> {
  const tags = tagsOf(curriculum, stage);
  const evaluation = `${stage.name}.eval.yaml`;
  const files = [];
  for (const name of curriculum.formats) {
    const file = await writeTrainingFile(folder, stage, formats[name], curriculum.seed);
    if (file !== null) files.push(file);
  }
  if (files.length === 0) {
    throw new RefusedError(
      `${stage.name} has no executions, and ${curriculum.formats.join(' and ')} hold nothing else: add a format to curriculum.formats. Nothing was written.`,
    );
  }
  await writeSynced(join(folder, evaluation), evaluationConfig(config, tags, stage, fingerprints));
  return { name: stage.name, tags, evaluation, files };
}

function evaluatedOnly(instances: Lessons['instances']): string[] {
  return [...instances.values()]
    .filter(({ training }) => training === undefined)
    .map(({ suite }) => suite);
}

/** As it stands in a file. */
function plain(block: object): JsonObject {
  const value: JsonObject = JSON.parse(JSON.stringify(block));
  return value;
}
