/**
 * Calls a program from ever higher frames of a stack that is used up, until it has room, and prints how the calls end. In plain
 * modules: those that tests are made into swallow errors of their own imports, and this happens at the end of the stack.
 */
import { compileProgram, LimitError, parseProgram, repr } from '../../dist/python/index.js';

const program = compileProgram(parseProgram('def f(n):\n    return 0 if n == 0 else f(n - 1)\n'));
const outcomes = new Set();

function descend() {
  try {
    descend();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (outcomes.has('0')) return;
  // Near the end of the stack even this call can fail; the frames above try it with ever more room.
  try {
    outcomes.add(repr(program.call('f', [100]).value));
  } catch (error) {
    if (error instanceof LimitError) outcomes.add(`limit: ${error.limit}`);
    else if (!(error instanceof RangeError)) throw error;
  }
}

descend();
process.stdout.write(JSON.stringify([...outcomes]));
