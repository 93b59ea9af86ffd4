/** `pbb-eval curriculum CONFIG --out DIR`: the training files that belong to a config. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { loadConfig } from '../config/load.js';
import { writeCurriculum } from '../curriculum/curriculum.js';
import type { CurriculumManifest, FileManifest } from '../curriculum/manifest.js';
import { fingerprintsOf } from '../eval/manifest.js';
import { planOf } from '../eval/plan.js';
import { RefusedError } from '../eval/refused.js';
import { counted, grouped } from '../report/words.js';
import { EXIT } from './faults.js';
import { jsonDocument } from './output.js';

export interface CurriculumArguments {
  config: string;
  out: string;
  set: string[];
  json: boolean;
}

export async function curriculum(args: CurriculumArguments): Promise<number> {
  // The heap would grow to four times what is in use before it is swept, and a million documents are soon done with.
  setFlagsFromString('--heap-growing-percent=40');
  const config = loadConfig(args.config, args.set);
  if (config.curriculum === undefined) {
    throw new RefusedError(
      `${args.config} has no block curriculum; the shortest is "curriculum: {}", and docs/curricula.md says what may stand in it`,
    );
  }
  const { groups, instances } = await planOf(config);
  const fingerprints = fingerprintsOf(groups);
  const lessons = { config, curriculum: config.curriculum, instances, fingerprints };
  const manifest = await writeCurriculum(lessons, args.out);
  process.stdout.write(args.json ? jsonDocument(manifest) : wordsOf(manifest, args.out));
  return EXIT.done;
}

function wordsOf({ stages, evaluated_only }: CurriculumManifest, out: string): string {
  const written = stages.flatMap(({ files, evaluation }) => [
    ...files.map((file) => `${join(out, file.file)}: ${contentOf(file)}\n`),
    `${join(out, evaluation)}: evaluates a checkpoint\n`,
  ]);
  const left = evaluated_only.map(
    (suite) => `note: ${suite} has nothing to train on; the configs evaluate it all the same\n`,
  );
  return [...written, ...left].join('');
}

function contentOf({ lines, bytes, counts, left_out: leftOut }: FileManifest): string {
  const parts = (['specification', 'execution'] as const).flatMap((kind) => {
    const of = counts.filter((count) => count.kind === kind);
    const sum = of.reduce((total, count) => total + count.lines, 0);
    return sum === 0 ? [] : [counted(sum, kind)];
  });
  const left = leftOut === 0 ? '' : `; ${counted(leftOut, 'execution')} left out`;
  return `${counted(lines, 'line')} (${parts.join(', ')}), ${grouped(bytes)} bytes${left}`;
}
