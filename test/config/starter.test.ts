import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { READY_SUITES, type Starter, starterConfig } from '../../src/config/starter.js';
import { SERVERS } from '../../src/endpoint/dialect.js';

const STARTER: Starter = {
  file: 'my.yaml',
  schema: 'node_modules/pbb-eval/docs/config.schema.json',
  url: 'http://localhost:8000/v1',
  model: 'org/m-1',
  server: 'vllm',
  apiKeyEnv: 'MY_KEY',
  suites: ['ciphers', 'random-arithmetic'],
  severalChoices: false,
  reasoned: 0.25,
};

describe('a starter config', () => {
  it('says in comments what to change, and where the choices came from', () => {
    expect(
      starterConfig(STARTER),
    ).toBe(`# yaml-language-server: $schema=node_modules/pbb-eval/docs/config.schema.json
# Written by pbb-eval init. docs/config.md lists every key.
#
#   npx pbb-eval plan my.yaml              what would be asked
#   npx pbb-eval run my.yaml --limit 10    a quick look
#   npx pbb-eval run my.yaml               everything; once more to resume

models:
  # Another checkpoint is another label, also behind the same address.
  - label: "org-m-1"
    base_url: "http://localhost:8000/v1"
    model: "org/m-1"
    server: vllm
    # The name of the variable, never the key.
    api_key_env: MY_KEY
    # How it was trained, which figures and comparisons group by.
    # tags: { curriculum: proactive, stage: 2, step: 100 }

sampling:
  samples: 16        # of each item
  temperature: 0.8
  # 25% of the samples reasoned unasked, which takes tokens: switch it off (docs/endpoints.md), or give it room.
  # max_tokens: { direct: 4096, cot: 8192 }

suites:
  # Execute short integer programs that training named and described by their source.
  - suite: random-arithmetic
  # Encipher texts by ciphers that training named and described by their source.
  - suite: ciphers

endpoint:
  concurrency: auto  # requests in flight; a number holds it
  choices_per_request: 1  # the server answers with one sample a request
`);
  });

  it('loads with what its comments hold, too', () => {
    const text = starterConfig(STARTER).replaceAll(/^( *)# (tags|max_tokens): /gm, '$1$2: ');
    const { models, sampling } = parseConfig(text, 'my.yaml');
    expect(models[0]?.tags).toEqual({ curriculum: 'proactive', stage: 2, step: 100 });
    expect(sampling.max_tokens).toEqual({ direct: 4096, cot: 8192 });
  });

  it('loads for any model, make of server and choice of suites, and says the same', () => {
    const starters = fc.record({
      model: fc.oneof(
        fc.string({ minLength: 1 }),
        fc.constantFrom('no', '1', 'a: b # c', 'ü🙂', '\n', '\u0007'),
      ),
      server: fc.constantFrom(undefined, ...SERVERS),
      suites: fc.subarray(
        READY_SUITES.map(({ name }) => name),
        { minLength: 1 },
      ),
      reasoned: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(starters, (chosen) => {
        const config = parseConfig(starterConfig({ ...STARTER, ...chosen }), 'my.yaml');
        expect(config.models).toMatchObject([{ model: chosen.model, base_url: STARTER.url }]);
        expect(config.suites.map(({ suite }) => suite)).toEqual(chosen.suites);
      }),
    );
  });
});
