/** What stands behind a run's numbers: several tries, what is known beside what is done, where the run comes from. */
import type { JSX } from 'preact';
import { interval, percent } from '../../report/words.js';
import type { FullGroup, RunPage } from '../api.js';
import { nameOfGroup } from '../item-query.js';
import { Block, Foreign } from './foreign-text.js';
import { Scrolled } from './parts.js';

interface Shown {
  readonly page: RunPage;
}

/** Several tries, tokens, and what would narrow the intervals. */
export function Details({ page: { groups } }: Shown): JSX.Element | null {
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
              <tr key={nameOfGroup(group)}>
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

export function Recall({ page: { recall } }: Shown): JSX.Element | null {
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

export function Origin({ page: { provenance, samples } }: Shown): JSX.Element {
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
