/** Whether two runs may be compared: the same questions, sampled in the same way, by models both real or both simulated. */
import { RefusedError } from '../eval/refused.js';
import { differences } from '../eval/settings.js';
import type { JsonObject, JsonValue, Manifest } from '../store/records.js';
import { printable } from '../text/printable.js';

/** What comparability depends on. */
export interface ComparedRun {
  readonly directory: string;
  readonly manifest: Manifest;
}

/**
 * How a run was sampled: runs that differ in it are neither compared nor ranked together. `sent` says of each sampling
 * parameter whether the server could be told it; where not, a default of its own holds.
 */
export function conditionsOf({ settings, simulated, sampling_sent }: Manifest): JsonObject {
  const sampling = settings['sampling'] ?? null;
  return {
    sampling,
    sent: sentParameters(sampling, sampling_sent),
    extra_body: settings['extra_body'] ?? {},
    system_prompt: settings['system_prompt'] ?? null,
    simulated,
  };
}

/** What some servers call a parameter. The limit of tokens is always sent, under one of two names. */
const OTHER_NAMES: Readonly<Record<string, string>> = { repetition_penalty: 'repeat_penalty' };

/** Of every parameter that was to be sent, whether it was; before the first request, that all were. */
function sentParameters(sampling: JsonValue, sent: JsonObject | null): JsonObject {
  if (typeof sampling !== 'object' || sampling === null) return {};
  const meant = Object.entries(sampling).filter(
    ([name, value]) =>
      name !== 'max_tokens' && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  const wasSent = (name: string): boolean =>
    sent === null || [name, OTHER_NAMES[name] ?? name].some((each) => Object.hasOwn(sent, each));
  return Object.fromEntries(meant.map(([name]) => [name, wasSent(name)]));
}

/**
 * Why the groups of these names cannot be compared, one line per difference; empty where they can. Samples per item may
 * differ: accuracies are means.
 */
export function obstacles(a: ComparedRun, b: ComparedRun, groups: readonly string[]): string[] {
  const conditions = differences(conditionsOf(a.manifest), conditionsOf(b.manifest));
  const items = groups.flatMap((name) => {
    const [there, here] = [a.manifest.fingerprints[name], b.manifest.fingerprints[name]];
    if (there === here && there !== undefined) return [];
    return [`${name}: ${itemsWords(there, here)}`];
  });
  return [...conditions, ...items].map(printable);
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
      `these runs cannot be compared: ${printable(a.directory)} (there) and ${printable(b.directory)} (here)`,
      ...found.map((line) => `  ${line}`),
      'Compare runs of the same items, sampled in the same way.',
    ].join('\n'),
  );
}

/** What does not forbid a comparison, and what its reader must know. */
export function differencesToKnow(a: ComparedRun, b: ComparedRun): string[] {
  const api = differences(
    a.manifest.settings['api'] ?? 'chat',
    b.manifest.settings['api'] ?? 'chat',
    'api',
  );
  return [
    ...[a, b].flatMap(unfinished),
    ...api.map((line) => `the requests differed: ${line}`),
    ...(a.manifest.samples === b.manifest.samples
      ? []
      : [`samples per item: ${a.manifest.samples} there, ${b.manifest.samples} here`]),
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
