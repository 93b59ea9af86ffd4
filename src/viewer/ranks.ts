/** The ranks of some runs, as `pbb-eval leaderboard` gives them. Scores are read for them, so they take longer than all else. */
import { rankingOf } from '../comparison/ranking.js';
import { rankNote } from '../report/leaderboard.js';
import type { RanksPage } from './api.js';
import { nameOfGroup } from './item-query.js';
import { type SummarisedRun, saySame } from './runs.js';

export class Ranks {
  #runs: readonly SummarisedRun[] = [];
  #made: Promise<RanksPage> | undefined;

  /** Kept while the runs say the same; ranks of what they said before are finished first. */
  of(runs: readonly SummarisedRun[]): Promise<RanksPage> {
    if (this.#made === undefined || !saySame(this.#runs, runs)) {
      this.#runs = runs;
      const before: Promise<unknown> = this.#made ?? Promise.resolve();
      this.#made = before.catch(() => undefined).then(() => ranksOf(runs));
    }
    return this.#made;
  }
}

async function ranksOf(runs: readonly SummarisedRun[]): Promise<RanksPage> {
  const ranking = await rankingOf(runs);
  const ranks = runs.flatMap((run) =>
    run.summary.groups.flatMap((group) => {
      const rank = ranking.rankOf(run, group);
      return rank === undefined ? [] : [{ run: run.id, group: nameOfGroup(group), rank }];
    }),
  );
  const note = rankNote(runs.flatMap(({ summary }) => summary.groups));
  return { ranks, note, warnings: ranking.warnings };
}
