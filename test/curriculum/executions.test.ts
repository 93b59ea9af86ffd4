/** What training shows of executions is what evaluation asks and takes as right, for every suite. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ExecutionDocument } from '../../src/curriculum/document.js';
import { Executions } from '../../src/curriculum/executions.js';
import { stagesOf } from '../../src/curriculum/stage.js';
import { judge } from '../../src/scoring/judge.js';
import { lessonsOf } from './lessons.js';

const PROGRAMS = fileURLToPath(new URL('../../eval-configs/programs', import.meta.url));

const SUITES = [
  { suite: 'random-arithmetic', train: 12, evaluation: 4, executions: 6, items_per_function: 6 },
  {
    suite: 'random-arithmetic-compositions',
    train: 6,
    evaluation: 4,
    executions: 6,
    items_per_composition: 6,
  },
  { suite: 'grammars', train: 4, evaluation: 3, executions: 12 },
  { suite: 'ciphers', texts: 26, executions: 12, demonstrations: 'uniform' },
  { suite: 'algorithms', executions: 4, items_per_algorithm: 4 },
  { suite: 'programs', folder: PROGRAMS },
];

async function executionsIn(
  curriculum: object,
  suites: readonly object[],
): Promise<ExecutionDocument[]> {
  const { curriculum: block, instances } = await lessonsOf(
    { ...curriculum },
    suites.map((suite) => ({ ...suite })),
  );
  return stagesOf(block, instances, { seed: 1, reasonings: new Map() }).flatMap(({ sources }) =>
    sources
      .filter((source) => source instanceof Executions)
      .flatMap((source) => Array.from({ length: source.count }, (_, at) => source.documentAt(at))),
  );
}

describe.each(SUITES)('executions of $suite', async (suite) => {
  const documents = await executionsIn({ kind: 'retroactive', stages: 'second' }, [suite]);

  it('answer rightly, in the requested format', () => {
    expect(documents.length).toBeGreaterThan(20);
    for (const { item, completion } of documents) {
      if (completion === null) continue;
      const { verdict } = judge(
        { text: completion, finishReason: 'stop' },
        item.target,
        item.answer,
      );
      expect([item.id, completion, verdict]).toEqual([item.id, completion, 'correct']);
    }
  });

  it('reject what is wrong, in the requested format', () => {
    for (const { item, completion, rejected } of documents) {
      if (completion === null) continue;
      expect(rejected).not.toBeNull();
      const output = { text: rejected ?? '', finishReason: 'stop' };
      const { verdict } = judge(output, item.target, item.answer);
      expect([item.id, rejected, verdict]).toEqual([item.id, rejected, 'incorrect']);
    }
  });

  it('are asked in the very words of w-io-train', async () => {
    const { config, instances } = await lessonsOf({}, [suite]);
    const instance = instances.get(suite.suite);
    const asked = new Map(documents.map(({ item }) => [item.id, JSON.stringify(item)]));
    for (const { answers } of config.suites) {
      for (const answer of answers) {
        const items = [...(instance?.items('w-io-train', answer) ?? [])];
        expect(items.length).toBeGreaterThan(0);
        for (const item of items) expect(asked.get(item.id)).toBe(JSON.stringify(item));
      }
    }
  });
});

describe('executions with steps', () => {
  it('are there for arithmetic; algorithms lack a few, ciphers all', async () => {
    const without = async (suite: string) => {
      const cot = await executionsIn(
        { kind: 'retroactive', stages: 'second', answers: ['cot'] },
        SUITES.filter((each) => each.suite === suite),
      );
      return cot.filter(({ completion }) => completion === null).length / cot.length;
    };
    expect(await without('random-arithmetic')).toBe(0);
    expect(await without('random-arithmetic-compositions')).toBe(0);
    expect(await without('algorithms')).toBeLessThan(0.5);
    expect(await without('ciphers')).toBe(1);
  });
});
