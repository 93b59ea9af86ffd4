/**
 * A program of the host's that tries one thing, for tests of the layers around a process: it writes what came of it, as one line. It is
 * what a program would be that had got out of the interpreter.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';

const [what, detail = ''] = process.argv.slice(2);

/** Each gives a text or throws. */
const ATTEMPTS = {
  read: () => readFileSync(detail, 'utf8'),
  write: () => writeFileSync(detail, 'x'.repeat(10_000)) ?? 'written',
  spawn: () => String(spawnSync('true').error?.code ?? 'spawned'),
  thread: () => new Worker('process.exit()', { eval: true }).constructor.name,
  eval: () => String(Reflect.construct(Function, ['return 1 + 1'])()),
  environment: () => JSON.stringify(Object.keys(process.env)),
  descriptors: () =>
    readdirSync('/proc/self/fd')
      .map((fd) => linkOf(fd))
      .join(' '),
  memory: () => `${Buffer.alloc(Number(detail) * 2 ** 20, 1).length}`,
  connect: () =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(detail), '127.0.0.1', () => resolve('connected'));
      socket.on('error', reject);
    }),
};

function linkOf(fd) {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

try {
  process.stdout.write(`${await ATTEMPTS[what]()}\n`);
} catch (error) {
  process.stdout.write(`refused: ${error.code ?? error.message}\n`);
}
process.exit();
