import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyFolder, ROOT, run } from './cli.js';

const CONFIG = join(ROOT, 'eval-configs', 'jsonl.yaml');
const ITEMS = `suites.0.file=${join(ROOT, 'eval-configs', 'jsonl-items.jsonl')}`;

const runsSchema = z.object({
  runs: z.array(
    z.object({
      summary: z.object({
        groups: z.array(
          z.object({
            split: z.string(),
            answer: z.string(),
            stated_accuracy: z.number(),
            estimate: z.object({
              low: z.number(),
              high: z.number(),
              clusters: z.number(),
              items: z.number(),
              binding_errors: z.null(),
            }),
            facets: z.record(z.string(), z.record(z.string(), z.object({ items: z.number() }))),
          }),
        ),
      }),
    }),
  ),
});

/** A config of one model that is always right, and a file of these lines. */
function ownItems(lines: readonly string[]): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'items.jsonl'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(
    join(folder, 'own.yaml'),
    'models: [{ label: sim, simulator: { kind: oracle } }]\nsuites: [{ suite: jsonl }]\n',
  );
  return folder;
}

const FIRST = '{"id": "a", "prompt": "1 + 1?", "kind": "integer", "target": 2}';
const SECOND = '{"id": "b", "prompt": "1 / 4?", "kind": "number", "target": 0.25}';

describe('the config of own items', () => {
  it('finds each simulated accuracy where it is stated, by clusters and facets of the file', async () => {
    const ended = await run(['run', CONFIG, '--set', ITEMS, '--json'], emptyFolder());
    expect(ended).toMatchObject({ code: 0 });
    const { runs } = runsSchema.parse(JSON.parse(ended.stdout));
    const groups = runs.flatMap(({ summary }) => summary.groups);
    expect(groups.map(({ split, answer }) => `${split} ${answer}`).slice(0, 6)).toEqual([
      'programs direct',
      'programs cot',
      'word-problems direct',
      'word-problems cot',
      'words direct',
      'words cot',
    ]);
    for (const { stated_accuracy: stated, estimate } of groups) {
      expect(stated).toBeGreaterThanOrEqual(estimate.low);
      expect(stated).toBeLessThanOrEqual(estimate.high);
    }
    const problems = groups.find(({ split }) => split === 'word-problems');
    expect(problems?.estimate).toMatchObject({ items: 6, clusters: 3 });
    expect(problems?.facets).toMatchObject({ topic: { geometry: { items: 3 } } });
  });

  it('says in the table over what intervals are, and nothing of binding errors', async () => {
    const ended = await run(['run', CONFIG, '--set', ITEMS], emptyFolder());
    expect(ended.stdout).toContain('95% interval: korn-graubard-shrunken, over clusters\n');
    expect(ended.stdout).not.toContain('binding');
  });
});

describe('a file of items', () => {
  it('with faults starts nothing and shows all of them', async () => {
    const folder = ownItems([FIRST, '{"promt": "2 + 2?", "kind": "integer", "target": 4}', '{']);
    const ended = await run(['run', 'own.yaml'], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toBe(`items.jsonl:2:2: unknown key "promt"; did you mean "prompt"?
  2 | {"promt": "2 + 2?", "kind": "integer", "target": 4}
    |  ^
  known keys here: id, prompt, messages, kind, target, tolerance, example, answer, split, cluster, facets
items.jsonl:3:2: not JSON: expected one item on each line
  3 | {
    |  ^
`);
  });

  it('may grow, may not change, and is not needed to score again', async () => {
    const folder = ownItems([FIRST]);
    expect((await run(['run', 'own.yaml'], folder)).code).toBe(0);
    writeFileSync(join(folder, 'items.jsonl'), `${FIRST}\n${SECOND}\n`);
    const grown = await run(['run', 'own.yaml'], folder);
    expect(grown.stderr).toContain('32 samples to ask');
    writeFileSync(join(folder, 'items.jsonl'), `${FIRST.replace('1 + 1', '0 + 2')}\n`);
    const changed = await run(['run', 'own.yaml'], folder);
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain('holds item jsonl/test/');
    rmSync(join(folder, 'items.jsonl'));
    const scored = await run(['score', 'results'], folder);
    expect(scored.code).toBe(0);
    expect(scored.stderr).toContain('scored again; other items come of these options here');
    const gone = await run(['run', 'own.yaml'], folder);
    expect(gone).toMatchObject({
      code: 2,
      stderr:
        `items.jsonl: no such file\n  paths in a config are from where you stand, so this is ${realpathSync(folder)}/items.jsonl: ` +
        'stand in the folder that they are from, or change them by --set suites.0.file=PATH (of programs suites.0.folder=PATH)\n',
    });
  });

  it('of which nothing is asked is refused', async () => {
    const folder = ownItems([FIRST.replace('"kind"', '"answer": "cot", "kind"')]);
    const ended = await run(['run', 'own.yaml', '--set', 'suites.0.answers=[direct]'], folder);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('jsonl: there are no items with these splits and answers');
  });
});
