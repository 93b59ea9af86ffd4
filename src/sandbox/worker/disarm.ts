/**
 * Takes from this process, for good, what Node gives to reach the outside: files, sockets, processes, threads, and the making of
 * more code. It is a layer behind the gate, for a program that came to run JavaScript after all. Whoever needs one of these
 * functions takes it before.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';

const MODULES = [
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'dns/promises',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'inspector',
  'module',
  'net',
  'repl',
  'tls',
  'tty',
  'v8',
  'vm',
  'wasi',
  'worker_threads',
];

const OF_PROCESS = [
  'abort',
  'binding',
  '_linkedBinding',
  'chdir',
  '_debugProcess',
  'dlopen',
  'execve',
  'getBuiltinModule',
  'kill',
  '_kill',
  'loadEnvFile',
  'mainModule',
  'openStdin',
  'report',
  'stderr',
  'stdin',
  'stdout',
];

const OF_GLOBAL = ['EventSource', 'WebSocket', 'BroadcastChannel', 'MessageChannel', 'fetch'];

/** All are loaded before the first is taken, `module` among them, which loads the rest. */
export function loadModules(): object[] {
  const require = createRequire(import.meta.url);
  return MODULES.map((name) => require(`node:${name}`));
}

export function disarm(modules: readonly object[] = loadModules()): void {
  const sync = syncBuiltinESMExports;
  for (const module of modules) disarmAll(module);
  sync();
  for (const name of OF_PROCESS) take(process, name);
  for (const name of OF_GLOBAL) take(globalThis, name);
  disarmAll(Reflect.get(globalThis, 'WebAssembly'));
}

/** Everything that a module exports, its classes and shared agents too. */
function disarmAll(module: object): void {
  for (const name of Object.getOwnPropertyNames(module)) take(module, name);
}

function take(holder: object, name: string): void {
  const found = Object.getOwnPropertyDescriptor(holder, name);
  if (found?.configurable === false && found.writable !== true) return;
  if (found?.configurable === false) Reflect.set(holder, name, disarmed);
  else Object.defineProperty(holder, name, { value: disarmed, configurable: false });
}

function disarmed(): never {
  throw new Error('the sandbox does not give this');
}
