/**
 * Each deviation from CPython is shown by a program, and so is what to write instead. `docs/python-subset.md` is made from
 * them: `npm run docs:python` writes it anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram } from '../../src/python/index.js';
import { DiagnosticError } from '../../src/text/diagnostic.js';
import { cpythonOutcomes, cpythonVersion } from './cpython.js';
import { outcomeOf } from './outcome.js';

const PAGE = new URL('../../docs/python-subset.md', import.meta.url);
const SECTION =
  /^(.*)\n([\s\S]*?)\n--- deviates: (.*)\n([\s\S]*?)\n--- instead: (.*)\n([\s\S]*?)\n*$/;

const [, ...sections] = readFileSync(new URL('deviations.txt', import.meta.url), 'utf8').split(
  /^## /m,
);
const deviations = sections.map((section) => {
  const [, title = '', cause = '', ending = '', deviating = '', value = '', instead = ''] =
    SECTION.exec(section) ?? [];
  return { title, cause, ending, deviating: `${deviating}\n`, value, instead: `${instead}\n` };
});

/** How `f()` of the program ends, or `refused` where it is no program of the subset. */
function endingOf(source: string): string {
  try {
    return outcomeOf(compileProgram(parseProgram(source)), 'f', []);
  } catch (error) {
    if (error instanceof DiagnosticError) return 'refused';
    throw error;
  }
}

function page(): string {
  const parts = deviations.map(
    ({ title, cause, deviating, ending, instead, value }) =>
      `### ${title}\n\n${cause}\n\n\`\`\`python\n${deviating}# here: ${ending}\n\`\`\`\n\nInstead:\n\n\`\`\`python\n${instead}# gives ${value}\n\`\`\`\n`,
  );
  return `${INTRODUCTION}\n${parts.join('\n')}`;
}

const INTRODUCTION = `# The Python subset

Generated from \`test/python/deviations.txt\` by \`npm run docs:python\`.

Programs run in an interpreter of this package. It has int, float, bool, None, str, list, tuple, dict, set and range; functions with
defaults, keyword arguments and \`*rest\`, recursion, nested functions and closures, lambda; \`if\`, \`for\` and \`while\` with \`else\`,
\`break\` and \`continue\`; comprehensions and generator expressions; slices, unpacking, augmented assignment, chained comparisons,
conditional expressions, f-strings; the common methods of str, list, dict and set; and the usual built-ins.

**It refuses rather than be wrong.** Whatever it accepts ends as in CPython 3: the same value, the same \`repr\`, the same type of
exception. The tests hold it against CPython with a corpus (\`test/python/corpus\`), with tens of thousands of random programs, and
with the functions of CRUXEval. A run ends in one of four ways: with a value, with an exception of Python, at a limit (steps, depth,
bits of an integer, size of a string or container, allocation), or because a value turned out to lie outside the subset. The last
two say nothing about the program.

## What differs
`;

if (process.env['PBB_DOCS'] === 'update') writeFileSync(PAGE, page());

describe.each(deviations)('$title', ({ cause, ending, deviating, value, instead }) => {
  it('is as the fixture says', () => {
    expect(cause).not.toBe('');
    expect(endingOf(deviating)).toBe(ending);
    expect(endingOf(instead)).toBe(value);
  });

  it.skipIf(cpythonVersion === undefined)(
    `is none in CPython (${cpythonVersion ?? 'skipped: no python3 here'})`,
    async () => {
      const calls = [{ name: 'f', args: [] }];
      const [theirs = [], same] = await cpythonOutcomes([
        { source: deviating, calls },
        { source: instead, calls },
      ]);
      expect(theirs[0]).not.toMatch(/^!!/);
      expect(same).toEqual([value]);
    },
  );
});

describe('the page', () => {
  it('is made from the fixtures: run `npm run docs:python`', () => {
    expect(deviations.length).toBeGreaterThan(20);
    expect(readFileSync(PAGE, 'utf8')).toBe(page());
  });
});
