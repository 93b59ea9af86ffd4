/**
 * The Python subset: parse, print, compile, call. A program reaches nothing but its arguments, its own functions and the
 * built-ins of `builtins.ts`, and every run ends within its limits.
 */

export { equals, fromHost, toHost } from './boundary.js';
export type { Step, StepKind } from './compile/trace.js';
export { parseCall, parseLiteral, parseNamedCall } from './literals.js';
export {
  LimitError,
  OutsideSubsetError,
  PythonError,
  type PythonErrorType,
} from './machine/errors.js';
export { DEFAULT_LIMITS, type Limits } from './machine/limits.js';
export { type CompileOptions, compileProgram, type Program, type RunResult } from './program.js';
export { countOperations } from './syntax/count.js';
export { parseProgram } from './syntax/parse.js';
export { printExpression, printFunction, printProgram } from './syntax/print.js';
export type * from './syntax/syntax.js';
export { PyDict, PySet } from './values/hashed.js';
export { repr } from './values/repr.js';
export { WideText } from './values/text.js';
export { PyFloat, PyList, PyObject, PyTuple, type Value } from './values/value.js';
