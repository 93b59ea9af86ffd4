/** Who is best at what: a part for each set of items that runs were asked, its best run first. */
import type { JSX } from 'preact';
import type { Rank } from '../../comparison/ranking.js';
import { grouped, percent, rankWords } from '../../report/words.js';
import { groupedBy } from '../../stats/clusters.js';
import type { GroupRow, RanksPage, RunRow } from '../api.js';
import { nameOfGroup } from '../item-query.js';
import { Foreign } from './foreign-text.js';
import { EstimateCells, EstimateHeads, RunName, Scrolled, Warnings } from './parts.js';
import { linkTo } from './route.js';
import { useDocument } from './source.js';

interface Place {
  readonly run: RunRow;
  readonly group: GroupRow;
}

export function Leaderboard({
  runs,
  parameters,
}: {
  readonly runs: readonly RunRow[];
  readonly parameters: URLSearchParams;
}): JSX.Element | null {
  const ranks = useDocument<RanksPage>('ranks', new URLSearchParams()).document;
  const parts = partsOf(runs, parameters);
  if (parts.length === 0) return null;
  const rankOf = new Map(ranks?.ranks.map(({ run, group, rank }) => [`${run} ${group}`, rank]));
  return (
    <section>
      <h2>Leaderboard</h2>
      <Scrolled label="Leaderboard">
        <table>
          <Head />
          {parts.map(({ name, items, places }) => (
            <tbody key={`${name} ${items}`}>
              <tr class="part">
                <th colSpan={10} scope="rowgroup">
                  <Foreign text={name} />
                  {items !== '' && <span class="quiet"> · items {items}</span>}
                </th>
              </tr>
              {places.map((place) => (
                <Row
                  key={place.run.id}
                  place={place}
                  rank={rankOf.get(`${place.run.id} ${nameOfGroup(place.group)}`)}
                  isRanked={ranks !== null}
                />
              ))}
            </tbody>
          ))}
        </table>
      </Scrolled>
      {rankOf.size > 0 && <p class="note">{ranks?.note}</p>}
      <Warnings warnings={ranks?.warnings ?? []} />
    </section>
  );
}

interface Part {
  readonly name: string;
  /** Which items, where runs were asked different ones under one name. */
  readonly items: string;
  readonly places: readonly Place[];
}

/** Runs of other items have a part of their own: their accuracies do not compare. */
function partsOf(runs: readonly RunRow[], parameters: URLSearchParams): Part[] {
  const places = runs.flatMap((run) => run.groups.map((group): Place => ({ run, group })));
  const shown = places.filter(({ group }) =>
    (['suite', 'split', 'answer'] as const).every(
      (key) => (parameters.get(key) ?? group[key]) === group[key],
    ),
  );
  const named = groupedBy(
    shown,
    ({ group: { suite, split, answer } }) => `${suite} · ${split} · ${answer}`,
  );
  return [...named].flatMap(([name, of]) => {
    const sets = groupedBy(of, ({ group }) => group.fingerprint);
    return [...sets].map(([fingerprint, members]) => ({
      name,
      items: sets.size === 1 ? '' : fingerprint.slice(0, 8),
      places: members.toSorted(byAccuracy),
    }));
  });
}

function byAccuracy(a: Place, b: Place): number {
  return (b.group.estimate.value ?? -1) - (a.group.estimate.value ?? -1);
}

function Head(): JSX.Element {
  return (
    <thead>
      <tr>
        <th scope="col">run</th>
        <EstimateHeads />
        <th scope="col" class="number wide">
          rank
        </th>
        <th scope="col" class="number wide">
          lenient
        </th>
        <th scope="col" class="number wide">
          malformed
        </th>
        <th scope="col" class="number wide">
          missing
        </th>
        <th scope="col" class="number">
          items
        </th>
        <th scope="col" class="number wide">
          samples
        </th>
      </tr>
    </thead>
  );
}

function Row({
  place: { run, group },
  rank,
  isRanked,
}: {
  readonly place: Place;
  readonly rank: Rank | undefined;
  /** Ranks take longer than all else. */
  readonly isRanked: boolean;
}): JSX.Element {
  const { estimate, warnings } = group;
  return (
    <tr>
      <th scope="row" class="nowrap">
        <a href={linkTo('items', { run: run.id, group: nameOfGroup(group) })}>
          <RunName row={run} />
        </a>
        {warnings.length > 0 && (
          <span class="warned" title={warnings.join('\n')}>
            {' '}
            ⚠ <span class="unseen">has warnings</span>
          </span>
        )}
      </th>
      <EstimateCells of={estimate} />
      <td class="number wide">{isRanked ? rankWords(rank) : '…'}</td>
      <td class="number wide">{percent(estimate.lenient)}</td>
      <td class="number wide">{percent(estimate.malformed)}</td>
      <td class="number wide">{grouped(estimate.missing)}</td>
      <td class="number">{grouped(estimate.items)}</td>
      <td class="number wide">{grouped(estimate.samples)}</td>
    </tr>
  );
}
