/** What a person may do about each kind of failure, in one or two sentences. */
import type { EndpointErrorKind } from './errors.js';

/** What the advice depends on. */
export interface Circumstances {
  /** Fit to be shown. */
  readonly model: string;
  /** Whether the request carried a key or other credentials. */
  readonly authorized: boolean;
}

/** Ends with a full stop; empty when there is nothing to do. */
export function adviceFor(kind: EndpointErrorKind, about: Circumstances): string {
  if (kind === 'unauthorized' && !about.authorized) {
    return 'No key was sent: name the variable that holds one with api_key_env.';
  }
  return ADVICE[kind].replace('{model}', () => about.model);
}

const ADVICE: Readonly<Record<EndpointErrorKind, string>> = {
  unauthorized:
    'Set the variable named by api_key_env to a key that this server accepts for this model.',
  'not-found':
    'Check that base_url ends with /v1 and that the server lists the model "{model}" (GET /v1/models).',
  unreachable:
    'Check base_url, or start a server: `vllm serve MODEL --port 8000` or `llama-server -m model.gguf --port 8080`.',
  timeout: 'Raise the time-out, or ask for fewer tokens or with less concurrency.',
  loading: 'Run again when the model is loaded, or raise endpoint.loading_s.',
  'rate-limited': 'Lower the concurrency, or run again later.',
  quota: 'The account behind the key has no quota left: add credit or use another key.',
  server: "See the server's log, then run again.",
  rejected: 'Correct what the server names; the same request would be refused again.',
  'content-filter':
    "The server's content filter refused this item; it stays missing, and the others are asked.",
  'context-overflow':
    'Lower max_tokens, or serve the model with a longer context (`vllm serve --max-model-len`, `llama-server -c`).',
  redirect:
    'Redirects are not followed, so that a key cannot reach another host: put the final address into base_url.',
  'bad-response': 'Check that base_url is that of an OpenAI-compatible server.',
  interrupted: '',
};
