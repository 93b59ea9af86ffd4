import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ScoreRecord, scoreSchema } from '../../src/store/records.js';
import { readScores } from '../../src/store/scores.js';
import { storeErrorOf, temporaryFolder } from './workshop.js';

const SCORE: ScoreRecord = {
  item: 'i',
  index: 3,
  verdict: 'malformed',
  answer: null,
  reason: 'no answer',
  lenient: 'correct',
  truncated: false,
  reasoned: true,
  binding_error: null,
  steps: 4,
  steps_stated: 2,
  first_wrong_step: 3,
  measures: {},
};

/** What is read of a file of these lines. */
async function read(...lines: readonly string[]): Promise<ScoreRecord[]> {
  const path = join(temporaryFolder(), 'scores.jsonl');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  const found: ScoreRecord[] = [];
  await readScores(path, (item, index, score) => found.push({ item, index, ...score }));
  return found;
}

test('lines are read as they were written, and what is left out has its default', async () => {
  const { steps: _steps, steps_stated: _stated, first_wrong_step: _wrong, ...early } = SCORE;
  const lines = [SCORE, { ...SCORE, index: 4 }, { ...SCORE, item: 'j"\\é' }, early];
  expect(await read(...lines.map((line) => JSON.stringify(line)))).toEqual([
    ...lines.slice(0, 3),
    { ...early, steps: null, steps_stated: null, first_wrong_step: null },
  ]);
});

const texts = fc.constantFrom('i', 'a"b', '\\', 'é', ',"index":3,"verdict":', '');
const scores = fc.record({
  item: texts,
  index: fc.integer({ min: 0, max: 4096 }),
  verdict: fc.constantFrom('correct' as const, 'incorrect' as const, 'malformed' as const),
  answer: fc.option(fc.oneof(texts, fc.string({ minLength: 1020, maxLength: 1030 }))),
  reason: texts,
  lenient: fc.constantFrom('correct' as const, 'incorrect' as const),
  truncated: fc.boolean(),
  reasoned: fc.boolean(),
  binding_error: fc.option(fc.boolean()),
  steps: fc.constant(null),
  steps_stated: fc.constant(null),
  first_wrong_step: fc.constant(null),
  measures: fc.dictionary(fc.constantFrom('a', 'b'), fc.double({ min: 0, max: 1, noNaN: true })),
});
/** The same record in other writing: keys in another order, blanks, keys that come twice, a number of another shape. */
const writings: readonly ((score: ScoreRecord) => string)[] = [
  (score) => JSON.stringify(score),
  (score) => JSON.stringify(score, null, ' ').replaceAll('\n', ''),
  ({ item, ...rest }) => JSON.stringify({ ...rest, item }),
  (score) => JSON.stringify(score).replace(/\}$/, ',"item":"twice"}'),
  (score) => JSON.stringify(score).replace(/\}$/, ',"\\u0069ndex":7}'),
  (score) => JSON.stringify(score).replace(/"index":\d+,/, '"index":1e2,'),
  (score) => JSON.stringify({ later: 1, ...score }),
];

test('a file is read as if every line were parsed by itself', async () => {
  const lines = fc.array(fc.tuple(scores, fc.constantFrom(...writings)), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(lines, async (written) => {
      const file = written.map(([score, write]) => write(score));
      expect(await read(...file)).toEqual(file.map((line) => scoreSchema.parse(JSON.parse(line))));
    }),
    { numRuns: 60 },
  );
});

test.each([
  [
    { ...SCORE, verdict: 'right' },
    'verdict: Invalid option: expected one of "correct"|"incorrect"|"malformed"',
  ],
  [{ ...SCORE, index: 1.5 }, 'index: Invalid input: expected int, received number'],
  [{ ...SCORE, item: 5 }, 'item: Invalid input: expected string, received number'],
])('a line that is no score names its place and its fault', async (line, fault) => {
  const error = await storeErrorOf(read(JSON.stringify(SCORE), JSON.stringify(line)));
  expect(error.message).toContain(`scores.jsonl:2: ${fault}`);
});

test.each(['{"item":"i","index":01,"verdict":"correct"}', '{"item":"i","index":,', 'x'])(
  'the line %s is not JSON',
  async (line) => {
    const error = await storeErrorOf(read(JSON.stringify(SCORE), line));
    expect(error.message).toContain('scores.jsonl:2: not JSON: ');
  },
);
