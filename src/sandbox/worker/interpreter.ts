/**
 * CPython for WebAssembly, started without the bridge to JavaScript that Pyodide puts into it: Pyodide's own `main` never runs, so
 * that the interpreter has no `js`, no `pyodide_js`, no `_pyodide_core` and no object of JavaScript, and is spoken to in C alone.
 * Invariant: nothing that Python can name leads to a value of the host's.
 */
import { randomFillSync } from 'node:crypto';
import { constants, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Setup } from '../messages.js';
import { Gate } from './gate.js';

/** What is used of it; the types of Node 20 have none. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => object;
};

/** Pointers into the interpreter's memory are numbers; 0 is NULL. */
export type Pointer = number;

/** The functions of C that the worker calls, and what Emscripten puts beside them. */
export interface Interpreter {
  HEAPU8: Uint8Array;
  readonly FS: {
    mkdirTree(path: string): void;
    writeFile(path: string, bytes: Uint8Array): void;
    chdir(path: string): void;
  };
  readonly ENV: Record<string, string>;
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  _Py_InitializeEx(signals: number): void;
  _Py_CompileStringExFlags(
    source: Pointer,
    file: Pointer,
    start: number,
    flags: Pointer,
    optimize: number,
  ): Pointer;
  _PyEval_EvalCode(code: Pointer, globals: Pointer, locals: Pointer): Pointer;
  _PyObject_Repr(object: Pointer): Pointer;
  _PyObject_Str(object: Pointer): Pointer;
  _PyObject_Type(object: Pointer): Pointer;
  _PyType_GetName(type: Pointer): Pointer;
  _PyObject_CallNoArgs(callable: Pointer): Pointer;
  _PyUnicode_AsEncodedString(text: Pointer, encoding: Pointer, errors: Pointer): Pointer;
  _PyBytes_AsString(bytes: Pointer): Pointer;
  _PyBytes_Size(bytes: Pointer): number;
  _PyErr_GetRaisedException(): Pointer;
  _PyErr_Clear(): void;
  _PyErr_GivenExceptionMatches(exception: Pointer, type: Pointer): number;
  _PyModule_New(name: Pointer): Pointer;
  _PyModule_GetDict(module: Pointer): Pointer;
  _PyImport_ImportModule(name: Pointer): Pointer;
  _PyImport_GetModuleDict(): Pointer;
  _PyDict_SetItemString(dict: Pointer, key: Pointer, value: Pointer): number;
  _PyDict_GetItemString(dict: Pointer, key: Pointer): Pointer;
  _PyDict_DelItemString(dict: Pointer, key: Pointer): number;
  _Py_IncRef(object: Pointer): void;
  _Py_DecRef(object: Pointer): void;
  _emscripten_resize_heap(bytes: number): number;
  /** Address of the variable that points to the class. */
  readonly _PyExc_MemoryError: Pointer;
}

export interface Machine {
  readonly python: Interpreter;
  readonly gate: Gate;
  /** Bytes that were printed so far; whoever runs a program sets it to 0 before. */
  readonly printed: { bytes: number; max: number };
}

/** Thrown out of the interpreter by the stream that is printed to. */
export class OutputError extends Error {}

/** An interpreter that has yet to be initialised, by `_Py_InitializeEx` or by a snapshot. */
export async function createInterpreter(setup: Setup): Promise<Machine> {
  // Emscripten asks for the flags of `open` in an old way that Node's permission model refuses.
  Reflect.set(process, 'binding', () => ({ fs: constants }));
  const { default: create } = await import(pathToFileURL(`${setup.pyodide}pyodide.asm.mjs`).href);
  const gate = new Gate(setup.memoryMiB);
  const printed = { bytes: 0, max: Infinity };
  const print = (): void => {
    printed.bytes += 1;
    if (printed.bytes > printed.max) throw new OutputError();
  };
  // Emscripten's own would load a module when it is first called.
  const randomBytes = (start: Pointer, length: number): number => {
    randomFillSync(python.HEAPU8, start >>> 0, length >>> 0);
    return 0;
  };
  const python: Interpreter = await create({
    noInitialRun: true,
    thisProgram: 'python',
    arguments: [],
    // Emscripten's file for Pyodide reads these while it is loaded; the index of packages is never asked for.
    API: {
      config: { env: {}, jsglobals: {} },
      runtimeEnv: { IN_NODE: true, IN_NODE_ESM: true },
      lockFilePromise: new Promise(() => undefined),
    },
    noImageDecoding: true,
    noAudioDecoding: true,
    noWasmDecoding: true,
    stdin: () => null,
    stdout: print,
    stderr: print,
    print: () => undefined,
    printErr: () => undefined,
    preRun: [(module: Interpreter) => installLibrary(module, setup.pyodide)],
    instantiateWasm: (imports: { env: Record<string, unknown> }, done: WasmReceiver) => {
      imports.env['random_get'] = randomBytes;
      instantiate(setup, gate, imports, done);
      return {};
    },
  });
  return { python, gate, printed };
}

type WasmReceiver = (instance: object, module: object) => void;

function instantiate(
  setup: Setup,
  gate: Gate,
  imports: { env: Record<string, unknown> },
  done: WasmReceiver,
): void {
  // The two imports that Pyodide makes in WebAssembly itself, for errors of JavaScript, of which there are none.
  const noError = Symbol('no error');
  imports.env['Jsv_GetError_import'] = () => noError;
  imports.env['JsvError_Check'] = (value: unknown) => (value === noError ? 1 : 0);
  gate.bound(imports.env);
  if (setup.gate) gate.guard(imports.env);
  const module = new WebAssembly.Module(readFileSync(`${setup.pyodide}pyodide.asm.wasm`));
  done(new WebAssembly.Instance(module, imports), module);
}

const HOME = '/home/user';

function installLibrary(module: Interpreter, pyodide: string): void {
  module.FS.mkdirTree('/lib/python3.14/lib-dynload');
  module.FS.mkdirTree(HOME);
  module.FS.writeFile('/lib/python314.zip', readFileSync(`${pyodide}python_stdlib.zip`));
  module.FS.chdir(HOME);
  Object.assign(module.ENV, { HOME, PYTHONHOME: '/', PYTHONHASHSEED: '0', LANG: 'C.UTF-8' });
}
