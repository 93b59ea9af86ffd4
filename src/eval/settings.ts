/**
 * The settings of a run that may not change while it grows: what was sampled, and how. Samples per item, splits and
 * answers may grow, so they are left out, and so is the address of the endpoint: a server that moves serves on.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Config, ModelConfig } from '../config/schema.js';
import type { JsonObject, JsonValue } from '../store/records.js';

export type Settings = JsonObject;

export function settingsOf(config: Config, model: ModelConfig): Settings {
  const { samples: _samples, logprobs, ...sampling } = config.sampling;
  const suites = config.suites.map((block) => {
    const { suite, splits: _splits, answers: _answers, ...options } = block;
    return [suite, options] as const;
  });
  // Faults change no sample.
  const { faults: _faults, ...simulator } = model.simulator ?? { kind: null };
  return plain({
    model: shownModel(model),
    simulator: model.simulator === undefined ? null : simulator,
    extra_body: model.extra_body,
    sampling,
    // What has its default is left out, as in runs from before it could be set.
    ...(model.server === 'auto' ? {} : { server: model.server }),
    ...(model.api === 'chat' ? {} : { api: model.api }),
    ...(model.system_prompt === undefined ? {} : { system_prompt: model.system_prompt }),
    ...(logprobs === null ? {} : { logprobs }),
    suites: Object.fromEntries(suites),
  });
}

/** The name sent to the endpoint. */
export function wireModel(model: ModelConfig): string {
  return model.model ?? model.label;
}

/** The name in manifests and reports: a simulated model says so. */
export function shownModel(model: ModelConfig): string {
  return model.simulator === undefined ? wireModel(model) : `simulated:${wireModel(model)}`;
}

/** The resolved config of one model's run, as the manifest keeps it. It has no secrets to lose: keys come by name. */
export function resolvedConfig(config: Config, model: ModelConfig): Settings {
  return plain({ ...config, models: [model] });
}

/** What is left of a value in a file: keys without a value are gone. */
function plain(value: object): Settings {
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(value)));
}

/** SHA-256 of the settings, whatever the order of their keys. */
export function settingsHash(settings: Settings): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(settings)))
    .digest('hex');
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** Where two settings differ, one line each: `sampling.temperature: 0.8 there, 0.7 here`. */
export function differences(there: JsonValue, here: JsonValue, path = ''): string[] {
  if (isBlock(there) && isBlock(here)) {
    const keys = [...new Set([...Object.keys(there), ...Object.keys(here)])];
    return keys.flatMap((key) =>
      differences(there[key] ?? null, here[key] ?? null, path === '' ? key : `${path}.${key}`),
    );
  }
  const [a, b] = [JSON.stringify(there), JSON.stringify(here)];
  return a === b ? [] : [`${path}: ${a} there, ${b} here`];
}

function isBlock(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
