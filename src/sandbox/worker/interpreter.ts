/**
 * CPython for WebAssembly, started without the bridge to JavaScript that Pyodide puts into it: Pyodide's own `main` never runs, so
 * that the interpreter has no `js`, no `pyodide_js`, no `_pyodide_core` and no object of JavaScript, and is spoken to in C alone.
 * Invariant: nothing that Python can name leads to a value of the host's.
 */
import { constants, readFileSync } from 'node:fs';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { Setup } from '../messages.js';
import type { Emscripten } from './emscripten.js';
import { Gate, type HostFunctions, replace } from './gate.js';
import { cutExports, putExports } from './module.js';
import { validatedLazily } from './settings.js';

/** Pointers into the interpreter's memory are numbers; 0 is NULL. */
export type Pointer = number;

/** What is called of the interpreter's interface in C. */
interface Functions {
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

/** Their names; the module keeps no other of CPython's. */
const FUNCTIONS: Readonly<Record<keyof Functions, true>> = {
  malloc: true,
  free: true,
  Py_InitializeEx: true,
  Py_CompileStringExFlags: true,
  PyEval_EvalCode: true,
  PyObject_Repr: true,
  PyObject_Str: true,
  PyObject_Type: true,
  PyType_GetName: true,
  PyObject_CallNoArgs: true,
  PyUnicode_AsEncodedString: true,
  PyBytes_AsString: true,
  PyBytes_Size: true,
  PyErr_GetRaisedException: true,
  PyErr_Clear: true,
  PyErr_GivenExceptionMatches: true,
  PyModule_New: true,
  PyModule_GetDict: true,
  PyImport_ImportModule: true,
  PyImport_GetModuleDict: true,
  PyDict_SetItemString: true,
  PyDict_GetItemString: true,
  PyDict_DelItemString: true,
  Py_IncRef: true,
  Py_DecRef: true,
};

interface Exports extends Functions {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Where the pointer to the class stands. */
  readonly PyExc_MemoryError: { readonly value: Pointer };
}

/** What is used of it; the types of Node 20 have none. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
  readonly Global: new (type: object, value: number) => { value: number };
};

/** An interpreter that has yet to be initialised, by `Py_InitializeEx` or by a snapshot. */
export interface Interpreter {
  readonly c: Exports;
  readonly gate: Gate;
  /** Of its module, those that are left; for workers to come. */
  readonly exports: Buffer;
  /** Bytes that were printed so far and may be; whoever runs a program sets them before. */
  readonly printed: { bytes: number; max: number };
  /** The memory as it is now: a view is of no use any more once the memory has grown. */
  memory(): Buffer;
  grow(bytes: number): void;
  /** Random bytes of the host's begin anew: the same program gives the same value everywhere. */
  reseed(): void;
}

/** Thrown out of the interpreter by the streams that are printed to. */
export class OutputError extends Error {}

/** `exports`: as an earlier interpreter has them, where there was one. */
export async function createInterpreter(
  create: Emscripten['create'],
  { pyodide, memoryMiB, gate: isGated }: Setup,
  exports?: Buffer,
): Promise<Interpreter> {
  // The same program gives the same value everywhere.
  process.env['TZ'] = 'UTC';
  // Emscripten asks for the flags of `open` in an old way that Node's permission model refuses.
  Reflect.set(process, 'binding', () => ({ fs: constants }));
  // With these Pyodide would have Python wait for JavaScript, through functions that the module does not export any more.
  for (const name of ['Suspending', 'Suspender']) Reflect.deleteProperty(WebAssembly, name);
  const wasm = readModule(`${pyodide}pyodide.asm.wasm`, exports);
  const library = readFileSync(`${pyodide}python_stdlib.zip`);
  const gate = new Gate(memoryMiB);
  const printed = { bytes: 0, max: Infinity };
  const print = (): void => {
    printed.bytes += 1;
  };
  let generator = xoroshiro128plusFromState(SEED);
  const reseed = (): void => {
    generator = xoroshiro128plusFromState(SEED);
  };
  let interpreter: Interpreter | undefined;
  await create({
    ...EMSCRIPTEN,
    stdout: print,
    stderr: print,
    preRun: [(module: EmscriptenModule) => installLibrary(module, library)],
    instantiateWasm: (
      { env, 'GOT.func': places, ...rest }: Imports,
      done: (instance: object, module: object) => void,
    ) => {
      supply(
        env,
        () => memoryOf(instance.exports),
        () => generator.next() >>> 24,
      );
      boundOutput(env, printed);
      gate.bound(env);
      if (rest['wasi_snapshot_preview1'] !== env) throw new Error('imports that are not guarded');
      if (isGated) gate.guard(env);
      const instance = new WebAssembly.Instance(wasm.module, {
        env,
        ...rest,
        'GOT.func': NO_PLACES,
      });
      const grow = (bytes: number): void => void env['emscripten_resize_heap']?.(bytes);
      const c = instance.exports;
      const memory = (): Buffer => memoryOf(c);
      interpreter = { c, gate, exports: wasm.exports, printed, grow, memory, reseed };
      // Nobody looks for those of the interpreter itself; Emscripten would go through the whole table for them.
      for (const name of Object.keys(c)) Object.assign(places[name] ?? {}, { value: 0 });
      done(instance, wasm.module);
      return {};
    },
  });
  if (interpreter === undefined) throw new Error('the interpreter was not instantiated');
  return interpreter;
}

/** The first digits of pi. */
const SEED: readonly number[] = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

interface Imports {
  readonly env: HostFunctions;
  /** Of functions by their name, made as they are asked for. */
  readonly 'GOT.func': Readonly<Record<string, Place>>;
  readonly [module: string]: object;
}

interface EmscriptenModule {
  readonly FS: {
    mkdirTree(path: string): void;
    unlink(path: string): void;
    writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
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
  },
  noImageDecoding: true,
  noAudioDecoding: true,
  noWasmDecoding: true,
  stdin: () => null,
  print: () => undefined,
  printErr: () => undefined,
};

/** Functions of the host that are ours and not Emscripten's. */
function supply(env: HostFunctions, memory: () => Buffer, random: () => number): void {
  // Pyodide makes these two in WebAssembly itself, for errors of JavaScript, of which there are none.
  const noError = Symbol('no error');
  env['Jsv_GetError_import'] = () => noError;
  env['JsvError_Check'] = (value: unknown) => (value === noError ? 1 : 0);
  // Nothing of who the user is.
  env['__syscall_getuid32_js'] = () => 0;
  env['random_get'] = (start = 0, length = 0) => {
    const bytes = memory();
    for (let at = 0; at < length >>> 0; at += 1) bytes[(start >>> 0) + at] = random();
    return 0;
  };
}

/** A start would spend a third of its time on the functions of Python and its libraries that nobody calls by name. */
function readModule(
  path: string,
  known?: Buffer,
): { readonly module: object; readonly exports: Buffer } {
  const bytes = readFileSync(path);
  if (known !== undefined) putExports(bytes, known);
  const exports = known ?? cutExports(bytes, isCalled);
  // Not all that is compiled: Emscripten tries another module to see whether it is valid.
  return { module: validatedLazily(() => new WebAssembly.Module(bytes)), exports };
}

function isCalled(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name) || OF_EMSCRIPTEN.test(name);
}

/** A function's place in the table. */
interface Place {
  value: number;
}

/**
 * The functions that the interpreter asks the host for by their place in the table are those of OpenGL and of the console. They are
 * nowhere, as a null pointer is; for each of them Emscripten would compile a module.
 */
const NOWHERE: Place = new WebAssembly.Global({ value: 'i32', mutable: true }, 0);
const NO_PLACES = new Proxy({}, { get: () => NOWHERE });

/** What Emscripten's own code calls. */
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
  // Emscripten reads and writes the process' own streams behind these.
  for (const terminal of ['/dev/tty', '/dev/tty1']) FS.unlink(terminal);
  FS.mkdirTree('/lib/python3.14/lib-dynload');
  FS.mkdirTree(HOME);
  FS.writeFile('/lib/python314.zip', library, { canOwn: true });
  FS.chdir(HOME);
  Object.assign(ENV, { HOME, PYTHONHOME: '/', PYTHONHASHSEED: '0', LANG: 'C.UTF-8' });
}
