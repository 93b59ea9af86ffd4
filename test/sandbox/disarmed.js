/** Disarms this process and then tries all that reaches outside; writes what still worked, as JSON. */
import { createRequire } from 'node:module';

// A connection that nobody takes fails later, which is beside the point.
process.on('uncaughtException', () => undefined);

const require = createRequire(import.meta.url);
const { disarm } = await import(process.argv[2]);
const write = require('node:fs').writeSync;
const exit = process.exit.bind(process);
const { Socket } = require('node:net');
const streams = ['stdin', 'stdout', 'stderr'];
const attempts = {
  'fs.readFileSync': () => require('node:fs').readFileSync('/etc/hostname'),
  'an import of fs': async () => (await import('node:fs')).readFileSync('/etc/hostname'),
  'fs/promises': async () => (await import('node:fs/promises')).readFile('/etc/hostname'),
  'net.connect': async () => (await import('node:net')).connect(9, '127.0.0.1'),
  'the class of a stream': () => {
    const it = streams.map((name) => process[name]).find((stream) => stream instanceof Socket);
    return new it.constructor();
  },
  dgram: async () => (await import('node:dgram')).createSocket('udp4'),
  dns: async () => (await import('node:dns')).lookup('localhost', () => undefined),
  http: async () => (await import('node:http')).get('http://127.0.0.1:9/').on('error', () => 0),
  'the agent of http': async () =>
    (await import('node:http')).globalAgent.createConnection({ port: 9 }),
  http2: async () =>
    (await import('node:http2')).connect('http://127.0.0.1:9').on('error', () => 0),
  tls: async () => (await import('node:tls')).connect(9).on('error', () => 0),
  fetch: () => fetch('data:,x'),
  WebSocket: () => new WebSocket('ws://127.0.0.1:9'),
  child_process: async () => (await import('node:child_process')).spawnSync('true'),
  worker_threads: async () => new (await import('node:worker_threads')).Worker('', { eval: true }),
  vm: async () => (await import('node:vm')).runInThisContext('1'),
  v8: async () => (await import('node:v8')).setFlagsFromString('--no-opt'),
  inspector: async () => (await import('node:inspector')).open(0),
  createRequire: async () => (await import('node:module')).createRequire('/'),
  require: () => require('node:zlib'),
  'process.binding': () => process.binding('fs'),
  'process._linkedBinding': () => process['_linkedBinding']('fs'),
  'process.dlopen': () => process.dlopen({ exports: {} }, '/tmp/x.node'),
  'process.kill': () => process.kill(process.pid, 0),
  'process.report': () => process.report.getReport(),
  'process.chdir': () => process.chdir('/'),
  'WebAssembly.Module': () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
  'WebAssembly.compile': () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
};

/** Whether an attempt goes through. */
async function works(attempt) {
  try {
    await attempt();
    return true;
  } catch {
    return false;
  }
}

if (process.argv[3] === 'disarm') disarm();
const worked = [];
for (const [name, attempt] of Object.entries(attempts)) if (await works(attempt)) worked.push(name);
write(1, JSON.stringify(worked));
exit(0);
