/** The items of a run: searched, filtered, sorted, and paged from the index. All of that stands in the address. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { grouped, percent } from '../../report/words.js';
import type { ItemRow, ItemsPage, RunPage } from '../api.js';
import { Foreign } from './foreign-text.js';
import { focusSearch, useKeys } from './keyboard.js';
import { usePagedRows } from './paged-rows.js';
import { type PagedColumn, PagedTable, ROW_HEIGHT } from './paged-table.js';
import { Choice, Input, RunName, Title, Waiting } from './parts.js';
import { go, linkTo, withValues } from './route.js';
import { isExport, useDocument } from './source.js';
import { Strip } from './verdict.js';

interface Properties {
  readonly parameters: URLSearchParams;
}

const TYPING_MS = 250;

const OUTCOMES: readonly (readonly [string, string])[] = [
  ['', 'all'],
  ['right', 'all right'],
  ['mixed', 'some right'],
  ['wrong', 'none right'],
  ['malformed', 'some malformed'],
  ['truncated', 'some truncated'],
  ['missing', 'some missing'],
];

const SORTS: readonly (readonly [string, string])[] = [
  ['', 'as asked'],
  ['accuracy', 'worst first'],
  ['-accuracy', 'best first'],
];

export function ItemsPageView({ parameters }: Properties): JSX.Element {
  const run = parameters.get('run');
  const asked = useDocument<RunPage>('run', new URLSearchParams({ run: run ?? '' }), [run]);
  const page = asked.document;
  if (asked.error !== null) return <Waiting asked={asked} />;
  return (
    <>
      <Title name={page === null ? 'Items' : `Items of ${page.row.label}`}>
        Items
        {page !== null && (
          <>
            {' '}
            of <RunName row={page.row} />
          </>
        )}
      </Title>
      {page !== null && !isExport && <Filters parameters={parameters} page={page} />}
      <ItemTable parameters={parameters} />
    </>
  );
}

function Filters({ parameters, page }: Properties & { readonly page: RunPage }): JSX.Element {
  const set = (values: Readonly<Record<string, string | null>>, replace = false): void =>
    go(linkTo('items', withValues(parameters, values)), replace);
  const choice = (name: string): string => parameters.get(name) ?? '';
  const facets = [...parameters].filter(
    ([name]) => name.startsWith('facet.') || name === 'instruction',
  );
  return (
    <search class="filters">
      <Search parameters={parameters} onSearch={(text) => set({ text }, true)} />
      <Choice
        label="in"
        value={choice('in')}
        options={[
          ['', 'questions'],
          ['answers', 'answers'],
        ]}
        onChoose={(value) => set({ in: value })}
      />
      <Choice
        label="split"
        value={choice('group')}
        options={[
          ['', 'all'],
          ...page.items.map(({ group, items }): [string, string] => [
            group,
            `${group.replaceAll('/', ' · ')} (${grouped(items)})`,
          ]),
        ]}
        onChoose={(group) => set({ group })}
      />
      <Choice
        label="samples"
        value={choice('outcome')}
        options={OUTCOMES}
        onChoose={(outcome) => set({ outcome })}
      />
      <Choice
        label="order"
        value={choice('sort')}
        options={SORTS}
        onChoose={(sort) => set({ sort })}
      />
      {facets.map(([name, value]) => (
        <button type="button" class="tag" key={name} onClick={() => set({ [name]: null })}>
          <Foreign text={`${name.replace('facet.', '')} ${value}`} />{' '}
          <span aria-hidden="true">×</span>
          <span class="unseen"> (no longer filter by it)</span>
        </button>
      ))}
    </search>
  );
}

/** What is typed goes into the address when the typing pauses. */
function Search({
  parameters,
  onSearch,
}: Properties & { readonly onSearch: (text: string) => void }): JSX.Element {
  const said = parameters.get('text') ?? '';
  const [text, setText] = useState(said);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useEffect(() => setText(said), [said]);
  useEffect(() => {
    if (text === said) return undefined;
    const timer = setTimeout(() => latest.current(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label class="choice grow">
      <span>Search</span>
      <input
        type="search"
        value={text}
        placeholder="text of items   ( / )"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
    </label>
  );
}

function ItemTable({ parameters }: Properties): JSX.Element {
  const run = parameters.get('run');
  const list = usePagedRows<ItemRow, ItemsPage>('items', parameters, [run], ROW_HEIGHT);
  const [selected, setSelected] = useState(0);
  const { total, first, rows, latest } = list;
  const move = (by: number): void => {
    const next = Math.max(0, Math.min(total - 1, selected + by));
    setSelected(next);
    list.reveal(next);
  };
  const open = (): void => {
    const row = rows[selected - first];
    if (row !== undefined) go(linkOf(row, parameters));
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(15),
    PageUp: () => move(-15),
    Enter: open,
    '/': focusSearch,
    Escape: () => go(linkTo('run', { run })),
  });
  useEffect(() => setSelected(0), [String(parameters)]);
  if (latest === null) return <Waiting asked={{ document: null, error: list.error }} />;
  return (
    <>
      <p class="note" role="status">
        {grouped(total)} {total === 1 ? 'item' : 'items'}
        {!latest.indexed && ' · more is being read'}
        {isExport && ' chosen for this report'}
        <span class="wide"> · j, k or arrows move, Enter opens{!isExport && ', / searches'}</span>
      </p>
      <PagedTable
        list={list}
        label="Items"
        columns={COLUMNS}
        selected={selected}
        row={(row) => <Cells row={row} samples={latest.asked} parameters={parameters} />}
      />
    </>
  );
}

const COLUMNS: readonly PagedColumn[] = [
  { head: 'samples', width: 'col-samples' },
  { head: 'right', width: 'col-share', isNumber: true },
  { head: 'split', width: 'col-split', isWide: true },
  { head: 'instruction', width: 'col-instruction', isWide: true },
  { head: 'input', width: 'col-input' },
  { head: 'expected', width: 'col-expected', isWide: true },
];

function linkOf({ id }: ItemRow, parameters: URLSearchParams): string {
  return linkTo('item', withValues(parameters, { item: id }));
}

function Cells({
  row,
  samples,
  parameters,
}: Properties & { readonly row: ItemRow; readonly samples: number }): JSX.Element {
  const { counts, group, instruction, input, expected } = row;
  return (
    <>
      <td>
        <Strip counts={counts} asked={samples} />
      </td>
      <td class="number">{counts.scored === 0 ? '–' : percent(counts.correct / counts.scored)}</td>
      <td class="wide quiet">
        <Foreign text={group.split('/').slice(-2).join(' ')} />
      </td>
      <td class="wide">
        <Foreign text={instruction} />
      </td>
      <th scope="row">
        <a href={linkOf(row, parameters)}>
          <Input text={input} />
        </a>
      </th>
      <td class="wide quiet">
        <Foreign text={expected} />
      </td>
    </>
  );
}
