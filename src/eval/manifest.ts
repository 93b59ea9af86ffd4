/** What run.json says of a run: which it is, what it asked, how far it is. */
import type { Config, ModelConfig } from '../config/schema.js';
import type { Manifest } from '../store/records.js';
import { fingerprint, type Group, groupName } from './plan.js';
import { resolvedConfig, settingsHash, settingsOf, shownModel } from './settings.js';
import type { Shard } from './shard.js';
import { version } from './version.js';

/** Whose run it is. */
interface Subject {
  readonly config: Config;
  readonly model: ModelConfig;
  readonly shard?: Shard | undefined;
}

/** The manifest of a run that begins, or goes on from `before`, with these items and samples. */
export function manifestOf(
  { config, model, shard }: Subject,
  before: Manifest | null,
  groups: readonly Group[],
  samples: number,
): Manifest {
  const settings = settingsOf(config, model);
  return {
    format: 1,
    name: config.name,
    label: model.label,
    state: 'running',
    ...(shard === undefined ? {} : { shard }),
    simulated: model.simulator !== undefined || (before?.simulated ?? false),
    model: shownModel(model),
    tags: model.tags,
    samples,
    settings,
    settings_hash: settingsHash(settings),
    config: resolvedConfig(config, model),
    fingerprints: fingerprintsOf(groups),
    sampling_sent: before?.sampling_sent ?? null,
    versions: { pbb_eval: version(), node: process.version },
    started_at: before?.started_at ?? new Date().toISOString(),
    finished_at: null,
    ...(before?.audit === undefined ? {} : { audit: before.audit }),
  };
}

/** Name of a group to the fingerprint of its items. */
export function fingerprintsOf(groups: readonly Group[]): Manifest['fingerprints'] {
  return Object.fromEntries(groups.map((group) => [groupName(group), fingerprint(group)]));
}
