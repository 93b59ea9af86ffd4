import { expect, test } from 'vitest';
import { BodyWriter, bodyOf } from '../../src/endpoint/request-body.js';

const messages = [{ role: 'user', content: 'two\n"words"' }];
const seeded = {
  sampling: { temperature: 0.8, top_k: -1 },
  tokenLimit: 'max_tokens',
  seeded: true,
} as const;
const unseeded = {
  sampling: { temperature: 0.8 },
  tokenLimit: 'max_completion_tokens',
  seeded: false,
} as const;

test.each(['chat', 'completions'] as const)(
  'a %s body is written as the object that it stands for, also after the terms have changed',
  (api) => {
    const asking = { model: 'm', api, extraBody: { user: 'u' }, logprobs: 2 };
    const writer = new BodyWriter(asking);
    for (const terms of [seeded, seeded, unseeded, seeded]) {
      for (const question of [
        { messages, n: 3, seed: 7, maxTokens: 64 },
        { messages, n: 1, seed: 8 },
      ]) {
        expect(writer.write(question, terms)).toBe(JSON.stringify(bodyOf(question, terms, asking)));
      }
    }
  },
);
