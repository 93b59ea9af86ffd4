import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { takeApart } from '../../../src/endpoint/reasoning.js';
import { judge } from '../../../src/scoring/judge.js';
import { ANSWERS } from '../../../src/scoring/verdict.js';
import { answer } from '../../../src/simulator/answer.js';
import { simulatedModelSchema, statedAccuracy } from '../../../src/simulator/model.js';
import { parseItems } from '../../../src/suites/jsonl/items-file.js';
import { jsonl } from '../../../src/suites/jsonl/jsonl.js';
import { lineSchema } from '../../../src/suites/jsonl/line.js';
import { wrongAnswers } from '../../../src/suites/plausible.js';

const file = fileURLToPath(new URL('../../../eval-configs/jsonl-items.jsonl', import.meta.url));
const suite = jsonl.instantiate({ file });
const items = suite.splits.flatMap((split) =>
  ANSWERS.flatMap((kind) => [...suite.items(split, kind)]),
);

describe('the items of the example', () => {
  it('have the splits of the file in order, and each kind of target', () => {
    expect(suite.splits).toEqual(['programs', 'word-problems', 'words']);
    expect(new Set(items.map(({ target }) => target.kind)).size).toBe(5);
  });

  it('have stable ids, each once', () => {
    expect(items[0]?.id).toBe('jsonl/programs/direct/squares');
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it('are not of a split that the file does not have', () => {
    expect([...suite.items('wo-io', 'direct')]).toEqual([]);
  });

  it('have wrong answers of their kind', () => {
    for (const { target } of items) expect(wrongAnswers(target).length).toBeGreaterThan(1);
  });
});

describe.each(['oracle', 'noisy', 'random', 'malformed'])('a %s model', (kind) => {
  const model = simulatedModelSchema.parse({
    kind,
    ...(kind === 'noisy' ? { skill: 0.4, malformed: 0.3, reasoned: 0.2 } : {}),
  });

  it('is judged as drawn, and as often correct as stated', () => {
    let [correct, stated] = [0, 0];
    for (const item of items) {
      for (let seed = 0; seed < 40; seed += 1) {
        const given = answer(model, suite, item, seed);
        const { text } = takeApart(given.content, given.reasoning);
        const { verdict } = judge(
          { text, finishReason: given.finish_reason },
          item.target,
          item.answer,
        );
        expect([given.content, verdict]).toEqual([given.content, given.verdict]);
        correct += Number(verdict === 'correct');
        stated += statedAccuracy(model, item);
      }
    }
    expect(Math.abs(correct - stated)).toBeLessThanOrEqual(4 * Math.sqrt(stated));
  });
});

describe('the page on own items', () => {
  const page = readFileSync(new URL('../../../docs/jsonl.md', import.meta.url), 'utf8');

  it('shows lines that are read', () => {
    const lines = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';
    expect(parseItems(lines, 'items.jsonl')).toHaveLength(5);
  });

  it('has a row for each key', () => {
    for (const key of Object.keys(lineSchema.shape)) expect(page).toContain(`| \`${key}\` |`);
  });
});
