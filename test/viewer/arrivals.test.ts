/** A run that is not scored yet: judged as it comes, until scores take the place of that. */
import { appendFileSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RunIndex } from '../../src/run-index/run-index.js';
import { estimate } from '../../src/stats/index.js';
import { runPaths } from '../../src/store/run-directory.js';
import { Arrivals } from '../../src/viewer/arrivals.js';
import { groupsSoFar } from '../../src/viewer/so-far.js';
import { emptyFolder, writeRun } from '../comparison/runs.js';

describe('a run that goes on', () => {
  it('is judged as it comes, each sample once, and by its scores when these are there', async () => {
    const { directory } = writeRun(emptyFolder(), {
      label: 'run',
      splits: { 'wo-io': '++/++ --' },
    });
    const { responses, scores } = runPaths(directory);
    const [first = '', second = '', third = ''] = readFileSync(responses, 'utf8').split(/(?<=\n)/);
    renameSync(scores, `${scores}.kept`);
    writeFileSync(responses, first);
    const index = new RunIndex(directory);
    const arrivals = new Arrivals(index, 2);
    const follow = async (): Promise<number[]> => {
      await index.refresh();
      await arrivals.judge();
      return [0, 1, 2].map((item) => index.counts.correct(item));
    };
    expect(await follow()).toEqual([2, 0, 0]);
    expect(await follow()).toEqual([2, 0, 0]);
    // A sample that came twice is no further sample.
    appendFileSync(responses, second.slice(0, -1));
    appendFileSync(responses, '\n');
    appendFileSync(responses, second);
    expect(await follow()).toEqual([2, 2, 0]);
    const tally = { correct: 2, valid: 2 };
    expect(groupsSoFar(index, { samples: 2, fingerprints: {} })).toMatchObject([
      {
        split: 'wo-io',
        estimate: { value: 1, low: estimate([[tally, tally]])?.low, samples: 4, missing: 2 },
      },
    ]);
    appendFileSync(responses, third);
    expect(await follow()).toEqual([2, 2, 2]);
    // The scores say otherwise of the last one, and they count.
    renameSync(`${scores}.kept`, scores);
    expect(await follow()).toEqual([2, 2, 0]);
    expect(index.counts.of(2)).toMatchObject({ scored: 2, correct: 0 });
  });

  it('has no accuracy before anything came', async () => {
    const { directory } = writeRun(emptyFolder(), { label: 'run', splits: { 'wo-io': '++' } });
    truncateSync(runPaths(directory).responses, 0);
    truncateSync(runPaths(directory).scores, 0);
    const index = new RunIndex(directory);
    await index.refresh();
    await new Arrivals(index, 2).judge();
    expect(groupsSoFar(index, { samples: 2, fingerprints: {} })).toEqual([]);
  });
});
