/** The first page: the runs of the folder, and who is best at what. */
import type { JSX } from 'preact';
import { grouped } from '../../report/words.js';
import type { RunRow, RunsPage } from '../api.js';
import { Foreign } from './foreign-text.js';
import { focusSearch, useKeys } from './keyboard.js';
import { Leaderboard } from './leaderboard.js';
import {
  Choice,
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

export function RunsPageView({ parameters }: Properties): JSX.Element {
  const asked = useDocument<RunsPage>('runs', new URLSearchParams());
  useKeys({ '/': focusSearch });
  const page = asked.document;
  if (page === null) return <Waiting asked={asked} />;
  const runs = page.runs.filter((run) => isFound(run, parameters.get('text') ?? ''));
  return (
    <>
      <Title name="Runs">Runs</Title>
      <p class="lead">
        {grouped(page.runs.length)} in{' '}
        <code>
          <Foreign text={page.folder} />
        </code>
        <span class="quiet"> · pbb-eval {page.version}</span>
      </p>
      <Warnings warnings={page.warnings} />
      <Filters parameters={parameters} page={page} />
      {runs.length === 0 ? (
        <p class="quiet">
          {page.runs.length === 0
            ? 'There is no run yet; one that begins shows by itself.'
            : 'No run has that.'}
        </p>
      ) : (
        <RunTable runs={runs} parameters={parameters} />
      )}
      <Leaderboard runs={runs} parameters={parameters} />
      <Figures figures={page.figures} />
    </>
  );
}

function isFound({ label, model, name, run, tags }: RunRow, text: string): boolean {
  const said = [label, model, name, run, ...Object.entries(tags).map((tag) => tag.join(' '))];
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.some((each) => each.toLowerCase().includes(word)));
}

function Filters({ parameters, page }: Properties & { readonly page: RunsPage }): JSX.Element {
  const set = (name: string, value: string, replace = false): void =>
    go(linkTo('runs', withValues(parameters, { [name]: value })), replace);
  const groups = page.runs.flatMap((run) => run.groups);
  const of = (key: 'suite' | 'split' | 'answer'): (readonly [string, string])[] => [
    ['', 'all'],
    ...[...new Set(groups.map((group) => group[key]))].map((value): [string, string] => [
      value,
      value,
    ]),
  ];
  return (
    <search class="filters">
      <label class="choice grow">
        <span>Search runs</span>
        <input
          type="search"
          value={parameters.get('text') ?? ''}
          placeholder="label, model, tag   ( / )"
          onInput={({ currentTarget: { value } }) => set('text', value, true)}
        />
      </label>
      {(['suite', 'split', 'answer'] as const).map((key) => (
        <Choice
          key={key}
          label={key}
          value={parameters.get(key) ?? ''}
          options={of(key)}
          onChoose={(value) => set(key, value)}
        />
      ))}
    </search>
  );
}

function RunTable({
  runs,
  parameters,
}: Properties & { readonly runs: readonly RunRow[] }): JSX.Element {
  const chosen = chosenOf(runs, parameters);
  const choose = (id: string): void => {
    const next = chosen.includes(id)
      ? chosen.filter((each) => each !== id)
      : [...chosen, id].slice(-2);
    go(linkTo('runs', withValues(parameters, { chosen: next.join(' ') })), true);
  };
  const [a, b] = chosen;
  return (
    <>
      <Scrolled label="Runs">
        <table>
          <thead>
            <tr>
              <th scope="col">A, B</th>
              <th scope="col">run</th>
              <th scope="col" class="wide">
                model
              </th>
              <th scope="col">state</th>
              <th scope="col" class="wide">
                tags
              </th>
              <th scope="col" class="wide">
                started
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td>
                  <label class="pick">
                    <input
                      type="checkbox"
                      checked={chosen.includes(run.id)}
                      aria-label={`Compare ${run.label}`}
                      onChange={() => choose(run.id)}
                    />
                    <span class="strong">{['A', 'B'][chosen.indexOf(run.id)] ?? ''}</span>
                  </label>
                </td>
                <th scope="row" class="nowrap">
                  <a href={linkTo('run', { run: run.id })}>
                    <RunName row={run} />
                  </a>
                </th>
                <td class="wide quiet nowrap">
                  <Foreign text={run.model} />
                </td>
                <td>
                  <Progress row={run} />
                </td>
                <td class="wide">
                  <Tags tags={run.tags} />
                </td>
                <td class="wide quiet nowrap">{run.started_at.slice(0, 16).replace('T', ' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {runs.length > 1 && (
        <p class="action">
          {a !== undefined && b !== undefined ? (
            <a class="button" href={linkTo('pairs', { a, b })}>
              Compare A and B, item by item
            </a>
          ) : (
            <span class="quiet">Choose two runs to see them side by side.</span>
          )}
        </p>
      )}
    </>
  );
}

/** The ids of the runs to compare, A first; an export has its pairs in the order of the runs. */
function chosenOf(runs: readonly RunRow[], parameters: URLSearchParams): string[] {
  const chosen = (parameters.get('chosen') ?? '').split(' ').filter((id) => id !== '');
  return isExport ? runs.map(({ id }) => id).filter((id) => chosen.includes(id)) : chosen;
}
