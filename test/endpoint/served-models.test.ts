import { expect, test } from 'vitest';
import { makeOf, readModels } from '../../src/endpoint/served-models.js';

test.each([
  ['vllm', 'vllm'],
  ['llamacpp', 'llama.cpp'],
  // llama-cpp-python
  ['me', 'llama.cpp'],
  ['constructor', undefined],
])('models owned by %s are served by %s', (owner, make) => {
  const body = JSON.stringify({ object: 'list', data: [{ id: 'm', owned_by: owner }] });
  expect(makeOf('http://localhost:8000/v1', readModels(body) ?? [])).toBe(make);
});
