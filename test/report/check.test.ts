import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Check, check } from '../../src/comparison/check.js';
import { readScoredRun } from '../../src/comparison/scored-run.js';
import { annotations, command, quieted } from '../../src/report/annotations.js';
import { renderCheck, renderCheckMarkdown } from '../../src/report/check.js';
import { renderComparison } from '../../src/report/comparison.js';
import { junit } from '../../src/report/junit.js';
import { clusters, emptyFolder, writeRun } from '../comparison/runs.js';

/** What a model may write to do harm where its text is shown. */
const HOSTILE =
  '::error::owned\n##[error]owned\n<img src=x onerror=alert(1)> | `x` @maintainer #1 [a](http://evil.example) </code>\u001b[31m\u0000]]>&';

async function hostileCheck(
  onInconclusive: 'fail' | 'pass' = 'fail',
  text = HOSTILE,
): Promise<Check> {
  const folder = emptyFolder();
  const tags = { step: 1 };
  writeRun(folder, {
    label: 'before',
    tags,
    splits: { 'wo-io': clusters(7, '++') },
    text,
    simulated: true,
  });
  writeRun(folder, {
    label: 'after',
    tags,
    splits: { 'wo-io': `-- ${clusters(6, '++')}` },
    text,
    simulated: true,
  });
  const found = await check(
    await readScoredRun(`${folder}/before`),
    await readScoredRun(`${folder}/after`),
    { splits: ['wo-io'], tolerance: 0.02, margin: 0.05, on_inconclusive: onInconclusive },
  );
  return JSON.parse(JSON.stringify(found).replaceAll(folder, 'results'));
}

describe('a check on a terminal', () => {
  it('says what was compared, by what rules, with what result', async () => {
    expect(renderCheck(await hostileCheck('pass', '7')).split('\n')).toEqual([
      'baseline A: before (model-of-before), SIMULATED  results/before',
      'candidate B: after (model-of-after), SIMULATED  results/after',
      '',
      'suite              split  answer       A      B  B - A         95% CI  changed  p of loss  verdict       drop seen  to hold',
      'random-arithmetic  wo-io  direct  100.0%  85.7%  -14.3  [-61.4, 29.0]   1 of 7      0.500  inconclusive       40.7        –',
      '',
      'regressed: p of loss at most 0.05 (one-sided, exact paired sign-flip test over instructions, by Holm over the declared rows) and a loss of at least 2.0 points',
      'held: the lower limit of the 90% interval lies above -5.0 points; improved: held, and a gain is as certain',
      'drop seen: the smallest loss in points that this comparison finds with 80% power',
      'to hold: instructions that it takes to be held, were all else to stay as it is',
      'declared splits: wo-io',
      'random-arithmetic wo-io direct: all right: the lower limit rests on the number of clusters alone',
      'random-arithmetic wo-io direct: only 1 of the clusters changed: no p below 0.5 is possible, so this split cannot be called regressed, however great the loss',
      'B - A: in points; interval: MOVER of the two korn-graubard-shrunken intervals, over instructions that both runs have',
      'SIMULATED: made-up answers of stated skill from a program, not from a language model',
      '',
      'instructions that changed most:',
      '  instruction s1-000, wo-io direct: 100.0% -> 0.0%; input 0',
      '    sample 0  A right  "7"',
      '              B wrong  "7"',
      '    sample 1  A right  "7"',
      '              B wrong  "7"',
      '',
      'passed: inconclusive, which was declared to pass. Neither a loss nor its absence was shown on every declared split. SIMULATED runs.',
    ]);
  });

  it('names what was sampled as its suite does', async () => {
    const folder = emptyFolder();
    const splits = { 'wo-io': clusters(20, '++') };
    writeRun(folder, { label: 'a', suite: 'ciphers', splits });
    writeRun(folder, { label: 'b', suite: 'ciphers', splits });
    const [a, b] = [await readScoredRun(`${folder}/a`), await readScoredRun(`${folder}/b`)];
    const rules = { splits: ['wo-io'], tolerance: 0.02, margin: 0.05 };
    const found = await check(a, b, { ...rules, on_inconclusive: 'pass' });
    for (const text of [renderCheck(found), renderComparison(found.comparison)]) {
      expect(text).toContain('exact paired sign-flip test over input texts, by Holm');
      expect(text).toContain('intervals, over input texts that both runs have');
      expect(text.replace('no instruction changed', '')).not.toContain('instruction');
    }
    expect(renderCheck(found)).toContain('to hold: input texts that it takes to be held');
  });

  it('shows a text of blanks and line ends at once, however long', async () => {
    const begin = performance.now();
    const text = renderCheck(
      await hostileCheck('pass', `a${' '.repeat(300_000)}b${'\n '.repeat(300_000)}c`),
    );
    expect(text).toContain('b ⏎ c"');
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  it('shows what models wrote without obeying it', async () => {
    const text = renderCheck(await hostileCheck());
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u0000');
    expect(text.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
    expect(text.split('\n').find((line) => line.includes('owned'))).toMatch(
      /^ {4}sample 0 {2}A right {2}"::error::owned ⏎ ##\[error\]owned ⏎ /,
    );
  });
});

describe('a check as Markdown', () => {
  it('lets no text become markup, a link, a mention or the end of a cell', async () => {
    const markdown = renderCheckMarkdown(await hostileCheck());
    const row = markdown.split('\n').find((line) => line.includes('owned')) ?? '';
    // Five cells, and nothing but letters, digits, blanks and entities within the code.
    expect(row.split('|')).toHaveLength(7);
    for (const [, code = ''] of row.matchAll(/<code>(.*?)<\/code>/g)) {
      expect(code.replaceAll(/&#\d+;/g, '')).toMatch(/^[\p{L}\p{N} ]*$/u);
    }
    for (const harm of ['<img', '@maintainer', 'http:', '##[', '\u001b']) {
      expect(markdown).not.toContain(harm);
    }
  });

  it('begins with the verdict', async () => {
    expect(
      renderCheckMarkdown(await hostileCheck())
        .split('\n')
        .slice(0, 3),
    ).toEqual([
      '### pbb-eval check: inconclusive',
      '',
      'FAILED: inconclusive, which was declared to fail. Neither a loss nor its absence was shown on every declared split. SIMULATED runs.',
    ]);
  });
});

describe('a check as JUnit XML', () => {
  it('has a case per declared split, which fails or is skipped as was declared', async () => {
    const [failed, skipped] = [junit([await hostileCheck()]), junit([await hostileCheck('pass')])];
    expect(failed).toContain('<testsuites tests="1" failures="1" errors="0" skipped="0">');
    expect(failed).toContain('<testcase name="wo-io direct" classname="random-arithmetic">');
    expect(failed).toContain(
      '<failure type="inconclusive" message="inconclusive; -14.3 points, 95% interval [-61.4, +29.0] (mover-korn-graubard-shrunken), p of a loss 0.500; ',
    );
    expect(skipped).toContain('<testsuites tests="1" failures="0" errors="0" skipped="1">');
    expect(skipped).toContain('<skipped message="inconclusive"/>');
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  it.skipIf(!python)(
    'is well-formed whatever a run is called (skipped where there is no python3)',
    async () => {
      const found = await hostileCheck();
      const { comparison } = found;
      const directory = `a"b'<c>&\u0000\uFFFE]]>`;
      const renamed = { ...comparison, a: { ...comparison.a, directory } };
      const xml = junit([found, { ...found, comparison: renamed }]);
      const code =
        'import sys,xml.etree.ElementTree as e;r=e.fromstring(sys.stdin.buffer.read());print(ascii(r.find("testsuite[2]//property").get("value")))';
      const read = spawnSync('python3', ['-c', code], { input: xml, encoding: 'utf8' });
      expect(read.stderr).toBe('');
      expect(read.stdout.trim()).toBe(`'a"b\\'<c>&\\ufffd\\ufffd]]>'`);
    },
  );
});

describe('a check in GitHub Actions', () => {
  it('is annotated for every split that did not hold', async () => {
    expect(annotations(await hostileCheck())).toBe(
      '::error title=pbb-eval check%3A random-arithmetic wo-io direct inconclusive::-14.3 points, 95%25 interval [-61.4, +29.0] (mover-korn-graubard-shrunken), p of a loss 0.500\n',
    );
    expect(annotations(await hostileCheck('pass'))).toMatch(/^::warning title=/);
  });

  it('cannot be made to issue commands', () => {
    expect(command('notice', 'a,b::c\n', '100%\n::set-env name=x::y\r##[error]')).toBe(
      '::notice title=a%2Cb%3A%3Ac\uFFFD::100%25\uFFFD::set-env name=x::y\uFFFD## [error]',
    );
    expect(quieted('::error::x', 'secret')).toBe(
      '::stop-commands::secret\n::error::x\n::secret::\n',
    );
  });
});
