/**
 * Functions that others wrote: CRUXEval's, each with one input and its output (Gu et al., 2024). All that is accepted must
 * give the output; how much is accepted is printed, not asserted.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  compileProgram,
  OutsideSubsetError,
  parseLiteral,
  parseProgram,
  repr,
} from '../../src/python/index.js';
import { DiagnosticError } from '../../src/text/diagnostic.js';

const FOLDER = process.env['PBB_EVAL_SHARED'] ?? '../shared';
const FILE = join(FOLDER, 'data', 'cruxeval-dev.jsonl');
const isHere = existsSync(FILE);

/** What a run gives; undefined where the function or its run lies outside the subset. */
function outcomeOf(code: string, input: string): string | undefined {
  try {
    const program = compileProgram(
      parseProgram(`${code}\n\ndef the_call():\n    return f(${input})\n`),
    );
    return repr(program.call('the_call', []).value);
  } catch (error) {
    if (error instanceof DiagnosticError || error instanceof OutsideSubsetError) return undefined;
    throw error;
  }
}

function textOf(record: object, key: string): string {
  const value: unknown = Reflect.get(record, key);
  if (typeof value !== 'string') throw new Error(`no text ${key}`);
  return value;
}

describe('functions of CRUXEval', () => {
  it.skipIf(!isHere)(
    isHere ? 'give their output wherever they are accepted' : `skipped: no ${FILE} here`,
    () => {
      const records = readFileSync(FILE, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
      const different: string[] = [];
      let accepted = 0;
      for (const record of records) {
        if (typeof record !== 'object' || record === null) throw new Error('no record');
        const value = outcomeOf(textOf(record, 'code'), textOf(record, 'input'));
        if (value === undefined) continue;
        accepted += 1;
        const output = repr(parseLiteral(textOf(record, 'output')));
        if (value !== output) different.push(`${textOf(record, 'id')}: ${value}, not ${output}`);
      }
      expect(different).toEqual([]);
      expect(accepted).toBeGreaterThan(0);
      process.stdout.write(`CRUXEval: ${accepted} of ${records.length} accepted, all agree\n`);
    },
  );
});
