/**
 * The config that evaluates a checkpoint of a stage: the suites, sampling and statistics of the curriculum's own config, every option
 * written out, with the model left to be filled in. So what is asked is what training was made from.
 */
import { stringify } from 'yaml';
import type { CurriculumConfig } from '../config/curriculum.js';
import type { Config } from '../config/schema.js';
import type { Stage } from './stage.js';

export type Tags = Readonly<Record<string, string | number | boolean>>;

/** How a checkpoint of a stage is tagged, in the names that figures and `compare --exchange` read. */
export function tagsOf(config: CurriculumConfig, stage: Stage): Tags {
  const { kind, repeats, examples, context_templates, across } = config;
  const distilled = kind === 'algorithm-distillation' && stage.name === 'stage-2';
  return {
    curriculum: kind,
    stage: stage.tag,
    repeats: repeats.evaluation,
    augmentation: context_templates ? 'with' : 'without',
    ...(distilled ? { examples } : {}),
    ...(across === undefined ? {} : { data: across.shows }),
  };
}

/** @param fingerprints of the items that are asked, by suite, split and answer */
export function evaluationConfig(
  config: Config,
  tags: Tags,
  stage: Stage,
  fingerprints: Readonly<Record<string, string>>,
): string {
  const { models: _models, curriculum: _curriculum, name, ...rest } = config;
  const model = {
    label: stage.name,
    base_url: 'http://localhost:8000/v1',
    model: 'FILL-IN',
    tags,
  };
  return [
    `# Evaluates a checkpoint after ${stage.name}. Fill in where it is served: base_url and model.\n`,
    '# The items, as SHA-256 of their lines:\n',
    ...Object.entries(fingerprints).map(([group, hash]) => `#   ${group}: ${hash}\n`),
    stringify({ name, models: [model], ...rest }),
  ].join('');
}
