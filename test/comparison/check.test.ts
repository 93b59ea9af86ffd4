import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, type GateRequest } from '../../src/comparison/check.js';
import { readPair, readScoredRun } from '../../src/comparison/scored-run.js';
import { clusters, emptyFolder, type Made, writeRun } from './runs.js';

const RULES: GateRequest = {
  splits: ['wo-io'],
  tolerance: 0.02,
  margin: 0.05,
  on_inconclusive: 'fail',
};

const ALIKE =
  'every sample of A says the same as that of B: was the other checkpoint loaded when it was asked?';

async function checked(
  a: Omit<Made, 'label'>,
  b: Omit<Made, 'label'>,
  rules: Partial<GateRequest> = {},
) {
  const folder = emptyFolder();
  const baseline = writeRun(folder, { label: 'a', ...a });
  const candidate = writeRun(folder, { label: 'b', ...b });
  return await check(
    await readScoredRun(baseline.directory),
    await readScoredRun(candidate.directory),
    { ...RULES, ...rules },
  );
}

describe('the gate on two runs', () => {
  it('finds a loss, and the instructions that lost most with samples of both', async () => {
    const found = await checked(
      { splits: { 'wo-io': clusters(20, '++++') }, text: 'before' },
      { splits: { 'wo-io': `---- ${clusters(19, '+++-')}` }, text: 'after' },
    );
    expect(found).toMatchObject({ verdict: 'regressed', passed: false });
    expect(found.comparison.changes).toHaveLength(10);
    expect(found.comparison.changes[0]).toEqual({
      suite: 'random-arithmetic',
      split: 'wo-io',
      answer: 'direct',
      instruction: 's1-000',
      a: 1,
      b: 0,
      item: 'random-arithmetic/wo-io/direct/s1-000/0',
      input: '0',
      samples: [
        { index: 0, a: { correct: true, text: 'before' }, b: { correct: false, text: 'after' } },
        { index: 1, a: { correct: true, text: 'before' }, b: { correct: false, text: 'after' } },
      ],
    });
    // The sample whose verdict differs comes first.
    expect(found.comparison.changes[1]?.samples[0]?.index).toBe(3);
  });

  it('leaves the exit to what was declared when it is inconclusive', async () => {
    const few = { splits: { 'wo-io': clusters(6, '++--') } };
    expect(await checked(few, few)).toMatchObject({ verdict: 'inconclusive', passed: false });
    expect(await checked(few, few, { on_inconclusive: 'pass' })).toMatchObject({
      verdict: 'inconclusive',
      passed: true,
    });
  });

  it('looks at the declared splits alone', async () => {
    const found = await checked(
      { splits: { 'wo-io': clusters(80, '++'), 'w-io-test': clusters(80, '++') } },
      { splits: { 'wo-io': clusters(80, '++'), 'w-io-test': clusters(80, '--') } },
    );
    expect(found).toMatchObject({ verdict: 'held', passed: true });
    expect(found.comparison.groups.map(({ split }) => split)).toEqual(['wo-io']);
  });

  it('pools the declared splits, instructions of the same name together', async () => {
    const lost = '+++- '.repeat(6).trim();
    const found = await checked(
      { splits: { 'wo-io': clusters(6, '++++'), 'w-io-test': clusters(6, '++++') } },
      { splits: { 'wo-io': lost, 'w-io-test': lost } },
      { splits: ['wo-io', 'w-io-test'] },
    );
    expect(found.comparison.pooled).toMatchObject({ value: -0.25, clusters: 6 });
    expect(found.comparison.pooled?.test.p_loss).toBe(1 / 64);
  });

  it('names the suite, split and answer of every verdict', async () => {
    const whole = clusters(10, '++');
    const { splits } = await checked(
      { splits: { 'wo-io': whole } },
      { splits: { 'wo-io': whole } },
    );
    expect(splits).toMatchObject([
      { suite: 'random-arithmetic', split: 'wo-io', answer: 'direct', verdict: 'inconclusive' },
    ]);
  });

  it('gives no verdict above 5% missing', async () => {
    const whole = clusters(10, '++');
    const refusal = checked(
      { splits: { 'wo-io': whole } },
      { splits: { 'wo-io': `.+ .+ ${clusters(8, '++')}` } },
    );
    await expect(refusal).rejects.toThrow(
      /b: 10\.0% of the samples of random-arithmetic\/wo-io\/direct are missing, above the 5% at which no verdict is given; run it again to ask for the rest$/,
    );
    // Asking for the rest brings a verdict: the command line ends with 3, not 2.
    await expect(refusal).rejects.toMatchObject({ kind: 'incomplete' });
  });

  it('warns of missing samples below that', async () => {
    const found = await checked(
      { splits: { 'wo-io': clusters(100, '+') } },
      { splits: { 'wo-io': `. . ${clusters(98, '+')}` } },
    );
    expect(found.comparison.warnings).toEqual([
      expect.stringMatching(
        /b: 2\.0% of the samples of random-arithmetic\/wo-io\/direct are missing: over all samples asked for, accuracy would be 98\.0% if all of them were wrong, 100\.0% if all were right$/,
      ),
    ]);
  });

  it('reads scores that break off as far as whole lines go, and says so', async () => {
    const folder = emptyFolder();
    const splits = { 'wo-io': clusters(80, '++') };
    writeRun(folder, { label: 'a', splits });
    writeRun(folder, { label: 'b', splits });
    const path = join(folder, 'b', 'scores.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -10));
    const { verdict, comparison } = await check(
      await readScoredRun(join(folder, 'a')),
      await readScoredRun(join(folder, 'b')),
      RULES,
    );
    expect(verdict).toBe('held');
    expect(comparison.groups[0]?.missing).toEqual({ a: 0, b: 1 / 160 });
    expect(comparison.warnings).toEqual([
      `${path} breaks off in the middle of a line: read as far as whole lines go; pbb-eval score makes it again`,
    ]);
  });

  it('refuses runs of other items or other sampling, and names every difference', async () => {
    const splits = { 'wo-io': clusters(5, '+') };
    await expect(
      checked(
        { splits, sampling: { temperature: 0.8, top_p: 1 } },
        { splits, sampling: { temperature: 0, top_p: 1 }, seed: 2 },
      ),
    ).rejects.toThrow(
      /^these runs cannot be compared: .*a \(there\) and .*b \(here\)\n {2}sampling\.temperature: 0\.8 there, 0 here\n {2}random-arithmetic\/wo-io\/direct: other items \(fingerprint [0-9a-f]{8} there, [0-9a-f]{8} here\)\nCompare runs of the same items, sampled in the same way\.$/,
    );
  });

  it.each<[string, Partial<Made>, Partial<Made>]>([
    ['simulated: false there, true here', {}, { simulated: true }],
    [
      'extra_body.enable_thinking: false there, null here',
      { settings: { extra_body: { enable_thinking: false } } },
      {},
    ],
    ['system_prompt: null there, "Think." here', {}, { settings: { system_prompt: 'Think.' } }],
    [
      'sent.top_k: true there, false here',
      {
        sampling: { temperature: 0.8, top_k: -1 },
        sent: { temperature: 0.8, top_k: 0, max_tokens: 9 },
      },
      { sampling: { temperature: 0.8, top_k: -1 }, sent: { temperature: 0.8, max_tokens: 9 } },
    ],
  ])('refuses runs whose requests or models were of other kinds: %s', async (line, a, b) => {
    const splits = { 'wo-io': clusters(5, '+') };
    await expect(checked({ splits, ...a }, { splits, ...b })).rejects.toThrow(
      `(here)\n  ${line}\n`,
    );
  });

  it('compares what servers call by other names', async () => {
    const splits = { 'wo-io': clusters(5, '+') };
    const sampling = { temperature: 0.8, repetition_penalty: 1 };
    const found = await checked(
      { splits, sampling, sent: { temperature: 0.8, repeat_penalty: 1, max_tokens: {} } },
      {
        splits,
        sampling,
        sent: { temperature: 0.8, repetition_penalty: 1, seed: null, max_completion_tokens: {} },
      },
    );
    expect(found.comparison.warnings).toEqual([ALIKE]);
  });

  it('warns where both runs say the very same, as when a server kept the old weights', async () => {
    const splits = { 'wo-io': clusters(6, '+-') };
    const same = await checked({ splits, text: 'x' }, { splits, text: 'x' });
    expect(same.comparison.warnings).toEqual([ALIKE]);
    const other = await checked({ splits, text: 'x' }, { splits, text: 'y' });
    expect(other.comparison.warnings).toEqual([]);
    const none = await checked({ splits: { 'wo-io': '.' } }, { splits: { 'wo-io': '.' } }).catch(
      String,
    );
    expect(none).toContain('100.0% of the samples');
  });

  it('refuses a run against itself, by whatever path', async () => {
    const folder = emptyFolder();
    const run = writeRun(folder, { label: 'a', splits: { 'wo-io': '+' } });
    const link = { directory: join(folder, 'link') };
    symlinkSync(run.directory, link.directory);
    await expect(readPair(run, link)).rejects.toThrow(
      `${folder}/a and ${folder}/link are the same run; a comparison takes two`,
    );
  });

  it('refuses a split that one run or both did not ask', async () => {
    const one = { splits: { 'wo-io': clusters(5, '+') } };
    const both = { splits: { 'wo-io': clusters(5, '+'), 'w-io-test': clusters(5, '+') } };
    await expect(checked(one, both, { splits: ['w-io-test'] })).rejects.toThrow(
      'random-arithmetic/w-io-test/direct: was not asked there',
    );
    await expect(checked(one, both, { splits: ['in-context'] })).rejects.toThrow(
      'the split in-context was asked in neither run; there are: wo-io, w-io-test',
    );
  });
});
