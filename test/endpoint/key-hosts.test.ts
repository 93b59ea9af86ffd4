import { expect, test } from 'vitest';
import { keyRefusal } from '../../src/endpoint/key-hosts.js';

test.each([
  ['OPENAI_API_KEY', 'https://api.openai.com/v1'],
  ['OPENAI_API_KEY', 'https://eu.api.openai.com/v1'],
  ['AZURE_OPENAI_API_KEY', 'https://lab.openai.azure.com/openai/v1'],
  ['HF_TOKEN', 'https://router.huggingface.co/v1'],
  ['OPENAI_API_KEY', 'http://localhost:8000/v1'],
  ['AWS_SECRET_ACCESS_KEY', 'http://[::1]:8000/v1'],
  ['MY_LAB_KEY', 'http://anywhere.test/v1'],
  ['VLLM_API_KEY', 'https://gpu-17.lab.test/v1'],
  ['CLOUDFLARE_API_TOKEN', 'https://api.cloudflare.com/client/v4/accounts/1/ai/v1'],
  ['TOGETHERAI_API_KEY', 'https://api.together.xyz/v1'],
])('%s may go to %s', (variable, url) => {
  expect(keyRefusal(variable, url, [])).toBeNull();
});

test.each([
  ['OPENAI_API_KEY', 'https://evil.test/v1'],
  ['OPENAI_API_KEY', 'https://api.openai.com.evil.test/v1'],
  ['OPENAI_API_KEY', 'https://evilapi.openai.com/v1'],
  ['openai_api_key', 'https://evil.test/v1'],
  ['OPENAI_KEY_2', 'https://evil.test/v1'],
  ['HF_TOKEN', 'https://api.openai.com/v1'],
  ['HF_TOKEN', 'https://x.endpoints.huggingface.cloud/v1'],
  ['AWS_SECRET_ACCESS_KEY', 'https://ec2-1-2-3-4.compute.amazonaws.com/v1'],
  ['GH_TOKEN', 'https://evil.test/v1'],
  ['AZURE_CLIENT_SECRET', 'https://lab.openai.azure.com/openai/v1'],
  // Its owner can have it pass requests, and their keys, on to any host.
  ['CLOUDFLARE_API_TOKEN', 'https://gateway.ai.cloudflare.com/v1/stranger/gateway/custom-evil'],
])('%s may not go to %s', (variable, url) => {
  expect(keyRefusal(variable, url, [])).toContain(variable);
  expect(keyRefusal(variable, url, [new URL(url).hostname])).toBeNull();
});

test.each([
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'CI_JOB_TOKEN',
  'GITLAB_TOKEN',
  'REPLICATE_API_TOKEN',
  'CLOUDFLARE_API_TOKEN',
  'TOGETHERAI_API_KEY',
  'PERPLEXITYAI_API_KEY',
  'FIREWORKSAI_API_KEY',
  'FIREWORKS_AI_API_KEY',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'DATABRICKS_TOKEN',
  'VAULT_TOKEN',
  'KAGGLE_KEY',
  'DATABASE_URL',
  'PGPASSWORD',
  'MOONSHOT_API_KEY',
  'SAMBANOVA_API_KEY',
  'NEBIUS_API_KEY',
  'VOYAGE_API_KEY',
  'RUNPOD_API_KEY',
  'MODAL_TOKEN_SECRET',
  'CARGO_REGISTRY_TOKEN',
  'STRIPE_SECRET_KEY',
])('%s is known, and goes to no stranger', (variable) => {
  expect(keyRefusal(variable, 'https://evil.test/v1', [])).toContain(`${variable} is a key for`);
});

test('a refusal says whose key it is and where it would go', () => {
  expect(keyRefusal('OPENAI_API_KEY', 'https://evil.test/v1', [])).toBe(
    'OPENAI_API_KEY is a key for api.openai.com, *.api.openai.com, and the config would send it to evil.test',
  );
  expect(keyRefusal('AWS_SESSION_TOKEN', 'https://evil.test/v1', [])).toBe(
    'AWS_SESSION_TOKEN is a key for no inference server, and the config would send it to evil.test',
  );
  expect(keyRefusal('OPENAI_API_KEY', 'http://api.openai.com/v1', [])).toBe(
    'OPENAI_API_KEY would go to api.openai.com unencrypted, over http',
  );
});

test.each([
  ['gw.test', true],
  ['GW.TEST', true],
  ['gw.test:8443', true],
  ['https://gw.test:8443/v1', true],
  ['https://GW.test/', true],
  ['gw.test:443', false],
  ['gw.test:9', false],
  ['w.test', false],
  ['test', false],
])('allowing %s lets a key go to https://gw.test:8443: %s', (host, expected) => {
  expect(keyRefusal('OPENAI_API_KEY', 'https://gw.test:8443/v1', [host]) === null).toBe(expected);
});

test('what is allowed and names no host is told', () => {
  expect(keyRefusal('OPENAI_API_KEY', 'https://evil.test/v1', ['gw test', 'gw.test'])).toBe(
    'OPENAI_API_KEY is a key for api.openai.com, *.api.openai.com, and the config would send it to evil.test ' +
      '(--allow-key-host takes a host such as gw.lab.test; found "gw test")',
  );
});
