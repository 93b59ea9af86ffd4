/** Two runs side by side: the difference of each group, then the items, those that changed most first. */
import type { JSX } from 'preact';
import { grouped, interval, percent, points, pValue } from '../../report/words.js';
import type { Difference } from '../../stats/index.js';
import type { PairedGroup, PairRow, PairsPage } from '../api.js';
import { directionOf } from '../direction.js';
import { Foreign } from './foreign-text.js';
import { IntervalBar } from './interval-bar.js';
import { useKeys } from './keyboard.js';
import { usePagedRows } from './paged-rows.js';
import { type PagedColumn, PagedTable, ROW_HEIGHT } from './paged-table.js';
import { Choice, Input, RunName, Scrolled, Title, Waiting, Warnings } from './parts.js';
import { go, linkTo, withValues } from './route.js';
import { isExport } from './source.js';
import { Strip } from './verdict.js';

interface Properties {
  readonly parameters: URLSearchParams;
}

const DIRECTIONS: readonly (readonly [string, string])[] = [
  ['losses', 'lost most first'],
  ['gains', 'gained most first'],
  ['changes', 'changed most first'],
];

export function PairsPageView({ parameters }: Properties): JSX.Element {
  const [a, b] = [parameters.get('a'), parameters.get('b')];
  const list = usePagedRows<PairRow, PairsPage>('pairs', parameters, [a, b], ROW_HEIGHT);
  useKeys({ Escape: () => go(linkTo('runs', { chosen: `${a} ${b}` })) });
  const page = list.latest;
  if (page === null) return <Waiting asked={{ document: null, error: list.error }} />;
  const set = (name: string, value: string): void =>
    go(linkTo('pairs', withValues(parameters, { [name]: value })));
  const swapped = withValues(parameters, { a: b, b: a });
  return (
    <>
      <Title name={`${page.a.label} and ${page.b.label} side by side`}>Side by side</Title>
      <p class="lead">
        <span class="strong">A</span>{' '}
        <a href={linkTo('run', { run: a })}>
          <RunName row={page.a} />
        </a>{' '}
        <span class="strong">B</span>{' '}
        <a href={linkTo('run', { run: b })}>
          <RunName row={page.b} />
        </a>{' '}
        {!isExport && <a href={linkTo('pairs', swapped)}>swap</a>}
      </p>
      <Warnings warnings={page.warnings} />
      <Differences page={page} />
      <h2>Items</h2>
      <div class="filters">
        <Choice
          label="split"
          value={parameters.get('group') ?? ''}
          options={[
            ['', 'all'],
            ...page.groups.map(({ group }): [string, string] => [
              group,
              group.replaceAll('/', ' · '),
            ]),
          ]}
          onChoose={(value) => set('group', value)}
        />
        <Choice
          label="order"
          value={directionOf(parameters.get('direction'))}
          options={DIRECTIONS}
          onChoose={(value) => set('direction', value)}
        />
      </div>
      <p class="note" role="status">
        {isExport
          ? `${grouped(list.total)} of the items that changed most`
          : `${grouped(list.total)} items that both runs have samples of`}
      </p>
      <PagedTable
        list={list}
        label="Items of both runs"
        columns={COLUMNS}
        row={(row) => <Cells row={row} parameters={parameters} />}
      />
    </>
  );
}

const COLUMNS: readonly PagedColumn[] = [
  { head: 'B − A', width: 'col-share', isNumber: true },
  { head: 'A', width: 'col-samples' },
  { head: 'B', width: 'col-samples' },
  { head: 'split', width: 'col-split', isWide: true },
  { head: 'instruction', width: 'col-instruction', isWide: true },
  { head: 'input', width: 'col-input' },
];

function Differences({
  page: { groups, pooled },
}: {
  readonly page: Pick<PairsPage, 'groups' | 'pooled'>;
}): JSX.Element {
  if (groups.length === 0) return <p class="quiet">The runs have no split in common.</p>;
  const limits = groups.flatMap(({ difference: d }) => (d === null ? [] : [-d.low, d.high]));
  const span = Math.max(0.05, ...limits.map(Math.abs));
  return (
    <Scrolled label="Differences">
      <table>
        <thead>
          <tr>
            <th scope="col">split</th>
            <th scope="col" class="number wide">
              A
            </th>
            <th scope="col" class="number wide">
              B
            </th>
            <th scope="col" class="number">
              B − A
            </th>
            <td class="drawn" />
            <th scope="col" class="number">
              95% CI
            </th>
            <th
              scope="col"
              class="number"
              title="Two-sided sign-flip test over clusters, by Holm over all splits"
            >
              p
            </th>
            <th scope="col" class="number">
              items
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <DifferenceRow key={group.group} of={group} span={span} />
          ))}
          {pooled !== null && (
            <tr class="pooled">
              <th scope="row">all together</th>
              <DifferenceCells of={pooled} p={pooled.test.p_two_sided} span={span} />
            </tr>
          )}
        </tbody>
      </table>
    </Scrolled>
  );
}

function DifferenceRow({
  of: { group, difference, p_adjusted, obstacles },
  span,
}: {
  readonly of: PairedGroup;
  readonly span: number;
}): JSX.Element {
  const name = (
    <th scope="row" class="nowrap">
      <Foreign text={group.replaceAll('/', ' · ')} />
    </th>
  );
  if (difference === null) {
    return (
      <tr>
        {name}
        <td colSpan={7} class="prose quiet">
          {obstacles.length === 0 ? 'no item is scored in both' : 'cannot be compared: '}
          <Foreign text={obstacles.join('; ')} />
        </td>
      </tr>
    );
  }
  return (
    <tr>
      {name}
      <DifferenceCells of={difference} p={p_adjusted} span={span} />
    </tr>
  );
}

function DifferenceCells({
  of: { value, low, high, a, b, items },
  p,
  span,
}: {
  readonly of: Difference;
  readonly p: number;
  readonly span: number;
}): JSX.Element {
  return (
    <>
      <td class="number wide">{percent(a.value)}</td>
      <td class="number wide">{percent(b.value)}</td>
      <td class="number strong">{points(value)}</td>
      <td class="drawn">
        <IntervalBar of={{ value, low, high }} span={span} />
      </td>
      <td class="number quiet">{interval(low, high)}</td>
      <td class="number">{pValue(p)}</td>
      <td class="number">{grouped(items)}</td>
    </>
  );
}

function Cells({
  row: { item, b, change },
  parameters,
}: Properties & { readonly row: PairRow }): JSX.Element {
  const link = (run: 'a' | 'b'): string =>
    linkTo('item', { run: parameters.get(run), item: item.id });
  const direction = change < 0 ? 'lost' : change > 0 ? 'gained' : '';
  return (
    <>
      <td class={`number strong ${direction}`}>{points(change)}</td>
      <td>
        <a href={link('a')} aria-label={sideWords('A', item.counts)}>
          <Strip counts={item.counts} asked={item.counts.scored} />
        </a>
      </td>
      <td>
        <a href={link('b')} aria-label={sideWords('B', b)}>
          <Strip counts={b} asked={b.scored} />
        </a>
      </td>
      <td class="wide quiet">
        <Foreign text={item.group.split('/').slice(-2).join(' ')} />
      </td>
      <td class="wide">
        <Foreign text={item.instruction} />
      </td>
      <th scope="row">
        <a href={link('b')}>
          <Input text={item.input} />
        </a>
      </th>
    </>
  );
}

function sideWords(side: string, { correct, scored }: PairRow['b']): string {
  return `In ${side}: ${correct} of ${scored} right`;
}
