import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../src/python/index.js';
import { DiagnosticError } from '../../src/text/diagnostic.js';
import { cpythonRefuses, cpythonVersion } from './cpython.js';

interface Refusal {
  readonly source: string;
  readonly message: string;
}

/** The sections of `refused.txt`: what is refused for being outside the subset, and what no Python accepts. */
const sections = readFileSync(new URL('refused.txt', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [title = '', ...entries] = section.split(/^--- source\n/m);
    return { title: title.trim(), refusals: entries.map(refusalOf) };
  });

function refusalOf(entry: string): Refusal {
  const [source = '', message = ''] = entry.split(/^--- says\n/m);
  return { source, message: message.trimEnd() };
}

function messageOf(source: string): string {
  try {
    parseProgram(source, { file: 'p.py' });
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe.each(sections)('$title', ({ refusals }) => {
  it.each(refusals)('$source', ({ source, message }) => {
    expect(message).not.toBe('');
    expect(messageOf(source)).toBe(message);
  });
});

describe('the fixture', () => {
  it('holds every section', () => {
    expect(sections.map(({ refusals }) => refusals.length)).toEqual([43, 42, 25]);
  });

  it.skipIf(cpythonVersion === undefined)(
    `calls nothing a fault of grammar that CPython accepts (${cpythonVersion ?? 'skipped: no python3 here'})`,
    async () => {
      const faults = sections[1]?.refusals.map(({ source }) => source) ?? [];
      const verdicts = await cpythonRefuses(faults);
      const accepted = faults.filter((_, index) => verdicts[index] !== true);
      // Python has names of letters beyond ASCII; the message says that the subset has not.
      expect(accepted).toEqual(['def f(x):\n    return é\n']);
    },
  );

  it('shows faults of a text without a name under a stand-in', () => {
    expect(() => parseProgram('x')).toThrow(
      '<program>:1:1: statements outside a function are not part of the subset',
    );
  });

  it('accepts a text without functions', () => {
    expect(parseProgram('').functions).toEqual([]);
    expect(parseProgram('\n  # nothing\n\n').functions).toEqual([]);
  });
});
