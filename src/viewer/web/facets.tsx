/** A run broken down by any facet of its items. */
import type { JSX } from 'preact';
import { grouped } from '../../report/words.js';
import type { Breakdown, RunPage } from '../api.js';
import { Foreign } from './foreign-text.js';
import { Choice, EstimateCells, EstimateHeads, Scrolled, Waiting } from './parts.js';
import { go, linkTo, withValues } from './route.js';
import { useDocument } from './source.js';

export function FacetTable({
  page,
  parameters,
}: {
  readonly page: RunPage;
  readonly parameters: URLSearchParams;
}): JSX.Element | null {
  const { items, row } = page;
  const chosen = items.find(({ group }) => group === parameters.get('group')) ?? items[0];
  if (chosen === undefined || chosen.facets.length === 0) return null;
  const facet =
    chosen.facets.find((each) => each === parameters.get('facet')) ?? chosen.facets[0] ?? '';
  const set = (name: string, value: string): void =>
    go(linkTo('run', withValues(parameters, { [name]: value })), true);
  return (
    <section>
      <h2>Broken down</h2>
      <div class="filters">
        <Choice
          label="split"
          value={chosen.group}
          options={items.map(({ group }) => [group, group.replaceAll('/', ' · ')])}
          onChoose={(value) => set('group', value)}
        />
        <Choice
          label="by"
          value={facet}
          options={chosen.facets.map((each) => [each, each])}
          onChoose={(value) => set('facet', value)}
        />
      </div>
      <FacetRows run={row.id} group={chosen.group} facet={facet} />
    </section>
  );
}

function FacetRows({
  run,
  group,
  facet,
}: Readonly<Record<'run' | 'group' | 'facet', string>>): JSX.Element {
  const asked = useDocument<Breakdown>('breakdown', new URLSearchParams({ run, group, facet }), [
    run,
  ]);
  const table = asked.document;
  if (table === null) return <Waiting asked={asked} />;
  const filter = table.facet === 'instruction' ? 'instruction' : `facet.${table.facet}`;
  return (
    <Scrolled label={`Accuracy by ${facet}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Foreign text={table.facet} />
            </th>
            <EstimateHeads />
            <th scope="col" class="number">
              items
            </th>
            <th scope="col" class="number">
              clusters
            </th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ value, items, estimate }) => (
            <tr key={String(value)}>
              <th scope="row">
                <a href={linkTo('items', { run, group, [filter]: String(value) })}>
                  <Foreign text={String(value)} />
                </a>
              </th>
              <EstimateCells of={estimate} />
              <td class="number">{grouped(items)}</td>
              <td class="number">{grouped(estimate?.clusters ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {table.more > 0 && <p class="note">{grouped(table.more)} more values are not shown.</p>}
    </Scrolled>
  );
}
