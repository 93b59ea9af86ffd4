/** Runs the program on standard input, whose function `f` has no parameters, and prints how it ends and what it takes. */
import { readFileSync } from 'node:fs';
import {
  compileProgram,
  LimitError,
  OutsideSubsetError,
  parseProgram,
} from '../../dist/python/index.js';

const source = readFileSync(0, 'utf8');
const before = process.memoryUsage().rss;

function ending() {
  try {
    compileProgram(parseProgram(source)).call('f', []);
    return 'value';
  } catch (error) {
    if (error instanceof LimitError) return `limit: ${error.limit}`;
    return error instanceof OutsideSubsetError ? 'outside the subset' : String(error);
  }
}

const outcome = ending();
// The peak is in kilobytes.
const grown = process.resourceUsage().maxRSS * 1024 - before;
process.stdout.write(JSON.stringify({ outcome, grown }));
