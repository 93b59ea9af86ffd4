/** Exports opened by the tools that they are for, as far as python3 has them: `pip install inspect_ai lm_eval pandas pyarrow`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRun } from '../../src/interop/exported-run.js';
import { FORMATS } from '../../src/interop/formats.js';
import { COLUMNS } from '../../src/interop/parquet-columns.js';
import { blocksOf } from '../docs/pages.js';
import { type MadeRun, makeRun } from './made-run.js';

const SCRIPT = fileURLToPath(new URL('read_back.py', import.meta.url));

/** Whether python3 has a package. */
function has(name: string): boolean {
  const words = `import importlib.util as u, sys; sys.exit(u.find_spec("${name}") is None)`;
  return spawnSync('python3', ['-c', words]).status === 0;
}

const HAS = {
  inspect_ai: has('inspect_ai'),
  lm_eval: has('lm_eval'),
  pyarrow: has('pyarrow'),
  pandas: has('pandas'),
};
const hasAny = HAS.inspect_ai || HAS.lm_eval || HAS.pyarrow;

/** What read_back.py prints. */
interface Said {
  readonly inspect_ai: { readonly said: readonly Log[] };
  readonly lm_eval: { readonly said: LmEval };
  readonly pyarrow: { readonly said: Frame };
}

interface Log {
  readonly task: string;
  readonly samples: readonly object[];
  readonly [key: string]: unknown;
}

interface LmEval {
  readonly table: readonly string[];
  readonly folder: boolean;
  readonly tasks: object;
}

interface Frame {
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly object[];
}

const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-interop-'));
let made: MadeRun;
let said: Said;

beforeAll(async () => {
  if (!hasAny) return;
  made = await makeRun(folder);
  const run = await openRun(made.directory);
  const places = { inspect: 'inspect', 'lm-eval': 'lm-eval', parquet: 'frame' } as const;
  for (const format of ['inspect', 'lm-eval', 'parquet'] as const) {
    const place = join(folder, places[format]);
    mkdirSync(place);
    await FORMATS[format](run, place);
  }
  said = JSON.parse(execFileSync('python3', [SCRIPT, folder], { encoding: 'utf8' }));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The name of a test, which says when it is skipped. */
function needing(name: keyof typeof HAS, sentence: string): string {
  return HAS[name] ? sentence : `${sentence} (SKIPPED: python3 has no ${name})`;
}

const WO_IO = 'random-arithmetic/wo-io/direct';

describe('another tool', () => {
  it.skipIf(!HAS.inspect_ai)(
    needing('inspect_ai', 'reads logs with our accuracies, and says where its own differ'),
    () => {
      const [recall, log] = said.inspect_ai.said.toSorted((a, b) => (a.task < b.task ? -1 : 1));
      const estimate = made.summary.groups[0]?.estimate;
      const strict = {
        accuracy: estimate?.value,
        stderr: estimate?.std_error,
        ci_low: estimate?.low,
        ci_high: estimate?.high,
      };
      const lenient = { accuracy: estimate?.lenient };
      expect(log).toMatchObject({
        task: 'random-arithmetic_wo-io_direct',
        tags: ['simulated', 'step=200'],
        header: { strict, lenient },
        stated: { strict, lenient },
        tokens: 105,
      });
      // Over items, not over clusters, of which one has two.
      expect(log?.['recomputed']).toMatchObject({
        strict: { accuracy: expect.closeTo((1 / 3 + 0 + 1) / 3, 12) },
        lenient: { accuracy: expect.closeTo((1 / 3 + 1 + 1) / 3, 12) },
      });
      expect(log?.samples).toHaveLength(12);
      expect(log?.samples).toEqual(
        expect.arrayContaining([
          {
            id: `${WO_IO}/s1-000/0`,
            epoch: 3,
            completion: 'lone \ufffd and \ufffd here',
            stop: 'max_tokens',
            scores: { strict: 'N', lenient: 'N' },
            error: null,
          },
          {
            id: `${WO_IO}/s1-000/1`,
            epoch: 1,
            completion: '',
            stop: null,
            scores: {},
            error: 'timeout: no whole answer in time',
          },
        ]),
      );
      expect(recall).toMatchObject({ stated: { strict: {}, lenient: {} } });
    },
  );

  it.skipIf(!HAS.lm_eval)(
    needing('lm_eval', 'prints the table of results, and makes the same hashes'),
    () => {
      const { table, tasks, folder: isFolder } = said.lm_eval.said;
      const cells = table.map((line) => line.split('|').map((cell) => cell.trim()));
      const estimate = made.summary.groups[0]?.estimate;
      expect(cells.find(([, task]) => task === WO_IO)).toEqual([
        '',
        WO_IO,
        made.summary.groups[0]?.fingerprint.slice(0, 12),
        'none',
        '0',
        'acc',
        '↑',
        estimate?.value?.toFixed(4),
        '±',
        estimate?.std_error?.toFixed(4),
        '',
      ]);
      expect(isFolder).toBe(true);
      expect(tasks).toEqual({
        'random-arithmetic_wo-io_direct': { hashed: true, acc: [1 / 3, 0, 1, null] },
        'random-arithmetic_recall_direct': { hashed: true, acc: [null] },
      });
    },
  );

  it.skipIf(!HAS.pyarrow)(needing('pyarrow', 'reads the data frame with our types'), () => {
    const types = { STRING: 'string', BOOLEAN: 'bool', INT64: 'int64', DOUBLE: 'double' };
    const { columns, rows } = said.pyarrow.said;
    expect(columns).toEqual(
      Object.fromEntries(
        COLUMNS.map(({ name, type }) => [
          name,
          type === 'TIMESTAMP' ? 'timestamp[ms, tz=UTC]' : types[type],
        ]),
      ),
    );
    expect(rows).toHaveLength(15);
    expect(rows[4]).toEqual({
      item: `${WO_IO}/s1-000/1`,
      index: 1,
      state: 'scored',
      verdict: 'malformed',
      content: 'It is 7.',
    });
  });

  it.skipIf(!HAS.pandas || !HAS.pyarrow)(
    needing('pandas', 'computes our accuracy by the lines of the page'),
    () => {
      const [lines = ''] = blocksOf('docs/interop.md', 'py');
      const printed = execFileSync('python3', ['-c', lines], { cwd: folder, encoding: 'utf8' });
      const accuracy = /^random-arithmetic\/wo-io\/direct +(\S+)$/m.exec(printed)?.[1];
      expect(Number(accuracy)).toBeCloseTo(made.summary.groups[0]?.estimate.value ?? -1, 5);
    },
  );
});
