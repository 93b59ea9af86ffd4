/**
 * The Python subset: parse, print, compile, call. A program reaches nothing but its arguments, its own functions and the
 * built-ins of `builtins.ts`, and every run ends within its limits.
 */

export { countOperations } from './count.js';
export { LimitError, OutsideSubsetError, PythonError, type PythonErrorType } from './errors.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export { parseProgram } from './parse.js';
export { printExpression, printFunction, printProgram } from './print.js';
export { type CompileOptions, compileProgram, type Program, type RunResult } from './program.js';
export type * from './syntax.js';
export { repr, type Value } from './value.js';
