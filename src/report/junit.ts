/** The gate's verdicts as JUnit XML, for CI that shows tests: a test suite per check, a test case per declared split. */
import type { Check } from '../comparison/check.js';
import { printable } from '../text/printable.js';
import { type CheckRow, checkRows, differenceWords } from './check.js';
import { type FirstCheckpoint, firstSentence } from './first-checkpoint.js';

/** One document. A split that regressed fails, and so does an inconclusive one where that was declared to fail. */
export function junit(checks: readonly Check[], firsts: readonly FirstCheckpoint[] = []): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${countsOf(checks, firsts.length)}>`,
    ...checks.flatMap(testSuite),
    ...firsts.flatMap(skippedSuite),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(checks: readonly Check[], firsts = 0): string {
  const rows = checks.flatMap((check) => checkRows(check).map((row) => ({ row, check })));
  const failures = rows.filter(({ row, check }) => isFailure(row, check)).length;
  const skipped = rows.filter(({ row, check }) => isSkipped(row, check)).length;
  return `tests="${rows.length + firsts}" failures="${failures}" skipped="${skipped + firsts}"`;
}

/** One test case, which was skipped: there is nothing to hold a first checkpoint against. */
function skippedSuite(first: FirstCheckpoint): string[] {
  return [
    `  <testsuite name="pbb-eval check" ${countsOf([], 1)}>`,
    '    <testcase name="first checkpoint" classname="pbb-eval check">',
    `      <skipped message="${xmlText(firstSentence(first))}"/>`,
    '    </testcase>',
    '  </testsuite>',
  ];
}

function testSuite(check: Check): string[] {
  const { a, b } = check.comparison;
  return [
    `  <testsuite name="pbb-eval check" ${countsOf([check])}>`,
    '    <properties>',
    ...Object.entries({
      baseline: a.directory,
      candidate: b.directory,
      verdict: check.verdict,
      simulated: String(check.comparison.simulated),
    }).map(([name, value]) => `      <property name="${name}" value="${xmlText(value)}"/>`),
    '    </properties>',
    ...checkRows(check).flatMap((row) => testCase(row, check)),
    '  </testsuite>',
  ];
}

function testCase(row: CheckRow, check: Check): string[] {
  const name = `name="${xmlText(`${row.split} ${row.answer}`)}" classname="${xmlText(row.suite)}"`;
  const words = xmlText(wordsOf(row));
  const inner = [
    ...(isFailure(row, check) ? [`      <failure type="${row.verdict}" message="${words}"/>`] : []),
    ...(isSkipped(row, check) ? ['      <skipped message="inconclusive"/>'] : []),
    `      <system-out>${words}</system-out>`,
  ];
  return [`    <testcase ${name}>`, ...inner, '    </testcase>'];
}

function isFailure({ verdict }: CheckRow, { rules }: Check): boolean {
  return (
    verdict === 'regressed' || (verdict === 'inconclusive' && rules.on_inconclusive === 'fail')
  );
}

function isSkipped({ verdict }: CheckRow, { rules }: Check): boolean {
  return verdict === 'inconclusive' && rules.on_inconclusive === 'pass';
}

function wordsOf(row: CheckRow): string {
  const numbers = differenceWords(row);
  return [row.verdict, ...(numbers === undefined ? [] : [numbers]), ...row.notes].join('; ');
}

/** Text as XML 1.0 can hold it, in an element or an attribute. */
export function xmlText(text: string): string {
  return printable(text)
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
