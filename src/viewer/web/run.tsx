/** One run: its splits, what breaks them down, its figures, and where it comes from. */
import type { JSX } from 'preact';
import { grouped, interval, methodWords, percent } from '../../report/words.js';
import { groupedBy } from '../../stats/clusters.js';
import type { Breakdown, FullGroup, RunPage, RunRow } from '../api.js';
import { Block, Foreign } from './foreign-text.js';
import { useKeys } from './keyboard.js';
import {
  Choice,
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
import { go, linkTo, withValues } from './route.js';
import { isExport, useDocument } from './source.js';

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
      <Title>
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
          {isExport ? 'A choice of its items' : `All ${count === 0 ? '' : grouped(count)} items`}
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
  if (groups.length === 0) return <SoFar row={row} />;
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
                <th colSpan={12} scope="rowgroup">
                  <Foreign text={suite} />
                </th>
              </tr>
              {of.map((group) => (
                <tr key={nameOf(group)}>
                  <th scope="row">
                    <a href={linkTo('items', { run: row.id, group: nameOf(group) })}>
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

/** What came so far of a run that is not summarised. */
function SoFar({ row }: { readonly row: RunRow }): JSX.Element {
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
              <tr key={nameOf(group)}>
                <th scope="row" class="nowrap">
                  <a href={linkTo('items', { run: row.id, group: nameOf(group) })}>
                    <Foreign text={nameOf(group).replaceAll('/', ' · ')} />
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

function methodsOf(groups: readonly FullGroup[]): string[] {
  const lines = groups.map(
    ({ estimate, cluster_noun }) =>
      `${100 * estimate.level}% interval: ${methodWords(estimate.method, cluster_noun)}`,
  );
  return [...new Set(lines)];
}

function nameOf({ suite, split, answer }: Pick<FullGroup, 'suite' | 'split' | 'answer'>): string {
  return `${suite}/${split}/${answer}`;
}

function FacetTable({ page, parameters }: Shown): JSX.Element | null {
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

/** Several tries, tokens, and what would narrow the intervals. */
function Details({ page: { groups } }: Pick<Shown, 'page'>): JSX.Element | null {
  if (groups.length === 0) return null;
  const ks = [...new Set(groups.flatMap(({ pass_at }) => Object.keys(pass_at)))];
  return (
    <details>
      <summary>Several tries, tokens, what would narrow the intervals</summary>
      <Scrolled label="Several tries">
        <table>
          <thead>
            <tr>
              <th scope="col">split</th>
              {ks.map((k) => (
                <th scope="col" class="number" key={k}>
                  pass@{k}
                </th>
              ))}
              {ks.map((k) => (
                <th scope="col" class="number" key={k}>
                  majority@{k}
                </th>
              ))}
              <th scope="col" class="number">
                tokens
              </th>
              <th scope="col" class="number">
                distinct
              </th>
              <th scope="col">what would narrow it</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={nameOf(group)}>
                <th scope="row">
                  <Foreign text={`${group.suite} ${group.split} ${group.answer}`} />
                </th>
                {ks.map((k) => (
                  <Tries key={k} of={group.pass_at[k]} />
                ))}
                {ks.map((k) => (
                  <Tries key={k} of={group.majority_at[k]} />
                ))}
                <td class="number">{group.estimate.tokens?.toFixed(1) ?? '–'}</td>
                <td class="number">{percent(group.estimate.distinct_answers)}</td>
                <td class="prose">{group.variance?.advice ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </details>
  );
}

function Tries({ of }: { readonly of: FullGroup['pass_at'][string] | undefined }): JSX.Element {
  if (of === undefined) return <td class="number">–</td>;
  return (
    <td class="number">
      {percent(of.value)} <span class="quiet">{interval(of.low, of.high)}</span>
    </td>
  );
}

function Recall({ page: { recall } }: Pick<Shown, 'page'>): JSX.Element | null {
  if (recall.length === 0) return null;
  return (
    <section>
      <h2>Known and done</h2>
      <Scrolled label="Known and done">
        <table>
          <thead>
            <tr>
              <th scope="col">split</th>
              {['knows', 'does', 'both', 'knows only', 'does only', 'neither'].map((words) => (
                <th scope="col" class="number" key={words}>
                  {words}
                </th>
              ))}
              <th scope="col">in words</th>
            </tr>
          </thead>
          <tbody>
            {recall.map((each) => (
              <tr key={`${each.suite} ${each.split} ${each.answer}`}>
                <th scope="row">
                  <Foreign text={`${each.suite} ${each.split} ${each.answer}`} />
                </th>
                {[
                  each.knows,
                  each.does,
                  each.knows_and_does,
                  each.knows_only,
                  each.does_only,
                  each.neither,
                ].map((share, place) => (
                  <td class="number" key={place}>
                    {percent(share.value)}
                  </td>
                ))}
                <td class="prose">{each.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  );
}

function Origin({ page: { provenance, samples } }: Pick<Shown, 'page'>): JSX.Element {
  const {
    directory,
    settings_hash,
    versions,
    started_at,
    finished_at,
    sampling_sent,
    fingerprints,
    audit,
    config,
  } = provenance;
  const facts: readonly (readonly [string, string])[] = [
    ['folder', directory],
    ['started', started_at],
    ['finished', finished_at ?? '–'],
    ['samples per item', String(samples)],
    ['settings', settings_hash],
    ['versions', `pbb-eval ${versions.pbb_eval}, Node ${versions.node}`],
    ['sampling sent', sampling_sent === null ? '–' : JSON.stringify(sampling_sent)],
    ['audit', audit === null ? 'none' : `${audit.at}: ${audit.leaks} leaks`],
  ];
  return (
    <details>
      <summary>Provenance and config</summary>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Foreign text={value} />
            </dd>
          </div>
        ))}
      </dl>
      <h3>Fingerprints of items</h3>
      <dl class="facts">
        {Object.entries(fingerprints).map(([name, value]) => (
          <div key={name}>
            <dt>
              <Foreign text={name} />
            </dt>
            <dd>
              <code>{value.slice(0, 16)}</code>
            </dd>
          </div>
        ))}
      </dl>
      <h3>Config</h3>
      <Block clip={{ text: JSON.stringify(config, null, 2), more: 0 }} label="Config" />
    </details>
  );
}
