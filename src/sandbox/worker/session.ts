/**
 * Programs run in an interpreter, through its interface in C. No Python of ours runs beside a program, so that a program finds no
 * frame, no name and no value of ours, and cannot take a step between its value and what is reported of it.
 */
import type { Request } from '../messages.js';
import type { Outcome } from '../program.js';
import { DeniedError } from './gate.js';
import { type Interpreter, OutputError, type Pointer } from './interpreter.js';
import { PRELUDE } from './prelude.js';

const FILE_INPUT = 257;
const EVAL_INPUT = 258;

/** UTF-8, whatever a comment says of its encoding. */
const SOURCE_IS_UTF8 = 0x100 | 0x800;
const MINOR_VERSION = 14;

export class Session {
  readonly #python: Interpreter;
  readonly #c: Interpreter['c'];
  readonly #strings = new Map<string, Pointer>();
  readonly #flags: Pointer;
  readonly #builtins: Pointer;
  #reset: Pointer = 0;

  /** Of an interpreter that has been initialised or restored. */
  constructor(python: Interpreter) {
    this.#python = python;
    this.#c = python.c;
    this.#flags = this.#c.malloc(8);
    python.memory().writeInt32LE(SOURCE_IS_UTF8, this.#flags);
    python.memory().writeInt32LE(MINOR_VERSION, this.#flags + 4);
    this.#builtins = this.#c.PyImport_ImportModule(this.#constant('builtins'));
  }

  /** Runs the prelude. Throws when the interpreter is not what it was written for. */
  prepare(): void {
    const globals = this.#namespace();
    const code = this.#compile(PRELUDE, FILE_INPUT);
    const done = code === 0 ? 0 : this.#c.PyEval_EvalCode(code, globals, globals);
    if (done === 0) throw new Error(`the prelude fails: ${JSON.stringify(this.#raised())}`);
  }

  /** Takes the prelude's function out of what programs can import. */
  takeReset(): void {
    const c = this.#c;
    const modules = c.PyImport_GetModuleDict();
    const holder = c.PyDict_GetItemString(modules, this.#constant('_reset'));
    const names = c.PyModule_GetDict(holder);
    this.#reset = c.PyDict_GetItemString(names, this.#constant('reset'));
    c.Py_IncRef(this.#reset);
    c.PyDict_DelItemString(modules, this.#constant('_reset'));
  }

  /** Puts the interpreter in order for the next program. */
  reset(): void {
    const result = this.#c.PyObject_CallNoArgs(this.#reset);
    if (result === 0) throw new Error(`reset fails: ${JSON.stringify(this.#raised())}`);
    this.#c.Py_DecRef(result);
  }

  /** One outcome for every call. After one that is stopped or rejected the interpreter is of no use any more. */
  *outcomes(request: Request): Generator<Outcome> {
    this.#python.reseed();
    Object.assign(this.#python.printed, { bytes: 0, max: request.outputBytes });
    let left = request.outputBytes;
    let globals: Pointer = 0;
    let end = this.#guarded(() => {
      globals = this.#namespace();
      return this.#execute(request.source, globals);
    });
    for (const call of request.calls) {
      const outcome = end ?? this.#guarded(() => this.#evaluate(call, globals, left)) ?? NOTHING;
      left -= sizeOf(outcome);
      if (outcome.kind === 'stopped' || outcome.kind === 'rejected') end = outcome;
      yield outcome;
    }
    if (globals !== 0 && end?.kind !== 'stopped' && end?.kind !== 'rejected')
      this.#c.Py_DecRef(globals);
  }

  /** What `run` gives, or how it was broken off. */
  #guarded(run: () => Outcome | null): Outcome | null {
    const { gate } = this.#python;
    try {
      const outcome = run();
      return gate.denied === null ? outcome : denial(gate.denied);
    } catch (error) {
      if (gate.denied !== null) return denial(gate.denied);
      return crash(error);
    }
  }

  /** A new reference to the names of a `__main__` of its own, which is the one that whatever asks for the module of a class finds. */
  #namespace(): Pointer {
    const c = this.#c;
    const main = this.#constant('__main__');
    const module = c.PyModule_New(main);
    const globals = c.PyModule_GetDict(module);
    c.PyDict_SetItemString(globals, this.#constant('__builtins__'), this.#builtins);
    c.PyDict_SetItemString(c.PyImport_GetModuleDict(), main, module);
    // The program may throw the module away.
    c.Py_IncRef(globals);
    c.Py_DecRef(module);
    return globals;
  }

  #execute(source: string, globals: Pointer): Outcome | null {
    if (source.includes('\0')) return NULL_BYTE;
    const code = this.#compile(source, FILE_INPUT);
    if (code === 0) return this.#raised();
    const done = this.#c.PyEval_EvalCode(code, globals, globals);
    this.#c.Py_DecRef(code);
    if (done === 0) return this.#raised();
    this.#c.Py_DecRef(done);
    return null;
  }

  #evaluate(call: string, globals: Pointer, maxBytes: number): Outcome {
    const c = this.#c;
    if (call.includes('\0')) return NULL_BYTE;
    const code = this.#compile(call.replace(/^[ \t]+/, ''), EVAL_INPUT);
    if (code === 0) return this.#raised();
    const value = c.PyEval_EvalCode(code, globals, globals);
    c.Py_DecRef(code);
    if (value === 0) return this.#raised();
    const shown = c.PyObject_Repr(value);
    const repr = shown === 0 ? null : this.#text(shown, maxBytes);
    c.Py_DecRef(value);
    return repr === null ? this.#raised() : { kind: 'value', repr };
  }

  #compile(source: string, start: number): Pointer {
    const c = this.#c;
    const text = this.#string(source);
    const code = c.Py_CompileStringExFlags(
      text,
      this.#constant('<program>'),
      start,
      this.#flags,
      -1,
    );
    c.free(text);
    return code;
  }

  /** The exception that was raised, taken off the interpreter. */
  #raised(): Outcome {
    const c = this.#c;
    const exception = c.PyErr_GetRaisedException();
    const outOfMemory = this.#python.memory().readUInt32LE(c.PyExc_MemoryError.value);
    if (c.PyErr_GivenExceptionMatches(exception, outOfMemory) !== 0) return OUT_OF_MEMORY;
    const type = c.PyObject_Type(exception);
    const name = this.#text(c.PyType_GetName(type), MAX_NAME);
    const shown = c.PyObject_Str(exception);
    const message = shown === 0 ? null : this.#text(shown, this.#python.printed.max);
    c.PyErr_Clear();
    c.Py_DecRef(type);
    c.Py_DecRef(exception);
    return { kind: 'raised', type: name ?? '', message: message ?? '' };
  }

  /** The text of a `str`, whose reference it takes; null when an exception was raised. */
  #text(object: Pointer, maxBytes: number): string | null {
    const c = this.#c;
    const bytes = c.PyUnicode_AsEncodedString(
      object,
      this.#constant('utf-8'),
      this.#constant('backslashreplace'),
    );
    c.Py_DecRef(object);
    if (bytes === 0) return null;
    const start = c.PyBytes_AsString(bytes);
    const size = c.PyBytes_Size(bytes);
    if (size > maxBytes) throw new OutputError();
    const text = this.#python.memory().toString('utf8', start, start + size);
    c.Py_DecRef(bytes);
    return text;
  }

  /** A string of C that lives as long as the session. */
  #constant(text: string): Pointer {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const pointer = this.#string(text);
    this.#strings.set(text, pointer);
    return pointer;
  }

  #string(text: string): Pointer {
    const bytes = Buffer.from(`${text}\0`, 'utf8');
    const pointer = this.#c.malloc(bytes.length);
    if (pointer === 0) throw new OutOfMemoryError();
    this.#python.memory().set(bytes, pointer);
    return pointer;
  }
}

class OutOfMemoryError extends Error {}

const MAX_NAME = 1000;
const OUT_OF_MEMORY: Outcome = { kind: 'stopped', limit: 'memory' };
/** As Python says it; in C a text ends at its first null. */
const NULL_BYTE: Outcome = {
  kind: 'raised',
  type: 'SyntaxError',
  message: 'source code string cannot contain null bytes',
};
/** An expression always gives a value or raises. */
const NOTHING: Outcome = { kind: 'rejected', reason: 'no value and no exception' };

function sizeOf(outcome: Outcome): number {
  if (outcome.kind === 'value') return Buffer.byteLength(outcome.repr);
  return outcome.kind === 'raised' ? Buffer.byteLength(outcome.message) : 0;
}

function denial(name: string): Outcome {
  return { kind: 'rejected', reason: `reached for what the sandbox does not give: ${name}` };
}

function crash(error: unknown): Outcome {
  if (error instanceof OutputError) return { kind: 'stopped', limit: 'output' };
  if (error instanceof OutOfMemoryError) return OUT_OF_MEMORY;
  if (error instanceof RangeError && error.message.includes('call stack'))
    return { kind: 'stopped', limit: 'stack' };
  if (error instanceof DeniedError) return denial(error.message);
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'rejected', reason: `ended its interpreter: ${message}` };
}
