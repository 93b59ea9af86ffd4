/** What an export starts from: every sample of a run, whatever the order of its journals, and refusals of what contradicts itself. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportedItem, itemsOf } from '../../src/interop/exported-items.js';
import { openRun } from '../../src/interop/exported-run.js';
import { runPaths } from '../../src/store/run-directory.js';
import { emptyFolder, writeRun } from '../comparison/runs.js';
import { addLine, lines, makeRun } from './made-run.js';

/** All items of the run, group by group. */
async function exported(directory: string): Promise<ExportedItem[]> {
  const run = await openRun(directory);
  const items: ExportedItem[] = [];
  for (const group of run.groups) {
    for await (const item of itemsOf(run, group)) items.push(item);
  }
  return items;
}

describe('a run that is exported', () => {
  it('has its groups in the order of the summary, with the tokens that the server counted', async () => {
    const { directory } = await makeRun(emptyFolder());
    const { groups } = await openRun(directory);
    expect(groups.map(({ task, items, usage }) => ({ task, items, usage }))).toEqual([
      {
        task: 'random-arithmetic_wo-io_direct',
        items: [0, 1, 2, 3],
        usage: { prompt_tokens: 21, completion_tokens: 84, reasoning_tokens: 5 },
      },
      {
        task: 'random-arithmetic_recall_direct',
        items: [4],
        usage: { prompt_tokens: 0, completion_tokens: 0, reasoning_tokens: null },
      },
    ]);
  });

  it('tells of every sample that was asked for what came of it, the first line first', async () => {
    const { directory } = await makeRun(emptyFolder());
    const told = (await exported(directory)).map(({ place, samples }) => [
      place,
      ...samples.map(({ index, output, score, failures }) =>
        [
          index,
          output === null ? 'missing' : JSON.stringify(output.choice.content),
          score === null ? '-' : `${score.verdict}/${score.lenient}`,
          ...failures.map(({ kind }) => kind),
        ].join(' '),
      ),
    ]);
    expect(told).toEqual([
      [
        0,
        '0 "7" correct/correct',
        '1 "8" incorrect/incorrect',
        '2 "lone \\ud800 and \\udfff here" malformed/malformed',
      ],
      [1, '0 missing - timeout', '1 "It is 7." malformed/correct timeout', '2 missing -'],
      [2, '0 "7" correct/correct', '1 "7" correct/correct', '2 "7" correct/correct'],
      [3, '0 missing -', '1 missing -', '2 missing -'],
      [0, '0 "```python\\ndef f(x):\\n    return 2\\n```" -', '1 missing -', '2 missing -'],
    ]);
  });

  it('is the same in whatever order the lines about different items came', async () => {
    const { directory } = await makeRun(emptyFolder());
    const expected = await exported(directory);
    const { responses, scores } = runPaths(directory);
    const [came, scored] = [responses, scores].map((path) =>
      readFileSync(path, 'utf8').trimEnd().split('\n'),
    );
    // Lines about one item stay in their order.
    const shuffled = (written: readonly string[] = []) =>
      fc
        .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 })
        .map((weights) => written.toSorted((a, b) => weightOf(a, weights) - weightOf(b, weights)));
    await fc.assert(
      fc.asyncProperty(shuffled(came), shuffled(scored), async (first, second) => {
        writeFileSync(responses, `${first.join('\n')}\n`);
        writeFileSync(scores, `${second.join('\n')}\n`);
        expect(await exported(directory)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});

function weightOf(line: string, weights: readonly number[]): number {
  const { item }: { item: string } = JSON.parse(line);
  return weights[Buffer.from(item).reduce((sum, byte) => sum + byte, 0) % 9] ?? 0;
}

function contradiction(directory: string, where: string): string {
  return (
    `${directory}: its items, answers, scores and summary do not go together (${where}); ` +
    'if no run writes there now, pbb-eval score makes scores and summary again'
  );
}

/** What `openRun` says of a run that it refuses. */
async function refusal(directory: string): Promise<string> {
  return await openRun(directory).then(
    () => 'opened',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
}

describe('an export is refused', () => {
  it('where there is no run', async () => {
    const folder = emptyFolder();
    expect(await refusal(folder)).toBe(`${folder}/run.json: no such file or folder (ENOENT)`);
  });

  it('where the run is not summarised', async () => {
    const { directory } = writeRun(emptyFolder(), { label: 'new', splits: { 'wo-io': '+-' } });
    expect(await refusal(directory)).toBe(
      `${directory}: not summarised yet (state complete); run it again, or pbb-eval score it`,
    );
  });

  it('where scores and summary contradict each other, or the scores are gone', async () => {
    const { directory, items } = await makeRun(emptyFolder());
    const { scores } = runPaths(directory);
    const message = contradiction(directory, 'random-arithmetic/wo-io/direct');
    const [line = ''] = readFileSync(scores, 'utf8').split('\n');
    addLine(scores, { ...JSON.parse(line), item: items[3]?.id });
    expect(await refusal(directory)).toBe(message);
    rmSync(scores);
    expect(await refusal(directory)).toBe(message);
  });

  it('where an item is gone of which no sample came', async () => {
    const { directory, items } = await makeRun(emptyFolder());
    writeFileSync(runPaths(directory).items, lines(items.filter((_, place) => place !== 3)));
    expect(await refusal(directory)).toBe(
      contradiction(directory, 'random-arithmetic/wo-io/direct'),
    );
  });

  it('where an answer came that is not scored, though no program is to be run for it', async () => {
    const { directory, items } = await makeRun(emptyFolder());
    const { responses } = runPaths(directory);
    const [line = ''] = readFileSync(responses, 'utf8').split('\n');
    addLine(responses, { ...JSON.parse(line), item: items[3]?.id });
    await expect(exported(directory)).rejects.toThrow(
      contradiction(directory, `item ${items[3]?.id}, sample 0`),
    );
  });

  it('where a scored answer is gone', async () => {
    const { directory, items } = await makeRun(emptyFolder());
    const { responses } = runPaths(directory);
    const kept = readFileSync(responses, 'utf8').split('\n');
    writeFileSync(responses, kept.filter((line) => !line.includes('It is 7.')).join('\n'));
    await expect(exported(directory)).rejects.toThrow(
      contradiction(directory, `item ${items[1]?.id}, sample 1`),
    );
  });

  it('where a line is none of ours, which is named', async () => {
    const { directory, items } = await makeRun(emptyFolder());
    const { responses } = runPaths(directory);
    addLine(responses, { item: items[0]?.id, n: 'two' });
    expect(await refusal(directory)).toContain(`${responses}:7: `);
  });
});
