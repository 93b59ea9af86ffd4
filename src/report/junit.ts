/** The gate's verdicts as JUnit XML, for CI that shows tests: a test suite per check, a test case per declared split. */
import type { Check } from '../comparison/check.js';
import { printable } from '../text/printable.js';
import { type CheckRow, checkRows, differenceWords } from './check.js';
import { type FirstCheckpoint, firstSentence } from './first-checkpoint.js';

/** A run on which there is no verdict: it cannot be compared, or lacks too many samples. */
export interface Unchecked {
  readonly directory: string;
  readonly why: string;
}

/**
 * One document. A split that regressed fails, and so does an inconclusive one where that was declared to fail. A first checkpoint
 * is a test that was skipped, a run without a verdict one that could not be run.
 */
export function junit(
  checks: readonly Check[],
  firsts: readonly FirstCheckpoint[] = [],
  unchecked: readonly Unchecked[] = [],
): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${countsOf(checks, firsts.length, unchecked.length)}>`,
    ...checks.flatMap(testSuite),
    ...firsts.flatMap((first) =>
      bareSuite(
        countsOf([], 1),
        'first checkpoint',
        `<skipped message="${xmlText(firstSentence(first))}"/>`,
      ),
    ),
    ...unchecked.flatMap(({ directory, why }) =>
      bareSuite(
        countsOf([], 0, 1),
        'not checked',
        `<error message="${xmlText(`${directory}: ${inOneLine(why)}`)}"/>`,
      ),
    ),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(checks: readonly Check[], firsts = 0, errors = 0): string {
  const rows = checks.flatMap((check) => checkRows(check).map((row) => ({ row, check })));
  const failures = rows.filter(({ row, check }) => isFailure(row, check)).length;
  const skipped = rows.filter(({ row, check }) => isSkipped(row, check)).length + firsts;
  const tests = rows.length + firsts + errors;
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function inOneLine(lines: string): string {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .join('; ');
}

/** One test case of which nothing was tested. */
function bareSuite(counts: string, name: string, outcome: string): string[] {
  return [
    `  <testsuite name="pbb-eval check" ${counts}>`,
    `    <testcase name="${name}" classname="pbb-eval check">`,
    `      ${outcome}`,
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
