/**
 * The Python subset: parse, print, compile, call. A program reaches nothing but its arguments, its own functions and the
 * built-ins of `builtins.ts`, and every run ends within its limits.
 */

export { equals, fromHost, parseCall, parseLiteral, toHost } from './boundary.js';
export { countOperations } from './count.js';
export { LimitError, OutsideSubsetError, PythonError, type PythonErrorType } from './errors.js';
export { PyDict, PySet } from './hashed.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export { parseProgram } from './parse.js';
export { printExpression, printFunction, printProgram } from './print.js';
export { type CompileOptions, compileProgram, type Program, type RunResult } from './program.js';
export { repr } from './repr.js';
export type * from './syntax.js';
export { WideText } from './text.js';
export type { Step, StepKind } from './trace.js';
export { PyFloat, PyList, PyObject, PyTuple, type Value } from './value.js';
