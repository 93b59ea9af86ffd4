/** Every recipe of docs/endpoints.md is a config that loads, and every make of server has one. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { SERVERS } from '../../src/endpoint/dialect.js';
import { clientOf } from '../../src/eval/client.js';

const page = readFileSync(new URL('../../docs/endpoints.md', import.meta.url), 'utf8');
const recipes = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => yaml);

function load(yaml: string) {
  const suites = 'suites: [{ suite: random-arithmetic }]\n';
  return parseConfig(`${yaml}${suites}`, 'recipe.yaml');
}

describe('the recipes', () => {
  it.each(recipes.map((yaml) => [yaml.split('\n', 1)[0], yaml]))('%s', async (title, yaml = '') => {
    expect(title).toMatch(/^# /);
    const config = load(yaml);
    for (const model of config.models) {
      const { client } = clientOf(config, model, {}, model.base_url ?? '');
      await client.close();
    }
  });

  it('are there for every make of server', () => {
    const makes = recipes.flatMap((yaml) => load(yaml).models.map(({ server }) => server));
    expect(new Set(makes)).toEqual(new Set(SERVERS));
  });
});
