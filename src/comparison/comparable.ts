/** Whether two runs may be compared: the same questions, sampled in the same way. */
import { RefusedError } from '../eval/refused.js';
import { differences } from '../eval/settings.js';
import type { JsonValue, Manifest } from '../store/records.js';

/** What comparability depends on. */
export interface ComparedRun {
  readonly directory: string;
  readonly manifest: Manifest;
}

/**
 * Why the groups of these names cannot be compared, one line per difference; empty where they can. Samples per item may
 * differ: accuracies are means.
 */
export function obstacles(a: ComparedRun, b: ComparedRun, groups: readonly string[]): string[] {
  const sampling = differences(samplingOf(a.manifest), samplingOf(b.manifest), 'sampling');
  const items = groups.flatMap((name) => {
    const [there, here] = [a.manifest.fingerprints[name], b.manifest.fingerprints[name]];
    if (there === here && there !== undefined) return [];
    return [`${name}: ${itemsWords(there, here)}`];
  });
  return [...sampling, ...items];
}

function samplingOf({ settings }: Manifest): JsonValue {
  return settings['sampling'] ?? null;
}

function itemsWords(there: string | undefined, here: string | undefined): string {
  if (there === undefined && here === undefined) return 'was asked in neither run';
  if (there === undefined) return 'was not asked there';
  if (here === undefined) return 'was not asked here';
  return `other items (fingerprint ${there.slice(0, 8)} there, ${here.slice(0, 8)} here)`;
}

/** Throws a RefusedError that names every obstacle. */
export function requireComparable(a: ComparedRun, b: ComparedRun, groups: readonly string[]): void {
  const found = obstacles(a, b, groups);
  if (found.length === 0) return;
  throw new RefusedError(
    [
      `these runs cannot be compared: ${a.directory} (there) and ${b.directory} (here)`,
      ...found.map((line) => `  ${line}`),
      'Compare runs of the same items, sampled in the same way.',
    ].join('\n'),
  );
}

/** What does not forbid a comparison, and what its reader must know. */
export function differencesToKnow(a: ComparedRun, b: ComparedRun): string[] {
  const sent = differences(a.manifest.sampling_sent ?? {}, b.manifest.sampling_sent ?? {});
  const body = differences(bodyOf(a.manifest), bodyOf(b.manifest), 'extra_body');
  return [
    ...[a, b].flatMap(unfinished),
    ...sent.map((line) => `the requests differed: ${line}`),
    ...body.map((line) => `the requests differed: ${line}`),
    ...(a.manifest.samples === b.manifest.samples
      ? []
      : [`samples per item: ${a.manifest.samples} there, ${b.manifest.samples} here`]),
    ...(a.manifest.simulated === b.manifest.simulated
      ? []
      : ['one of the runs is SIMULATED and the other is not']),
    ...(a.manifest.versions.pbb_eval === b.manifest.versions.pbb_eval
      ? []
      : [
          `scored by other versions: ${a.manifest.versions.pbb_eval} there, ${b.manifest.versions.pbb_eval} here; pbb-eval score scores again`,
        ]),
  ];
}

function unfinished({ directory, manifest }: ComparedRun): string[] {
  if (manifest.state === 'complete') return [];
  return [`${directory}: ${manifest.state}; what came after it was last scored is not counted`];
}

function bodyOf({ settings }: Manifest): JsonValue {
  return settings['extra_body'] ?? {};
}
