/** A worker that a program has taken over: it starts as it should and then answers as the source of the program says. */
import { spawn } from 'node:child_process';
import { readSync, writeSync } from 'node:fs';

function readFrame() {
  const head = exactly(4);
  return exactly(head.readUInt32BE());
}

function exactly(length) {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const count = readSync(0, bytes, filled, length - filled, null);
    if (count === 0) process.exit();
    filled += count;
  }
  return bytes;
}

function writeFrame(text) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(Buffer.byteLength(text));
  writeSync(1, Buffer.concat([head, Buffer.from(text)]));
}

const value = (repr) => ({ kind: 'value', repr });
const WAYS = {
  'tells the truth': ({ nonce }) => writeFrame(JSON.stringify({ nonce, outcome: value('1') })),
  'has no nonce': () => writeFrame(JSON.stringify({ outcome: value('1') })),
  'has another nonce': () =>
    writeFrame(JSON.stringify({ nonce: '0'.repeat(32), outcome: value('1') })),
  'writes no JSON': () => writeFrame('x'),
  'writes JSON that is no object': () => writeFrame('null'),
  'writes an outcome that is none': ({ nonce }) =>
    writeFrame(JSON.stringify({ nonce, outcome: { kind: 'right' } })),
  'writes a limit that is none': ({ nonce }) =>
    writeFrame(JSON.stringify({ nonce, outcome: { kind: 'stopped', limit: 'patience' } })),
  'announces more than it may write': () => writeSync(1, Buffer.from([255, 255, 255, 255])),
  'writes without end': () => {
    for (;;) writeSync(1, Buffer.alloc(1_000_000, 1));
  },
  'says nothing': () => {
    for (;;);
  },
  'writes none and then one': ({ nonce }) => {
    writeFrame('x');
    writeFrame(JSON.stringify({ nonce, outcome: value('1') }));
  },
  'goes on after an end': ({ nonce }) => {
    writeFrame(JSON.stringify({ nonce, outcome: { kind: 'stopped', limit: 'stack' } }));
    writeFrame(JSON.stringify({ nonce, outcome: value('1') }));
  },
  'leaves a process behind': ({ nonce }) => {
    const endless = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
    writeFrame(JSON.stringify({ nonce, outcome: value(`${endless.pid}`) }));
    process.exit(0);
  },
  'goes away': () => process.exit(0),
  crashes: () => process.abort(),
};

readFrame();
writeFrame('ready');
for (;;) {
  const request = JSON.parse(readFrame().toString());
  WAYS[request.source](request);
}
