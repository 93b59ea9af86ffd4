import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configReference } from '../../src/config/reference.js';

it('docs/config.md is what the schema says (npm run docs makes it again)', () => {
  const path = new URL('../../docs/config.md', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(configReference());
});

it('says of each suite and simulator what it is', () => {
  const choosers = configReference()
    .split('\n')
    .filter((line) => /`(?:suites\[\]\.suite|models\[\]\.simulator\.kind)`/.test(line));
  expect(choosers).toHaveLength(2);
  for (const line of choosers) expect(line).not.toMatch(/: {2}|: \|$/);
});
