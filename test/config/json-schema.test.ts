/** The JSON Schema for editors, held against the loader by a validator of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema, configSchemaFile } from '../../src/config/json-schema.js';
import { parseConfig } from '../../src/config/load.js';

const ROOT = new URL('../../', import.meta.url);
const valid = new Ajv2020({ strictSchema: true, allowUnionTypes: true }).compile(
  configJsonSchema(),
);

function loads(source: string): boolean {
  try {
    parseConfig(source, 'x.yaml');
    return true;
  } catch {
    return false;
  }
}

const GOOD =
  'models:\n  - { label: a, base_url: "http://a.test/v1" }\nsuites:\n  - suite: ciphers\n';

describe('docs/config.schema.json', () => {
  it('is what the schema says (npm run docs makes it again)', () => {
    const stored = readFileSync(new URL('docs/config.schema.json', ROOT), 'utf8');
    expect(stored).toBe(configSchemaFile());
  });

  it('takes every config of eval-configs', () => {
    const files = readdirSync(fileURLToPath(new URL('eval-configs', ROOT)), {
      recursive: true,
      encoding: 'utf8',
    }).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(12);
    for (const file of files) {
      const text = readFileSync(new URL(`eval-configs/${file}`, ROOT), 'utf8');
      expect(valid(parse(text)), `${file}: ${JSON.stringify(valid.errors)}`).toBe(true);
    }
  });

  it.each([
    ['an unknown key', `${GOOD}sample: 3\n`],
    ['an unknown key of a suite', GOOD.replace('ciphers', 'ciphers\n    txts: 3')],
    ['a key of another suite', GOOD.replace('ciphers', 'ciphers\n    depth: 3')],
    ['an unknown suite', GOOD.replace('ciphers', 'cyphers')],
    ['an unknown split', GOOD.replace('ciphers', 'ciphers\n    splits: [test]')],
    ['a split without a list', GOOD.replace('ciphers', 'ciphers\n    splits: wo-io')],
    ['no models', 'suites:\n  - suite: ciphers\n'],
    ['no suites', 'models:\n  - { label: a, base_url: "http://a.test/v1" }\n'],
    ['a model without an address', GOOD.replace(', base_url: "http://a.test/v1"', '')],
    ['a model with two', GOOD.replace('label: a', 'label: a, simulator: { kind: oracle }')],
    ['a label with a slash', GOOD.replace('label: a', 'label: a/b')],
    ['a key in place of its variable', GOOD.replace('label: a', 'label: a, api_key_env: sk-1-2')],
    ['text for a number', `${GOOD}sampling: { samples: many }\n`],
    ['a fraction for a whole number', `${GOOD}sampling: { samples: 1.5 }\n`],
    ['a number out of range', `${GOOD}sampling: { temperature: 3 }\n`],
    ['an unknown make of server', GOOD.replace('label: a', 'label: a, server: vlm')],
    ['a simulator of no kind', GOOD.replace(/base_url: "[^"]*"/, 'simulator: { kind: wise }')],
    ['a gate that leaves the inconclusive open', `${GOOD}gate: { baseline: previous }\n`],
    ['a curriculum of no kind', `${GOOD}curriculum: { kind: both }\n`],
  ])('refuses %s, as the loader does', (_, source) => {
    expect(source).not.toBe(GOOD);
    expect(loads(GOOD)).toBe(true);
    expect(valid(parse(GOOD))).toBe(true);
    expect(loads(source)).toBe(false);
    expect(valid(parse(source))).toBe(false);
  });
});
