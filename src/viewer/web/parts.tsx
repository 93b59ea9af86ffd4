/** Small parts that several pages have. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { grouped, interval, percent } from '../../report/words.js';
import { printable } from '../../text/printable.js';
import type { FigureLink, RunRow } from '../api.js';
import { Foreign } from './foreign-text.js';
import { IntervalBar } from './interval-bar.js';
import { Scroller } from './scroller.js';
import type { Asked } from './source.js';

/** What a page shows while its document is not there, or that it cannot be had. */
export function Waiting<T>({ asked: { error } }: { readonly asked: Asked<T> }): JSX.Element {
  return error === null ? (
    <p class="quiet" role="status">
      Reading …
    </p>
  ) : (
    <p class="fault" role="alert">
      <Foreign text={error} />
    </p>
  );
}

/** The heading of a page: whoever comes there by a link reads on from it. `name`: of the page among others in a browser. */
export function Title({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${printable(name)} · pbb-eval`;
  }, [name]);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}

export function RunName({ row }: { readonly row: RunRow }): JSX.Element {
  return (
    <>
      <Foreign text={row.label} />
      {row.simulated && <Badge words="SIMULATED" />}
      {row.is_so_far && row.groups.length > 0 && <Badge words="SO FAR" />}
    </>
  );
}

function Badge({ words }: { readonly words: string }): JSX.Element {
  return (
    <>
      {' '}
      <span class="badge">{words}</span>
    </>
  );
}

/** What an instruction is applied to; some are applied to nothing. */
export function Input({ text }: { readonly text: string }): JSX.Element {
  return text.trim() === '' ? <span class="quiet">(no input)</span> : <Foreign text={text} />;
}

/** Text in a grey box of its own, such as a tag. */
export function Tags({ tags }: { readonly tags: RunRow['tags'] }): JSX.Element {
  return (
    <>
      {Object.entries(tags).map(([name, value]) => (
        <span class="tag" key={name}>
          <Foreign text={`${name} ${value}`} />
        </span>
      ))}
    </>
  );
}

interface Estimated {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Three cells: the accuracy, its interval drawn, and in numbers. */
export function EstimateCells({ of }: { readonly of: Estimated | null }): JSX.Element {
  const shown = of ?? { value: null, low: null, high: null };
  return (
    <>
      <td class="number strong">{percent(shown.value)}</td>
      <td class="drawn">
        <IntervalBar of={shown} />
      </td>
      <td class="number quiet">{interval(shown.low, shown.high)}</td>
    </>
  );
}

export function EstimateHeads(): JSX.Element {
  return (
    <>
      <th scope="col" class="number">
        accuracy
      </th>
      <td class="drawn" />
      <th scope="col" class="number">
        95% CI
      </th>
    </>
  );
}

/** A table that scrolls sideways where it is too wide. */
export function Scrolled({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <Scroller kind="scrolled" label={label}>
      {children}
    </Scroller>
  );
}

export function Progress({ row }: { readonly row: RunRow }): JSX.Element {
  const { progress, state } = row;
  if (progress === null) return <>complete</>;
  const words = `${grouped(progress.came)} of ${grouped(progress.asked)} samples`;
  return (
    <>
      {state}
      {progress.came < progress.asked && (
        <>
          {' '}
          <progress aria-label={words} value={progress.came} max={progress.asked} />{' '}
          <span class="quiet nowrap">{words}</span>
        </>
      )}
    </>
  );
}

export function Warnings({
  warnings,
}: {
  readonly warnings: readonly string[];
}): JSX.Element | null {
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings" aria-label="Warnings">
      {warnings.map((warning) => (
        <li key={warning}>
          <Foreign text={warning} />
        </li>
      ))}
    </ul>
  );
}

export function Figures({
  figures,
}: {
  readonly figures: readonly FigureLink[];
}): JSX.Element | null {
  if (figures.length === 0) return null;
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">Figures</h2>
      <div class="figures">
        {figures.map(({ name, title, paper, url }) => (
          <figure key={name}>
            <img src={url} alt={`${title}; the table by facet has its numbers`} loading="lazy" />
            <figcaption>
              {title} <span class="quiet">({paper} of the paper)</span>
            </figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}

/** A field of a form that filters. */
export function Choice({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
}): JSX.Element {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
