/** Curricula for tests: from a few lines of a config to what is written of it. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../../src/config/load.js';
import { type Lessons, writeCurriculum } from '../../src/curriculum/curriculum.js';
import type { CurriculumManifest } from '../../src/curriculum/manifest.js';
import { fingerprintsOf } from '../../src/eval/manifest.js';
import { planOf } from '../../src/eval/plan.js';

type Block = Readonly<Record<string, unknown>>;

/** Small enough for a test, and with enough lines for every format. */
export const ARITHMETIC: Block = {
  suite: 'random-arithmetic',
  train: 2,
  evaluation: 2,
  executions: 3,
  items_per_function: 2,
};

export function configText(curriculum: Block, suites: readonly Block[] = [ARITHMETIC]): string {
  return JSON.stringify({
    models: [{ label: 'none', simulator: { kind: 'oracle' } }],
    suites,
    curriculum,
  });
}

export async function lessonsOf(curriculum: Block, suites?: readonly Block[]): Promise<Lessons> {
  const config = parseConfig(configText(curriculum, suites), 'lessons.yaml');
  if (config.curriculum === undefined) throw new Error('there is no curriculum');
  const { groups, instances } = await planOf(config);
  const fingerprints = fingerprintsOf(groups);
  return { config, curriculum: config.curriculum, instances, fingerprints };
}

export interface Written {
  readonly folder: string;
  readonly manifest: CurriculumManifest;
  /** The lines of a file, as text. */
  readonly linesOf: (file: string) => string[];
}

export async function written(curriculum: Block, suites?: readonly Block[]): Promise<Written> {
  const folder = join(mkdtempSync(join(tmpdir(), 'pbb-eval-curriculum-')), 'out');
  const manifest = await writeCurriculum(await lessonsOf(curriculum, suites), folder);
  const linesOf = (file: string) =>
    readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
  return { folder, manifest, linesOf };
}
