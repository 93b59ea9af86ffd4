/** One sample of an item: what the model wrote, what was said of it, and what it took. */
import type { JSX } from 'preact';
import { grouped } from '../../report/words.js';
import type { CallView, SampleView } from '../api.js';
import { Block, Foreign } from './foreign-text.js';
import { placeOfLine } from './line-place.js';
import { Scrolled } from './parts.js';
import { Sentence } from './sentence.js';
import { type Shown, Verdict } from './verdict.js';

/** The verdict that is shown of a sample. */
export function shownVerdict({ score }: SampleView): Shown {
  return score?.verdict ?? 'unjudged';
}

export function Sample({ sample }: { readonly sample: SampleView }): JSX.Element {
  const { score, reasoning, text, index } = sample;
  const mark =
    sample.wrong_line === null ? null : { line: sample.wrong_line, words: 'first wrong here' };
  const isInReasoning = mark !== null && placeOfLine(reasoning.text, mark.line) !== -1;
  return (
    <article aria-labelledby="sample">
      <h3 id="sample">
        Sample {index} <Verdict verdict={shownVerdict(sample)} />
      </h3>
      {score !== null && (
        <p>
          <Foreign text={score.reason} />
          {score.lenient === 'correct' && score.verdict !== 'correct' && (
            <span class="quiet"> · right, read leniently</span>
          )}
        </p>
      )}
      {reasoning.text !== '' && (
        <>
          <h4>Reasoning</h4>
          <Block clip={reasoning} label={`Reasoning of sample ${index}`} mark={mark} />
          <h4>Output</h4>
        </>
      )}
      {text.text.trim() === '' ? (
        <p class="quiet">(nothing)</p>
      ) : (
        <Block clip={text} label={`Output of sample ${index}`} mark={isInReasoning ? null : mark} />
      )}
      {score !== null && score.steps !== null && score.steps > 0 && (
        <p class="note">
          States {score.steps_stated} of {score.steps} true values
          {score.first_wrong_step !== null &&
            `; the first that it gets wrong is number ${score.first_wrong_step}`}
          .
        </p>
      )}
      {sample.sentence !== null && <Sentence view={sample.sentence} />}
      {sample.calls !== null && <Calls calls={sample.calls} />}
      <Facts sample={sample} />
    </article>
  );
}

function Facts({ sample }: { readonly sample: SampleView }): JSX.Element {
  const { tokens, together, latency_ms, attempts, at, model, finish_reason, score } = sample;
  const shared = together > 1 ? `, ${together} samples together` : '';
  const facts: readonly (readonly [string, string])[] = [
    ['finish reason', finish_reason ?? '–'],
    [
      'tokens',
      tokens === null
        ? '–'
        : `${grouped(tokens.completion)}${tokens.reasoning === null ? '' : `, ${grouped(tokens.reasoning)} of reasoning`}${shared}`,
    ],
    ['latency', `${grouped(Math.round(latency_ms))} ms${shared}`],
    ['requests', String(attempts)],
    ['came', at],
    ['model', model ?? '–'],
    ...(score === null
      ? []
      : Object.entries(score.measures).map(([name, value]): [string, string] => [
          name,
          value.toFixed(3),
        ])),
    ...(score?.binding_error === null || score === null
      ? []
      : [['binding error', score.binding_error ? 'yes' : 'no'] as const]),
  ];
  return (
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
  );
}

function Calls({ calls }: { readonly calls: readonly CallView[] }): JSX.Element {
  return (
    <Scrolled label="What the code gave">
      <table>
        <thead>
          <tr>
            <th scope="col">call</th>
            <th scope="col">gave</th>
            <th scope="col">expected</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ call, outcome, expected, right }) => (
            <tr key={call}>
              <th scope="row">
                <code>
                  <Foreign text={call} />
                </code>
              </th>
              <td>
                {right !== null && <Verdict verdict={right ? 'correct' : 'incorrect'} />}{' '}
                <code>
                  <Foreign text={outcome} />
                </code>
              </td>
              <td>
                <code>
                  <Foreign text={expected ?? '–'} />
                </code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
