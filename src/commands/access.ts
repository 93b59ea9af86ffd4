/**
 * What a model's requests take from outside the config: keys and secret headers, certificates, proxies. Read here, at
 * the edge, and handed to the endpoint alone.
 */
import { readFileSync } from 'node:fs';
import type { Config, ModelConfig } from '../config/schema.js';
import { keyRefusal } from '../endpoint/key-hosts.js';
import { proxiesTo } from '../endpoint/transport.js';
import type { Access } from '../eval/client.js';
import { RefusedError } from '../eval/refused.js';
import { storeError } from '../store/store-error.js';
import { printable } from '../text/printable.js';

/** What is said on the command line about keys. */
export interface KeyHosts {
  /** Hosts that may be sent a provider's key although they are not the provider's. */
  readonly allowed: readonly string[];
}

/**
 * Label to access, for every model. RefusedError names all variables that are not set, and every key that would go to a
 * host that is not its provider's.
 */
export function accessOf(config: Config, file: string, { allowed }: KeyHosts): Map<string, Access> {
  const { models, endpoint } = config;
  refuseUnset(models, file);
  refuseStrangers(models, file, allowed);
  refuseProxies(models);
  const ca = endpoint.ca_file === undefined ? undefined : readCertificates(endpoint.ca_file);
  return new Map(
    models.map((model) => {
      const headers = Object.entries(model.header_env).map(
        ([header, variable]) => [header, usable(variable, model.label)] as const,
      );
      const apiKey =
        model.api_key_env === undefined ? undefined : usable(model.api_key_env, model.label);
      const access = { apiKey, headers: Object.fromEntries(headers), ca, environment: process.env };
      return [model.label, access] as const;
    }),
  );
}

/** The keys and secret headers of a model as far as they are set, for what must not show them. */
export function secretsOf(model: ModelConfig): string[] {
  return variablesOf(model).map(environmentValue);
}

function variablesOf({ api_key_env, header_env }: ModelConfig): string[] {
  return [...(api_key_env === undefined ? [] : [api_key_env]), ...Object.values(header_env)];
}

function environmentValue(variable: string): string {
  return process.env[variable]?.trim() ?? '';
}

function refuseUnset(models: readonly ModelConfig[], file: string): void {
  const unset = models.flatMap((model) =>
    variablesOf(model)
      .filter((variable) => environmentValue(variable) === '')
      .map((variable) => `  models "${model.label}": ${variable}`),
  );
  if (unset.length === 0) return;
  throw new RefusedError(
    [
      `${file}: api_key_env or header_env names environment variables that are not set, or are empty:`,
      ...unset,
      'Nothing was started. Set them in this shell (export NAME=…), or remove them if the server needs no key.',
    ].join('\n'),
  );
}

function refuseStrangers(
  models: readonly ModelConfig[],
  file: string,
  allowed: readonly string[],
): void {
  const strangers = models.flatMap((model) =>
    variablesOf(model)
      .flatMap((variable) =>
        [model.base_url ?? []].flat().map((url) => keyRefusal(variable, url, allowed)),
      )
      .filter((refusal) => refusal !== null)
      .map((refusal) => `  models "${model.label}": ${printable(refusal)}`),
  );
  if (strangers.length === 0) return;
  throw new RefusedError(
    [
      `${file}: a provider's key would leave for a host that is not the provider's:`,
      ...strangers,
      'Nothing was started and nothing was sent. If you trust that host with this key, pass --allow-key-host HOST.',
    ].join('\n'),
  );
}

function refuseProxies(models: readonly ModelConfig[]): void {
  try {
    for (const url of models.flatMap((model) => model.base_url ?? [])) proxiesTo(url, process.env);
  } catch (error) {
    if (error instanceof RangeError)
      throw new RefusedError(`${error.message}. Nothing was started.`);
    throw error;
  }
}

/** A key goes into an HTTP header, which takes visible ASCII. The key itself is never shown. */
function usable(variable: string, label: string): string {
  const key = environmentValue(variable);
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new RefusedError(
    `models "${label}": the value of ${variable} cannot be an API key: it holds spaces, line breaks or letters beyond ` +
      'ASCII. Nothing was started. Set it to the key alone.',
  );
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw storeError(path, error);
  }
}
