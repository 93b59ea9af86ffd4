/** One run: its splits, what breaks them down, its figures, and where it comes from. */
import type { JSX } from 'preact';
import { counted, grouped, methodWords, percent } from '../../report/words.js';
import { groupedBy } from '../../stats/clusters.js';
import type { FullGroup, RunPage } from '../api.js';
import { nameOfGroup } from '../item-query.js';
import { FacetTable } from './facets.js';
import { Foreign } from './foreign-text.js';
import { useKeys } from './keyboard.js';
import {
  EstimateCells,
  EstimateHeads,
  Figures,
  Progress,
  RunName,
  Scrolled,
  Tags,
  Title,
  Waiting,
  Warnings,
} from './parts.js';
import { go, linkTo } from './route.js';
import { Details, Origin, Recall } from './run-details.js';
import { isExport, useDocument } from './source.js';
import { SplitsSoFar } from './splits-so-far.js';

interface Properties {
  readonly parameters: URLSearchParams;
}

interface Shown extends Properties {
  readonly page: RunPage;
}

export function RunPageView({ parameters }: Properties): JSX.Element {
  const run = parameters.get('run');
  const asked = useDocument<RunPage>('run', new URLSearchParams({ run: run ?? '' }), [run]);
  useKeys({ Escape: () => go(linkTo('runs')) });
  const page = asked.document;
  if (page === null) return <Waiting asked={asked} />;
  const { row, figures } = page;
  const count = page.items.reduce((sum, { items }) => sum + items, 0);
  return (
    <>
      <Title name={row.label}>
        <RunName row={row} />
      </Title>
      <p class="lead">
        <Foreign text={row.model} /> <Tags tags={row.tags} />
      </p>
      <p>
        <Progress row={row} />
        {!page.indexed && <span class="quiet"> · its items are being read</span>}
      </p>
      <p class="action">
        <a class="button" href={linkTo('items', { run: row.id })}>
          {isExport
            ? 'A choice of its items'
            : count === 0
              ? 'Its items'
              : `All ${counted(count, 'item')}`}
        </a>
      </p>
      <Splits page={page} />
      <Warnings warnings={warningsOf(page.groups)} />
      <FacetTable page={page} parameters={parameters} />
      <Figures figures={figures} />
      <Details page={page} />
      <Recall page={page} />
      <Origin page={page} />
    </>
  );
}

/** Each warning once, with the groups that it is about. */
function warningsOf(groups: readonly FullGroup[]): string[] {
  const about = new Map<string, string[]>();
  for (const { split, answer, warnings } of groups) {
    for (const warning of warnings) {
      about.set(warning, [...(about.get(warning) ?? []), `${split} ${answer}`]);
    }
  }
  return [...about].map(([warning, where]) => `${warning} (${where.join(', ')})`);
}

function Splits({ page: { groups, row } }: Pick<Shown, 'page'>): JSX.Element {
  if (groups.length === 0) return <SplitsSoFar row={row} />;
  const isSimulated = groups.some(({ stated_accuracy }) => stated_accuracy !== undefined);
  const hasSteps = groups.some(({ reasoning }) => reasoning !== undefined);
  return (
    <section>
      <h2>Splits</h2>
      <Scrolled label="Splits">
        <table>
          <thead>
            <tr>
              <th scope="col">split</th>
              <EstimateHeads />
              {isSimulated && (
                <th
                  scope="col"
                  class="number"
                  title="The accuracy that the simulated model is set to"
                >
                  stated
                </th>
              )}
              <th
                scope="col"
                class="number"
                title="Accuracy when answers outside the requested format count too"
              >
                lenient
              </th>
              <th scope="col" class="number">
                malformed
              </th>
              <th scope="col" class="number">
                missing
              </th>
              <th
                scope="col"
                class="number"
                title="Share of samples that reasoned outside their answer"
              >
                reasoned
              </th>
              <th
                scope="col"
                class="number"
                title="Share of the wrong answers that another trained instruction would have given; in brackets, by chance"
              >
                binding
              </th>
              {hasSteps && (
                <th
                  scope="col"
                  class="number"
                  title="Share of the true intermediate values that the reasoning states"
                >
                  steps
                </th>
              )}
              <th scope="col" class="number">
                items
              </th>
              <th scope="col" class="number">
                samples
              </th>
            </tr>
          </thead>
          {[...groupedBy(groups, ({ suite }) => suite)].map(([suite, of]) => (
            <tbody key={suite}>
              <tr class="part">
                <th colSpan={11 + Number(isSimulated) + Number(hasSteps)} scope="rowgroup">
                  <Foreign text={suite} />
                </th>
              </tr>
              {of.map((group) => (
                <tr key={nameOfGroup(group)}>
                  <th scope="row" class="nowrap">
                    <a href={linkTo('items', { run: row.id, group: nameOfGroup(group) })}>
                      <Foreign text={group.split} /> <span class="quiet">{group.answer}</span>
                    </a>
                  </th>
                  <EstimateCells of={group.estimate} />
                  {isSimulated && (
                    <td class="number quiet">{percent(group.stated_accuracy ?? null)}</td>
                  )}
                  <td class="number">{percent(group.estimate.lenient)}</td>
                  <td class="number">{percent(group.estimate.malformed)}</td>
                  <td class="number">{grouped(group.estimate.missing)}</td>
                  <td class="number">{percent(group.estimate.reasoned)}</td>
                  <td class="number">
                    {percent(group.estimate.binding_errors)}{' '}
                    <span class="quiet">({percent(group.estimate.binding_errors_by_chance)})</span>
                  </td>
                  {hasSteps && (
                    <td class="number">{percent(group.reasoning?.steps_stated ?? null)}</td>
                  )}
                  <td class="number">{grouped(group.estimate.items)}</td>
                  <td class="number">{grouped(group.estimate.samples)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </Scrolled>
      <p class="note">{methodsOf(groups).join(' · ')}</p>
    </section>
  );
}

function methodsOf(groups: readonly FullGroup[]): string[] {
  const lines = groups.map(
    ({ estimate, cluster_noun }) =>
      `${100 * estimate.level}% interval: ${methodWords(estimate.method, cluster_noun)}`,
  );
  return [...new Set(lines)];
}
