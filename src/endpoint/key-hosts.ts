/**
 * Which hosts a well-known key may be sent to. A config can come from anybody and names both a variable and an address;
 * without this table, running it could hand a provider's key to a stranger. Variables that are not listed are the
 * user's own and go where the config says.
 *
 * A host is listed only if the provider alone answers there: not `*.amazonaws.com` or `*.endpoints.huggingface.cloud`,
 * where anybody's program can listen, nor `gateway.ai.cloudflare.com`, which passes keys on to where its owner says.
 */
import { isLoopback } from './transport.js';

interface Provider {
  readonly variables: RegExp;
  /** A host, or `*.` and what its subdomains end in. None: no inference server takes this key. */
  readonly hosts: readonly string[];
}

const PROVIDERS: readonly Provider[] = [
  {
    variables: /^AZURE_(OPENAI|AI|INFERENCE|COGNITIVE|API)_/,
    hosts: ['*.openai.azure.com', '*.services.ai.azure.com', '*.cognitiveservices.azure.com'],
  },
  { variables: /^OPENAI_/, hosts: ['api.openai.com', '*.api.openai.com'] },
  { variables: /^OPENROUTER_/, hosts: ['openrouter.ai'] },
  { variables: /^ANTHROPIC_/, hosts: ['api.anthropic.com'] },
  {
    variables: /^(HF_|HUGGING_?FACE)/,
    hosts: ['huggingface.co', 'router.huggingface.co', 'api-inference.huggingface.co'],
  },
  {
    variables: /^(GEMINI_|GOOGLE_|GCP_|GCLOUD_)/,
    hosts: ['generativelanguage.googleapis.com', 'aiplatform.googleapis.com'],
  },
  { variables: /^MISTRAL_/, hosts: ['api.mistral.ai', 'codestral.mistral.ai'] },
  { variables: /^GROQ_/, hosts: ['api.groq.com'] },
  { variables: /^TOGETHER(AI)?_/, hosts: ['api.together.xyz', 'api.together.ai'] },
  { variables: /^FIREWORKS(_?AI)?_/, hosts: ['api.fireworks.ai'] },
  { variables: /^DEEPSEEK_/, hosts: ['api.deepseek.com'] },
  { variables: /^XAI_/, hosts: ['api.x.ai'] },
  { variables: /^CEREBRAS_/, hosts: ['api.cerebras.ai'] },
  { variables: /^(NVIDIA_|NGC_)/, hosts: ['integrate.api.nvidia.com'] },
  { variables: /^(COHERE_|CO_API_KEY$)/, hosts: ['api.cohere.ai', 'api.cohere.com'] },
  { variables: /^PERPLEXITY(AI)?_/, hosts: ['api.perplexity.ai'] },
  { variables: /^DEEPINFRA_/, hosts: ['api.deepinfra.com'] },
  { variables: /^REPLICATE_/, hosts: ['api.replicate.com'] },
  { variables: /^(CLOUDFLARE|CF)_/, hosts: ['api.cloudflare.com'] },
  {
    variables: /^DATABRICKS_/,
    hosts: ['*.cloud.databricks.com', '*.gcp.databricks.com', '*.azuredatabricks.net'],
  },
  { variables: /^MOONSHOT_/, hosts: ['api.moonshot.ai', 'api.moonshot.cn'] },
  { variables: /^SAMBANOVA_/, hosts: ['api.sambanova.ai'] },
  {
    variables: /^NEBIUS_/,
    hosts: ['api.studio.nebius.com', 'api.studio.nebius.ai', 'api.tokenfactory.nebius.com'],
  },
  { variables: /^VOYAGE_/, hosts: ['api.voyageai.com'] },
  { variables: /^RUNPOD_/, hosts: ['api.runpod.ai'] },
  {
    variables: /^DASHSCOPE_/,
    hosts: ['dashscope.aliyuncs.com', 'dashscope-intl.aliyuncs.com'],
  },
  { variables: /^(GITHUB_|GH_)/, hosts: ['models.github.ai', 'models.inference.ai.azure.com'] },
  // Clouds, registries, build servers, data bases and the like. What is left of `AZURE_` logs in to a tenant.
  {
    variables:
      /^(AWS_|AZURE_|ALIBABA_|ALICLOUD_|MODAL_|NPM_|NODE_AUTH_TOKEN$|CARGO_|PYPI_|TWINE_|DOCKER_|WANDB_|KAGGLE_)/,
    hosts: [],
  },
  {
    variables:
      /^(ACTIONS_(ID_TOKEN|RUNTIME)_|CI_(JOB|REGISTRY|DEPLOY)_|GITLAB_|BITBUCKET_|SLACK_|SSH_|STRIPE_|TWILIO_|VAULT_)/,
    hosts: [],
  },
  { variables: /^((DATABASE|POSTGRES|MYSQL|MONGO(DB)?|REDIS)_|PGPASS)/, hosts: [] },
];

/**
 * Why the value of `variable` must not be sent to `baseUrl`, in words, or null when it may: the variable is not
 * well-known, the address is this machine, or it is the provider's own over https, or `allowed` names its host (as
 * `gw.test`, as `gw.test:8443` for one port alone, or as a URL).
 */
export function keyRefusal(
  variable: string,
  baseUrl: string,
  allowed: readonly string[],
): string | null {
  // The first that knows the variable decides.
  const provider = PROVIDERS.find(({ variables }) => variables.test(variable.toUpperCase()));
  const url = new URL(baseUrl);
  if (provider === undefined || isLoopback(baseUrl)) return null;
  if (allowed.some((host) => names(host, url))) return null;
  const { hosts } = provider;
  if (!hosts.some((host) => covers(host, url.hostname))) {
    const own = hosts.length === 0 ? 'no inference server' : hosts.join(', ');
    return `${variable} is a key for ${own}, and the config would send it to ${url.hostname}${noHostWords(allowed)}`;
  }
  if (url.protocol === 'https:') return null;
  return `${variable} would go to ${url.hostname} unencrypted, over http${noHostWords(allowed)}`;
}

function covers(host: string, hostname: string): boolean {
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;
}

/** Whether a host as a person writes it is that of `url`. */
function names(host: string, url: URL): boolean {
  const named = urlNaming(host, url.protocol);
  if (named?.hostname !== url.hostname) return false;
  // A URL drops the port that its scheme has anyway.
  const anyPort = named.port === '' && !/:\d+\/*$/.test(host);
  return anyPort || named.port === url.port;
}

/** `gw.test` and `gw.test:8443` as a URL of this protocol; null for what names no host. */
function urlNaming(host: string, protocol: string): URL | null {
  const text = host.includes('://') ? host : `${protocol}//${host}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url === null || url.hostname === '' ? null : url;
}

/** What of the hosts that are allowed can be none, so that a slip is not passed over without a word. */
function noHostWords(allowed: readonly string[]): string {
  const slips = allowed.filter((host) => urlNaming(host, 'https:') === null);
  if (slips.length === 0) return '';
  return ` (--allow-key-host takes a host such as gw.lab.test; found ${slips.map((host) => JSON.stringify(host)).join(', ')})`;
}
