import { describe, expect, it } from 'vitest';
import { parseGrammar, readGrammar } from '../../../src/cfg/notation/notation.js';
import { DiagnosticError, renderDiagnostic } from '../../../src/text/diagnostic.js';
import { casesIn } from './cases/cases.js';

const refused = casesIn('refused.txt');
const warned = casesIn('warned.txt');

function messageOf(source: string): string {
  try {
    parseGrammar(source, { file: 'g.cfg' });
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe.each(refused)('$title', ({ cases }) => {
  it.each(cases)('$source', ({ source, says }) => {
    expect(messageOf(source)).toBe(says);
  });
});

describe('warnings', () => {
  it.each(warned.flatMap(({ cases }) => cases))('$source', ({ source, says }) => {
    const { warnings } = readGrammar(source, { file: 'g.cfg' });
    expect(warnings.map((warning) => renderDiagnostic(warning, source)).join('\n')).toBe(says);
  });
});

describe('the fixtures', () => {
  it('hold every case, and no case without a message', () => {
    const counts = [...refused, ...warned].map(({ cases }) => cases.length);
    expect(counts).toEqual([19, 4, 6, 6, 5, 5, 2, 5]);
    const silent = refused.flatMap(({ cases }) => cases).filter(({ says }) => says === '');
    expect(silent).toEqual([]);
  });
});

describe('suggestions', () => {
  it('name a symbol that is nearly the one that was written', () => {
    expect(messageOf("S -> Nuon\nNoun -> 'a'")).toContain('Did you mean `Noun`?');
    expect(messageOf("S -> Np\nNP -> 'a'")).toContain('Did you mean `NP`?');
    expect(messageOf("S -> VP\nNP -> 'a'")).toContain('Give it a rule: VP -> …');
  });

  it('take a name in lower case for a word without quotes', () => {
    expect(messageOf('S -> dog')).toContain("A word of the sentence is quoted: 'dog'.");
    expect(messageOf("S -> nuon\nnoun -> 'a'")).toContain(
      "Did you mean `noun`? A word of the sentence is quoted: 'nuon'.",
    );
  });
});
