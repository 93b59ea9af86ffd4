/** One item: what was asked, what is right, and each of its samples. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { grouped } from '../../report/words.js';
import type { FailureView, ItemPage } from '../api.js';
import { Block, Foreign } from './foreign-text.js';
import { useKeys } from './keyboard.js';
import { Scrolled, Title, Waiting } from './parts.js';
import { Program } from './program.js';
import { go, linkTo, withValues } from './route.js';
import { Sample, shownVerdict } from './sample.js';
import { useDocument } from './source.js';
import { Verdict } from './verdict.js';

interface Properties {
  readonly parameters: URLSearchParams;
}

export function ItemPageView({ parameters }: Properties): JSX.Element {
  const asked = useDocument<ItemPage>('item', parameters, [parameters.get('run')]);
  const page = asked.document;
  const to = (item: string | null | undefined): void => {
    if (item) go(linkTo('item', withValues(parameters, { item, sample: null })));
  };
  useKeys({
    j: () => to(page?.next),
    k: () => to(page?.previous),
    ArrowRight: () => to(page?.next),
    ArrowLeft: () => to(page?.previous),
    Escape: () => go(linkTo('items', withValues(parameters, { item: null, sample: null }))),
  });
  if (page === null) return <Waiting asked={asked} />;
  return <Item page={page} parameters={parameters} />;
}

function Item({ page, parameters }: Properties & { readonly page: ItemPage }): JSX.Element {
  const said = Number(parameters.get('sample') ?? page.samples[0]?.index ?? 0);
  const [chosen, setChosen] = useState(said);
  useEffect(() => setChosen(said), [page.id, said]);
  const sample = page.samples.find(({ index }) => index === chosen);
  const isLong = page.input.text.length > 60 || page.input.text.trim() === '';
  const { instruction } = page;
  const title = isLong ? instruction : `${page.input.text} · ${instruction}`;
  const choose = (index: number): void => {
    setChosen(index);
    go(linkTo('item', withValues(parameters, { sample: String(index) })), true);
  };
  return (
    <>
      <Steps page={page} parameters={parameters} />
      <Title key={page.id} name={title}>
        {isLong ? (
          <Foreign text={instruction} />
        ) : (
          <>
            <span class="quiet">Input</span> <Foreign text={page.input.text} />
          </>
        )}
      </Title>
      <p class="lead">
        <Foreign text={page.group.replaceAll('/', ' · ')} />{' '}
        <span class="quiet">
          · <Foreign text={page.instruction} />
        </span>
      </p>
      <p>
        {Object.entries(page.facets).map(([name, value]) => (
          <a
            class="tag"
            key={name}
            href={linkTo('items', {
              run: parameters.get('run'),
              group: page.group,
              [`facet.${name}`]: String(value),
            })}
          >
            <Foreign text={`${name} ${value}`} />
          </a>
        ))}
      </p>
      <div class="halves">
        <section aria-labelledby="asked">
          <h2 id="asked">Asked</h2>
          {page.messages.map(({ role, content }, place) => (
            <div key={place}>
              {role !== 'user' && <p class="role">{role}</p>}
              <Block clip={content} label={`Message of the ${role}`} />
            </div>
          ))}
          <h2>Right answer</h2>
          <Block clip={page.expected.text} label="Right answer" />
          {page.expected.note !== null && (
            <p class="note">
              <Foreign text={page.expected.note} />
            </p>
          )}
          {page.instructed !== null && (
            <>
              <h2>
                Instruction <Foreign text={page.instructed.name} />
              </h2>
              <Program of={page.instructed} wrongFact={sample?.score?.first_wrong_step ?? null} />
            </>
          )}
        </section>
        <section aria-labelledby="samples">
          <h2 id="samples">Samples</h2>
          <SampleTable page={page} chosen={chosen} onChoose={choose} />
          {sample === undefined ? (
            <p class="quiet">
              {page.indexed ? 'No sample has come yet.' : 'Its samples are being read.'}
            </p>
          ) : (
            <Sample sample={sample} />
          )}
          <Failures failures={page.failures} />
        </section>
      </div>
    </>
  );
}

function Steps({
  page: { place, previous, next },
  parameters,
}: Properties & { readonly page: ItemPage }): JSX.Element {
  const link = (item: string): string =>
    linkTo('item', withValues(parameters, { item, sample: null }));
  return (
    <nav class="steps" aria-label="Items of the list">
      {previous === null ? (
        <span class="quiet">← previous</span>
      ) : (
        <a href={link(previous)} rel="prev">
          ← previous
        </a>
      )}
      <span class="quiet">
        {place.at === null
          ? 'not in this list'
          : `${grouped(place.at + 1)} of ${grouped(place.total)}`}
      </span>
      {next === null ? (
        <span class="quiet">next →</span>
      ) : (
        <a href={link(next)} rel="next">
          next →
        </a>
      )}
    </nav>
  );
}

function SampleTable({
  page,
  chosen,
  onChoose,
}: {
  readonly page: ItemPage;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}): JSX.Element {
  const { samples, asked } = page;
  return (
    <Scrolled label="Verdicts">
      <table class="samples">
        <thead>
          <tr>
            <th scope="col" class="number col-index">
              #
            </th>
            <th scope="col" class="col-verdict">
              verdict
            </th>
            <th scope="col">answer</th>
            <th scope="col" class="wide">
              reason
            </th>
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <tr key={sample.index} class={sample.index === chosen ? 'selected' : ''}>
              <td class="number">
                <button
                  type="button"
                  class="plain"
                  aria-pressed={sample.index === chosen}
                  aria-label={`Show sample ${sample.index}`}
                  onClick={() => onChoose(sample.index)}
                >
                  {sample.index}
                </button>
              </td>
              <td class="nowrap">
                <Verdict verdict={shownVerdict(sample)} />
              </td>
              <td class="short">
                <Foreign text={firstLine(sample.score?.answer ?? '–')} />
              </td>
              <td class="short quiet wide">
                <Foreign text={firstLine(sample.score?.reason ?? '')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {samples.length < asked && page.indexed && (
        <p class="note">
          {asked - samples.length} of {asked} samples are missing.
        </p>
      )}
    </Scrolled>
  );
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length < text.length ? `${line} …` : line;
}

function Failures({ failures }: { readonly failures: readonly FailureView[] }): JSX.Element | null {
  if (failures.length === 0) return null;
  return (
    <>
      <h3>Could not be had</h3>
      <ul class="warnings">
        {failures.map(({ samples, kind, status, message, at }) => (
          <li key={at}>
            samples {samples.join(', ')}:{' '}
            <Foreign text={`${kind}${status === null ? '' : ` (${status})`}: ${message.text}`} />{' '}
            <span class="quiet">{at}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
