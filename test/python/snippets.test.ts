/**
 * Random functions of all that values can do, against CPython: the value's `repr` or the exception's type must be the
 * same, unless ours refuses.
 */
import { describe, expect, it } from 'vitest';
import { compileProgram, parseProgram } from '../../src/python/index.js';
import { Random } from '../../src/random/random.js';
import { DiagnosticError } from '../../src/text/diagnostic.js';
import { cpythonOutcomes, cpythonVersion } from './cpython.js';
import { outcomeOf } from './outcome.js';
import { randomFunction } from './random-snippet.js';

const SEED = process.env['PBB_SEED'] ?? 'snippets 1';
const BATCHES = Number(process.env['PBB_BATCHES'] ?? 5);
const PROGRAMS = 250;
const FUNCTIONS = 8;
const FIRST_SHOWN = 3;

interface Snippet {
  readonly name: string;
  readonly source: string;
  readonly ours: string;
}

/** The functions of one program, with how each ends. */
function snippetsOf(random: Random): readonly Snippet[] {
  const sources = Array.from({ length: FUNCTIONS }, (_, at) => randomFunction(random, `f${at}`));
  const outcomes = outcomesOf(sources.join(''));
  return sources.map((source, at) => ({ name: `f${at}`, source, ours: outcomes[at] ?? 'refused' }));
}

/** Nothing for a program that is refused as a whole. */
function outcomesOf(source: string): readonly string[] {
  try {
    const program = compileProgram(parseProgram(source));
    return program.functions.map((name) => outcomeOf(program, name, [], { steps: 50_000 }));
  } catch (error) {
    if (error instanceof DiagnosticError) return [];
    throw new Error(source, { cause: error });
  }
}

function isCompared({ ours }: Snippet): boolean {
  return !/^(?:refused$|limit: |outside the subset$)/.test(ours);
}

/** What differs in one batch of programs, and how ours ended. */
async function compare(batch: number): Promise<{ different: string[]; ours: string[] }> {
  const programs = Array.from({ length: PROGRAMS }, (_, index) =>
    snippetsOf(new Random(SEED, batch, index)).filter(isCompared),
  );
  const outcomes = await cpythonOutcomes(
    programs.map((snippets) => ({
      source: snippets.map(({ source }) => source).join(''),
      calls: snippets.map(({ name }) => ({ name, args: [] })),
    })),
  );
  const different = programs.flatMap((snippets, index) =>
    snippets.flatMap(({ source, ours }, at) => {
      const theirs = outcomes[index]?.[at];
      if (ours === theirs) return [];
      return [`PBB_SEED='${SEED}', batch ${batch}\n${source}ours    ${ours}\nCPython ${theirs}`];
    }),
  );
  return { different, ours: programs.flat().map(({ ours }) => ours) };
}

describe(`random snippets end as in CPython (${cpythonVersion ?? 'skipped: no python3 here'})`, () => {
  it.skipIf(cpythonVersion === undefined)(
    `${BATCHES * PROGRAMS * FUNCTIONS} functions: values and exception types`,
    { timeout: 540_000 },
    async () => {
      const compared: string[] = [];
      for (let batch = 0; batch < BATCHES; batch += 1) {
        const { different, ours } = await compare(batch);
        expect(different.slice(0, FIRST_SHOWN).join('\n\n')).toBe('');
        compared.push(...ours);
      }
      // The snippets must be worth running: most are compared, most have a value, exceptions are of every kind.
      const all = BATCHES * PROGRAMS * FUNCTIONS;
      expect(compared.length).toBeGreaterThan(all * 0.8);
      expect(compared.filter((outcome) => !outcome.startsWith('!!')).length).toBeGreaterThan(
        all / 2,
      );
      expect(new Set(compared.filter((outcome) => outcome.startsWith('!!'))).size).toBe(12);
    },
  );
});
