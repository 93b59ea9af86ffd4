/** How a call of ours ends, in the words that CPython's outcomes have. */
import {
  LimitError,
  type Limits,
  OutsideSubsetError,
  type Program,
  PythonError,
  repr,
  type Value,
} from '../../src/python/index.js';

/** `repr` of the value; `!! ` and the exception's type; `limit: ` and its name; or `outside the subset`. */
export function outcomeOf(
  program: Program,
  name: string,
  args: readonly Value[],
  limits?: Partial<Limits>,
): string {
  try {
    return repr(program.call(name, args, limits).value);
  } catch (error) {
    if (error instanceof PythonError) return `!! ${error.type}`;
    if (error instanceof LimitError) return `limit: ${error.limit}`;
    if (error instanceof OutsideSubsetError) return 'outside the subset';
    throw error;
  }
}
