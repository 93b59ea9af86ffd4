/** The splits of a run that is not summarised yet. */
import type { JSX } from 'preact';
import { grouped, percent } from '../../report/words.js';
import type { RunRow } from '../api.js';
import { nameOfGroup } from '../item-query.js';
import { Foreign } from './foreign-text.js';
import { EstimateCells, EstimateHeads, Scrolled } from './parts.js';
import { linkTo } from './route.js';

export function SplitsSoFar({ row }: { readonly row: RunRow }): JSX.Element {
  if (row.groups.length === 0) return <p class="quiet">Nothing is scored yet.</p>;
  return (
    <section>
      <h2>Splits so far</h2>
      <Scrolled label="Splits so far">
        <table>
          <thead>
            <tr>
              <th scope="col">split</th>
              <EstimateHeads />
              <th scope="col" class="number">
                malformed
              </th>
              <th scope="col" class="number">
                items
              </th>
              <th scope="col" class="number">
                samples
              </th>
            </tr>
          </thead>
          <tbody>
            {row.groups.map((group) => (
              <tr key={nameOfGroup(group)}>
                <th scope="row" class="nowrap">
                  <a href={linkTo('items', { run: row.id, group: nameOfGroup(group) })}>
                    <Foreign text={nameOfGroup(group).replaceAll('/', ' · ')} />
                  </a>
                </th>
                <EstimateCells of={group.estimate} />
                <td class="number">{percent(group.estimate.malformed)}</td>
                <td class="number">{grouped(group.estimate.items)}</td>
                <td class="number">{grouped(group.estimate.samples)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p class="note">
        What comes first may not be like what comes last: numbers hold when the run has ended.
      </p>
    </section>
  );
}
