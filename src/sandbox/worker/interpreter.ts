/**
 * CPython for WebAssembly, started without the bridge to JavaScript that Pyodide puts into it: Pyodide's own `main` never runs, so
 * that the interpreter has no `js`, no `pyodide_js`, no `_pyodide_core` and no object of JavaScript, and is spoken to in C alone.
 * Invariant: nothing that Python can name leads to a value of the host's.
 */
import { randomFillSync } from 'node:crypto';
import { constants, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Setup } from '../messages.js';
import { Gate, type HostFunctions, replace } from './gate.js';

/** Pointers into the interpreter's memory are numbers; 0 is NULL. */
export type Pointer = number;

/** What is called of the interpreter's interface in C. */
interface Functions {
  /** Where the stack starts, which grows down; the heap lies above it, static data below. */
  emscripten_stack_get_base(): Pointer;
  malloc(bytes: number): Pointer;
  free(pointer: Pointer): void;
  Py_InitializeEx(signals: number): void;
  Py_CompileStringExFlags(
    source: Pointer,
    file: Pointer,
    start: number,
    flags: Pointer,
    optimize: number,
  ): Pointer;
  PyEval_EvalCode(code: Pointer, globals: Pointer, locals: Pointer): Pointer;
  PyObject_Repr(object: Pointer): Pointer;
  PyObject_Str(object: Pointer): Pointer;
  PyObject_Type(object: Pointer): Pointer;
  PyType_GetName(type: Pointer): Pointer;
  PyObject_CallNoArgs(callable: Pointer): Pointer;
  PyUnicode_AsEncodedString(text: Pointer, encoding: Pointer, errors: Pointer): Pointer;
  PyBytes_AsString(bytes: Pointer): Pointer;
  PyBytes_Size(bytes: Pointer): number;
  PyErr_GetRaisedException(): Pointer;
  PyErr_Clear(): void;
  PyErr_GivenExceptionMatches(exception: Pointer, type: Pointer): number;
  PyModule_New(name: Pointer): Pointer;
  PyModule_GetDict(module: Pointer): Pointer;
  PyImport_ImportModule(name: Pointer): Pointer;
  PyImport_GetModuleDict(): Pointer;
  PyDict_SetItemString(dict: Pointer, key: Pointer, value: Pointer): number;
  PyDict_GetItemString(dict: Pointer, key: Pointer): Pointer;
  PyDict_DelItemString(dict: Pointer, key: Pointer): number;
  Py_IncRef(object: Pointer): void;
  Py_DecRef(object: Pointer): void;
}

interface Exports extends Functions {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Where the pointer to the class stands. */
  readonly PyExc_MemoryError: { readonly value: Pointer };
}

/** What is used of it; the types of Node 20 have none. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
};

/** An interpreter that has yet to be initialised, by `Py_InitializeEx` or by a snapshot. */
export interface Interpreter {
  readonly c: Exports;
  readonly gate: Gate;
  /** Bytes that were printed so far and may be; whoever runs a program sets them before. */
  readonly printed: { bytes: number; max: number };
  /** The memory as it is now: a view is of no use any more once the memory has grown. */
  memory(): Buffer;
  grow(bytes: number): void;
}

/** Thrown out of the interpreter by the streams that are printed to. */
export class OutputError extends Error {}

export async function createInterpreter({
  pyodide,
  memoryMiB,
  gate: isGated,
}: Setup): Promise<Interpreter> {
  // Emscripten asks for the flags of `open` in an old way that Node's permission model refuses.
  Reflect.set(process, 'binding', () => ({ fs: constants }));
  const { default: create } = await import(pathToFileURL(`${pyodide}pyodide.asm.mjs`).href);
  const wasm = new WebAssembly.Module(readFileSync(`${pyodide}pyodide.asm.wasm`));
  const library = readFileSync(`${pyodide}python_stdlib.zip`);
  const gate = new Gate(memoryMiB);
  const printed = { bytes: 0, max: Infinity };
  const print = (): void => {
    printed.bytes += 1;
  };
  let interpreter: Interpreter | undefined;
  await create({
    ...EMSCRIPTEN,
    stdout: print,
    stderr: print,
    preRun: [(module: EmscriptenModule) => installLibrary(module, library)],
    instantiateWasm: (
      { env, ...rest }: Imports,
      done: (instance: object, module: object) => void,
    ) => {
      supply(env, () => memoryOf(instance.exports));
      boundOutput(env, printed);
      gate.bound(env);
      if (rest['wasi_snapshot_preview1'] !== env) throw new Error('imports that are not guarded');
      if (isGated) gate.guard(env);
      const instance = new WebAssembly.Instance(wasm, { env, ...rest });
      const grow = (bytes: number): void => void env['emscripten_resize_heap']?.(bytes);
      const c = instance.exports;
      interpreter = { c, gate, printed, grow, memory: () => memoryOf(c) };
      done({ exports: forEmscripten(c) }, wasm);
      return {};
    },
  });
  if (interpreter === undefined) throw new Error('the interpreter was not instantiated');
  return interpreter;
}

interface Imports {
  readonly env: HostFunctions;
  readonly [module: string]: object;
}

interface EmscriptenModule {
  readonly FS: {
    mkdirTree(path: string): void;
    writeFile(path: string, bytes: Uint8Array): void;
    chdir(path: string): void;
  };
  readonly ENV: Record<string, string>;
}

const EMSCRIPTEN = {
  noInitialRun: true,
  thisProgram: 'python',
  arguments: [],
  // Read while Emscripten's file for Pyodide is loaded; the index of packages is never asked for.
  API: {
    config: { env: {}, jsglobals: {} },
    runtimeEnv: { IN_NODE: true, IN_NODE_ESM: true },
    lockFilePromise: new Promise(() => undefined),
  },
  noImageDecoding: true,
  noAudioDecoding: true,
  noWasmDecoding: true,
  stdin: () => null,
  print: () => undefined,
  printErr: () => undefined,
};

/** Functions of the host that are ours and not Emscripten's. */
function supply(env: HostFunctions, memory: () => Buffer): void {
  // Pyodide makes these two in WebAssembly itself, for errors of JavaScript, of which there are none.
  const noError = Symbol('no error');
  env['Jsv_GetError_import'] = () => noError;
  env['JsvError_Check'] = (value: unknown) => (value === noError ? 1 : 0);
  // Emscripten's own would load a module when it is first called.
  env['random_get'] = (start = 0, length = 0) => {
    randomFillSync(memory(), start >>> 0, length >>> 0);
    return 0;
  };
}

/**
 * What Emscripten gets to see of the exports: variables, and the functions that its own code calls. It puts each function that it sees
 * into tables for dynamic linking; with those of Python and its libraries, over seven thousand, that takes a third of the start.
 */
function forEmscripten(exports: Exports): object {
  return Object.fromEntries(
    Object.entries(exports).filter(
      ([name, it]) => typeof it !== 'function' || OF_EMSCRIPTEN.test(name),
    ),
  );
}

const OF_EMSCRIPTEN =
  /^(?:_?_?emscripten_|__wasm_|__cxa_|__dl_|__errno_location|__funcs_on_exit|__main_|__trap|(?:main|malloc|calloc|realloc|free|memalign|memcpy|sbrk|fflush|raise|strerror|pthread_self|setThrew|(?:hton|ntoh)[ls])$)/;

/** Ends a program that prints too much, out of the function that writes: an error in a stream would be the program's to catch. */
function boundOutput(env: HostFunctions, printed: Interpreter['printed']): void {
  const write = env['fd_write'];
  if (write === undefined) throw new Error('the interpreter does not print');
  replace(env, 'fd_write', (...args) => {
    const result = write(...args);
    if (printed.bytes > printed.max) throw new OutputError();
    return result;
  });
}

function memoryOf({ memory }: Exports): Buffer {
  return Buffer.from(memory.buffer);
}

const HOME = '/home/user';

function installLibrary({ FS, ENV }: EmscriptenModule, library: Uint8Array): void {
  FS.mkdirTree('/lib/python3.14/lib-dynload');
  FS.mkdirTree(HOME);
  FS.writeFile('/lib/python314.zip', library);
  FS.chdir(HOME);
  Object.assign(ENV, { HOME, PYTHONHOME: '/', PYTHONHASHSEED: '0', LANG: 'C.UTF-8' });
}
