import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram } from '../../src/python/index.js';
import { Random } from '../../src/random/random.js';
import { DiagnosticError } from '../../src/text/diagnostic.js';
import { cpythonOutcomes, cpythonVersion } from './cpython.js';
import { outcomeOf } from './outcome.js';
import { randomSnippets } from './random-snippet.js';

const SEED = process.env['PBB_SEED'] ?? 'snippets 1';
const PROGRAMS = Number(process.env['PBB_COUNT'] ?? 1_500);
const BATCH = 250;
const FUNCTIONS = 8;
const NAMES = Array.from({ length: FUNCTIONS }, (_, index) => `f${index}`);

/** How ours ends; what it refuses before it runs counts as outside too. */
function ours(source: string): string[] {
  try {
    const program = compileProgram(parseProgram(source));
    return NAMES.map((name) => outcomeOf(program, name, [], { steps: 50_000 }));
  } catch (error) {
    if (error instanceof DiagnosticError) return NAMES.map(() => `refused ${error.message.split('\n')[0]}`);
    throw new Error(source, { cause: error });
  }
}

describe(`random snippets end as in CPython (${cpythonVersion ?? 'skipped: no python3 here'})`, () => {
  it.skipIf(cpythonVersion === undefined)(
    `${PROGRAMS} snippets`,
    { timeout: 580_000 },
    async () => {
      const trials: { source: string; outcome: string; theirs: string }[] = [];
      const tally = new Map<string, number>();
      const running: Promise<void>[] = [];
      for (let first = 0; first < PROGRAMS; first += BATCH) {
        const batch = Array.from({ length: Math.min(BATCH, PROGRAMS - first) }, (_, index) => {
          const source = randomSnippets(new Random(SEED, first + index), FUNCTIONS);
          return { source, outcomes: ours(source) };
        });
        for (const outcome of batch.flatMap(({ outcomes }) => outcomes)) {
          const key = /^(refused|limit|!!|outside)/.test(outcome) ? outcome.replace(/.*?1:\d+: /, '') : 'value';
          tally.set(key, (tally.get(key) ?? 0) + 1);
        }
        running.push(
          cpythonOutcomes(batch.map(({ source, outcomes }) => ({
            source: outcomes[0]?.startsWith('refused') ? '' : source,
            calls: NAMES.filter((_, at) => !/^(refused|limit|outside)/.test(outcomes[at] ?? '')).map((name) => ({ name, args: [] })),
          }))).then((results) => {
            batch.forEach(({ source, outcomes }, index) => {
              let next = 0;
              const functions = source.split(/^(?=def )/m);
              outcomes.forEach((outcome, at) => {
                if (/^(refused|limit|outside)/.test(outcome)) return;
                trials.push({ source: functions[at] ?? '', outcome, theirs: results[index]?.[next++] ?? '' });
              });
            });
          }),
        );
        await setImmediate();
      }
      await Promise.all(running);
      console.log([...tally].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([k, n]) => `${n} ${k}`).join('\n'));
      const different = trials.filter(({ outcome, theirs }) => outcome !== theirs);
      console.log('different', different.length);
      expect(different.slice(0, Number(process.env['PBB_SHOW'] ?? 3)).map(({ source, outcome, theirs }) => `${source.split('\n').slice(2).join('\n')}ours ${outcome}\nCPy  ${theirs}\n`).join('\n')).toBe('');
    },
  );
});
