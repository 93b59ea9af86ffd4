/** API keys, read from the environment at the edge and handed to the endpoint alone. */
import type { ModelConfig } from '../config/schema.js';
import { RefusedError } from '../eval/refused.js';

/** Label to key, for every model that names a variable. RefusedError names all variables that are not set. */
export function keysOf(models: readonly ModelConfig[], config: string): Map<string, string> {
  const keys = new Map<string, string>();
  const unset: string[] = [];
  for (const { label, api_key_env: variable } of models) {
    if (variable === undefined) continue;
    const key = process.env[variable]?.trim();
    if (key === undefined || key === '') unset.push(`models "${label}": ${variable}`);
    else keys.set(label, usable(key, label, variable));
  }
  if (unset.length === 0) return keys;
  throw new RefusedError(
    [
      `${config}: api_key_env names environment variables that are not set, or are empty:`,
      ...unset.map((line) => `  ${line}`),
      'Nothing was started. Set them in this shell (export NAME=…), or remove api_key_env if the server needs no key.',
    ].join('\n'),
  );
}

/** A key goes into an HTTP header, which takes visible ASCII. The key itself is never shown. */
function usable(key: string, label: string, variable: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new RefusedError(
    `models "${label}": the value of ${variable} cannot be an API key: it holds spaces, line breaks or letters beyond ` +
      'ASCII. Nothing was started. Set it to the key alone.',
  );
}
