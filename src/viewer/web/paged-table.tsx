/** A table of a long list: the rows in sight, with room for the others above and below. */
import type { JSX } from 'preact';
import type { PagedRows } from './paged-rows.js';
import { Scroller } from './scroller.js';

/** Pixels of a row; the sheet says the same. */
export const ROW_HEIGHT = 34;

export interface PagedColumn {
  readonly head: string;
  /** Its width, as a class of the sheet; what is left over where absent. */
  readonly width?: string;
  readonly isNumber?: boolean;
  /** Left out on narrow screens. */
  readonly isWide?: boolean;
}

/** `row` draws the cells of a row, which begin with that of the first column. */
export function PagedTable<Row>({
  list,
  label,
  columns,
  selected,
  row,
}: {
  readonly list: PagedRows<unknown, Row>;
  readonly label: string;
  readonly columns: readonly PagedColumn[];
  readonly selected?: number;
  readonly row: (row: Row) => JSX.Element;
}): JSX.Element {
  const { total, first, rows, above, below, scroller, onScroll } = list;
  return (
    <Scroller kind="list" label={label} ref={scroller} onScroll={onScroll}>
      <table
        aria-rowcount={total + 1}
        style={{ marginTop: `${above}px`, marginBottom: `${below}px` }}
      >
        <colgroup>
          {columns.map(({ head, width = '', isWide = false }) => (
            <col key={head} class={`${width} ${isWide ? 'wide' : ''}`} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ head, isNumber = false, isWide = false }) => (
              <th
                key={head}
                scope="col"
                class={`${isNumber ? 'number' : ''} ${isWide ? 'wide' : ''}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((each, place) => (
            <tr
              key={first + place}
              aria-rowindex={first + place + 2}
              class={selected === first + place ? 'selected' : ''}
            >
              {each === undefined ? <td class="quiet">…</td> : row(each)}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
