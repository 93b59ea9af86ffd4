/**
 * Which hosts a well-known key may be sent to. A config can come from anybody and names both a variable and an address;
 * without this table, running it could hand a provider's key to a stranger. Variables that are not listed are the
 * user's own and go where the config says.
 *
 * A host is listed only if the provider alone answers there: not `*.amazonaws.com` or `*.endpoints.huggingface.cloud`,
 * where anybody's program can listen.
 */
import { isLoopback } from './transport.js';

interface Provider {
  readonly variables: RegExp;
  /** A host, or `*.` and what its subdomains end in. None: no inference server takes this key. */
  readonly hosts: readonly string[];
}

const PROVIDERS: readonly Provider[] = [
  {
    variables: /^AZURE_/,
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
  { variables: /^TOGETHER_/, hosts: ['api.together.xyz', 'api.together.ai'] },
  { variables: /^FIREWORKS_/, hosts: ['api.fireworks.ai'] },
  { variables: /^DEEPSEEK_/, hosts: ['api.deepseek.com'] },
  { variables: /^XAI_/, hosts: ['api.x.ai'] },
  { variables: /^CEREBRAS_/, hosts: ['api.cerebras.ai'] },
  { variables: /^(NVIDIA_|NGC_)/, hosts: ['integrate.api.nvidia.com'] },
  { variables: /^(COHERE_|CO_API_KEY$)/, hosts: ['api.cohere.ai', 'api.cohere.com'] },
  { variables: /^PERPLEXITY_/, hosts: ['api.perplexity.ai'] },
  { variables: /^DEEPINFRA_/, hosts: ['api.deepinfra.com'] },
  {
    variables: /^DASHSCOPE_/,
    hosts: ['dashscope.aliyuncs.com', 'dashscope-intl.aliyuncs.com'],
  },
  { variables: /^(GITHUB_|GH_)/, hosts: ['models.github.ai', 'models.inference.ai.azure.com'] },
  { variables: /^(AWS_|NPM_|NODE_AUTH_TOKEN$|WANDB_|DOCKER_|SLACK_|SSH_|PYPI_|TWINE_)/, hosts: [] },
];

/**
 * Why the value of `variable` must not be sent to `baseUrl`, in words, or null when it may: the variable is not
 * well-known, the address is this machine, or it is the provider's own over https, or `allowed` names its host.
 */
export function keyRefusal(
  variable: string,
  baseUrl: string,
  allowed: readonly string[],
): string | null {
  const provider = PROVIDERS.find(({ variables }) => variables.test(variable.toUpperCase()));
  const { hostname, protocol } = new URL(baseUrl);
  if (provider === undefined || isLoopback(baseUrl) || allowed.includes(hostname)) return null;
  const { hosts } = provider;
  if (!hosts.some((host) => covers(host, hostname))) {
    const own = hosts.length === 0 ? 'no inference server' : hosts.join(', ');
    return `${variable} is a key for ${own}, and the config would send it to ${hostname}`;
  }
  if (protocol === 'https:') return null;
  return `${variable} would go to ${hostname} unencrypted, over http`;
}

function covers(host: string, hostname: string): boolean {
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;
}
