/**
 * Full Python in a process that is shut in: CPython compiled to WebAssembly. A program reaches nothing but itself and the standard
 * library, and ends within its limits. `docs/sandbox.md` states what is promised and how each promise is tested.
 */

export { type DataSetRun, runDataSet } from './data-set.js';
export { HostileSandbox } from './hostile.js';
export { KeptOutcomes } from './kept-outcomes.js';
export { availableLayers, LAYERS, type Layer } from './layers.js';
export { DEFAULT_LIMITS, type Limit, type Limits, type Outcome, type Program } from './program.js';
export { type Comparison, PYTHON_EQUALITY, sameValue } from './same-value.js';
export { SandboxError } from './sandbox-error.js';
export { runInSubset } from './subset.js';
export { runTrusted } from './trusted.js';
