/** A program with its true run: where reasoning first goes wrong is marked in both. */
import type { JSX } from 'preact';
import type { Instructed, TraceStep } from '../api.js';
import { Foreign } from './foreign-text.js';
import { Scroller } from './scroller.js';

/** `wrongFact`: the number of the value that the chosen sample gets wrong. */
export function Program({
  of,
  wrongFact,
}: {
  readonly of: Instructed;
  readonly wrongFact: number | null;
}): JSX.Element {
  const wrongLine = of.trace.find(({ fact }) => fact !== null && fact === wrongFact)?.line ?? null;
  return (
    <>
      <Scroller kind="block source" label={`Source of ${of.name}`}>
        <pre>
          {of.source.text
            .trimEnd()
            .split('\n')
            .map((line, place) => (
              <span key={place} class={`line${place + 1 === wrongLine ? ' diverges' : ''}`}>
                <span class="line-number" aria-hidden="true">
                  {place + 1}
                </span>
                <Foreign text={line} />
                {'\n'}
              </span>
            ))}
        </pre>
      </Scroller>
      {of.description !== null && (
        <p class="prose">
          <Foreign text={of.description.text} />
        </p>
      )}
      {of.trace.length > 0 && (
        <>
          <h3>True run</h3>
          <ol class="trace">
            {of.trace.map((step, place) => (
              <Step
                key={place}
                step={step}
                isWrong={step.fact !== null && step.fact === wrongFact}
              />
            ))}
          </ol>
          {of.more > 0 && (
            <p class="note">{of.more.toLocaleString('en')} more steps are not shown.</p>
          )}
        </>
      )}
    </>
  );
}

function Step({
  step: { line, depth, text, fact },
  isWrong,
}: {
  readonly step: TraceStep;
  readonly isWrong: boolean;
}): JSX.Element {
  return (
    <li class={isWrong ? 'diverges' : ''}>
      <span class="line-number">{line ?? ''}</span>
      <code class={`deep-${Math.min(depth, 6)}`}>
        <Foreign text={text} />
      </code>
      {fact !== null && (
        <span class="fact" title={`Value ${fact} that reasoning has to state`}>
          {fact}
        </span>
      )}
      {isWrong && <strong class="here">← first wrong here</strong>}
    </li>
  );
}
