/** What a server says in `GET /v1/models`. */
import type { Server } from './dialect.js';
import { elementsOf, fieldsOf, parsedJson, stringOf } from './untrusted.js';

export interface ServedModel {
  readonly id: string;
  /** Which makes of server give away by their name. */
  readonly ownedBy: string | null;
}

/** The models of a body; null when it is no list of them. */
export function readModels(body: string): readonly ServedModel[] | null {
  const { data } = fieldsOf(parsedJson(body));
  if (!Array.isArray(data)) return null;
  return elementsOf(data).flatMap((entry) => {
    const { id, owned_by } = fieldsOf(entry);
    return typeof id === 'string' ? [{ id, ownedBy: stringOf(owned_by) }] : [];
  });
}

/** `owned_by` as each make of server writes it. */
const OWNERS: Readonly<Record<string, Server>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  llamacpp: 'llama.cpp',
  // llama-cpp-python, which reads what llama.cpp's own server reads.
  me: 'llama.cpp',
  library: 'ollama',
  organization_owner: 'lm-studio',
};

/** The make of a server, by what it says of its models and by its host; undefined when they do not tell. */
export function makeOf(url: string, models: readonly ServedModel[]): Server | undefined {
  const { hostname } = new URL(url);
  if (hostname === 'openrouter.ai') return 'openrouter';
  if (hostname.endsWith('.openai.azure.com')) return 'azure';
  if (hostname === 'api.openai.com') return 'openai';
  const owner = models[0]?.ownedBy ?? '';
  return Object.hasOwn(OWNERS, owner) ? OWNERS[owner] : undefined;
}
