import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configReference } from '../../src/config/reference.js';

it('docs/config.md is what the schema says (npm run docs makes it again)', () => {
  const path = new URL('../../docs/config.md', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(configReference());
});
