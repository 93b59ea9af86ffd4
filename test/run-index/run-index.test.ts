/** The index of a run against reading its files whole: however lines are written, and however the files grow. */
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunIndex } from '../../src/run-index/run-index.js';
import { readLines } from '../../src/run-index/scan.js';
import { runPaths } from '../../src/store/run-directory.js';
import { emptyFolder, writeRun } from '../comparison/runs.js';

const SPLITS = { 'w-io-test': '+-+/--. +++', 'wo-io': '-.-' };

async function indexed(directory: string): Promise<RunIndex> {
  const index = new RunIndex(directory);
  await index.refresh();
  return index;
}

/** Everything that an index says, in a form that can be compared. */
function said(index: RunIndex): unknown {
  const { items, counts, responses, scores } = index;
  return Array.from({ length: items.size }, (_, item) => ({
    id: items.idOf(item),
    group: items.groups[Number(items.group.of(item))],
    counts: counts.of(item),
    responses: [...responses.lines.of(item)],
    scores: [...scores.lines.of(item)],
  }));
}

describe('the index of a run', () => {
  it('leads to every line about an item, and counts its samples', async () => {
    const { directory } = writeRun(emptyFolder(), { label: 'run', splits: SPLITS });
    const index = await indexed(directory);
    expect(index.items.size).toBe(4);
    const lines = readFileSync(runPaths(directory).scores, 'utf8').trimEnd().split('\n');
    const records = lines.map((line): { item: string; verdict: string } => JSON.parse(line));
    for (let item = 0; item < index.items.size; item += 1) {
      const id = index.items.idOf(item);
      const own = records.filter((record) => record.item === id);
      // oxlint-disable-next-line no-await-in-loop
      expect(await readLines(index.paths.scores, index.scores.lines.of(item))).toEqual(own);
      expect(index.counts.of(item)).toMatchObject({
        scored: own.length,
        correct: own.filter(({ verdict }) => verdict === 'correct').length,
      });
    }
  });

  it('reads lines that are written in another way than ours to the same end', async () => {
    const verdict = fc.constantFrom('correct', 'incorrect', 'malformed');
    const score = fc.record({ verdict, lenient: verdict, truncated: fc.boolean() });
    // What could be taken for a key, did it not stand in a string.
    const reason = fc.constantFrom(
      '',
      '","verdict":"correct","',
      ',"truncated":true',
      'ü "x" \u2028',
      '\ud800',
    );
    const spelling = fc.constantFrom('ours', 'spaced', 'turned');
    const line = fc.record({ item: fc.nat(2), score, reason, spelling });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (drawn) => {
        const { directory } = writeRun(emptyFolder(), {
          label: 'run',
          splits: { 'wo-io': '. . .' },
        });
        const ids = (await indexed(directory)).items;
        const expected = [0, 1, 2].map(() => ({
          scored: 0,
          correct: 0,
          malformed: 0,
          lenient: 0,
          truncated: 0,
        }));
        const text = drawn.map((each, index) => {
          const { verdict: found, lenient, truncated } = each.score;
          const counts = expected[each.item];
          if (counts !== undefined) {
            counts.scored += 1;
            counts.correct += Number(found === 'correct');
            counts.malformed += Number(found === 'malformed');
            counts.lenient += Number(lenient === 'correct');
            counts.truncated += Number(truncated);
          }
          const record = {
            item: ids.idOf(each.item),
            index,
            verdict: found,
            answer: each.reason,
            reason: each.reason,
            lenient,
            truncated,
            reasoned: false,
            binding_error: null,
          };
          const turned = Object.fromEntries(Object.entries(record).toReversed());
          if (each.spelling === 'ours') return `${JSON.stringify(record)}\n`;
          if (each.spelling === 'turned') return `${JSON.stringify(turned)}\n`;
          return `${JSON.stringify(record, null, 1).replaceAll('\n', '')}\n`;
        });
        writeFileSync(runPaths(directory).scores, text.join(''));
        const { counts } = await indexed(directory);
        for (const [item, numbers] of expected.entries()) {
          expect(counts.of(item)).toMatchObject(numbers);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('follows a journal that grows, torn lines and all, to what a fresh one says', async () => {
    const { directory } = writeRun(emptyFolder(), { label: 'run', splits: SPLITS });
    const { responses } = runPaths(directory);
    const whole = readFileSync(responses);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 5 }), async (cuts) => {
        writeFileSync(responses, '');
        const index = await indexed(directory);
        let from = 0;
        for (const to of [...cuts.toSorted((a, b) => a - b), whole.length]) {
          appendFileSync(responses, whole.subarray(from, to));
          // oxlint-disable-next-line no-await-in-loop
          await index.refresh();
          from = to;
        }
        expect(said(index)).toEqual(said(await indexed(directory)));
      }),
      { numRuns: 30 },
    );
  });

  it('forgets what scores said that were replaced, and numbers amended items anew', async () => {
    const folder = emptyFolder();
    const { directory } = writeRun(folder, { label: 'run', splits: { 'wo-io': '++ ++' } });
    const index = await indexed(directory);
    expect(index.counts.of(0)).toMatchObject({ scored: 2, correct: 2 });
    const other = writeRun(folder, { label: 'other', splits: { 'wo-io': '-- +- ++' } });
    for (const name of ['scores', 'items', 'responses'] as const) {
      renameSync(runPaths(other.directory)[name], runPaths(directory)[name]);
    }
    const version = index.version;
    await index.refresh();
    expect(index.items.size).toBe(3);
    expect(index.counts.of(0)).toMatchObject({ scored: 2, correct: 0, came: 2 });
    expect(index.version).toBeGreaterThan(version);
  });

  it('passes over lines that are no items and lines about none', async () => {
    const { directory } = writeRun(emptyFolder(), { label: 'run', splits: { 'wo-io': '+' } });
    appendFileSync(join(directory, 'items.jsonl'), '{"id":7}\n[]\nnull\nnot JSON\n');
    appendFileSync(join(directory, 'responses.jsonl'), '{"item":"unknown","first":0,"n":1,\n');
    const index = await indexed(directory);
    expect(index.items.size).toBe(1);
    expect(index.responses.lines.lines).toBe(1);
  });
});
