import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireLock } from '../../src/store/lock.js';
import { readResponses } from '../../src/store/records.js';
import { listRuns, readManifest } from '../../src/store/run-directory.js';
import { StoreError } from '../../src/store/store-error.js';
import { storeErrorOf, temporaryFolder } from './workshop.js';

const FOREIGN = '\u001b]0;x\u0007\u009b2J\n\u2028\u202e\u2066\u061cé\ud800';
const SHOWN = '\ufffd]0;x\ufffd\ufffd2J\ufffd\ufffd\ufffd\ufffd\ufffdé\ufffd';

test('a message is one line that cannot move the cursor, the path stays as it is', () => {
  const error = new StoreError('broken', `/runs/${FOREIGN}`, `found ${FOREIGN}`, { line: 3 });
  expect(error.message).toBe(`/runs/${SHOWN}:3: found ${SHOWN}`);
  expect(error.path).toBe(`/runs/${FOREIGN}`);
});

test('nor can what is quoted from a manifest, a journal or a lock', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'run.json'), FOREIGN);
  writeFileSync(join(folder, 'responses.jsonl'), `${FOREIGN.replace('\n', '')}\n`);
  const holder = { token: 'ab', pid: 1, host: `far${FOREIGN}`, process_started: null };
  const lock = { ...holder, pid_namespace: null, acquired_at: FOREIGN };
  writeFileSync(join(folder, 'run.lock'), JSON.stringify(lock));
  const errors = [
    await storeErrorOf(readManifest(folder)),
    await storeErrorOf(readResponses(join(folder, 'responses.jsonl')).next()),
    await storeErrorOf(acquireLock(folder)),
  ];
  for (const { message } of errors) {
    expect(message).toContain('\ufffd');
    expect(message).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  }
});

test.skipIf(process.platform === 'win32')('nor can the names of folders in a warning', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, '1', '2', '3', '4', '5', 'a\u001b[2J\nb', '7'), { recursive: true });
  expect((await listRuns(root)).warnings).toEqual([
    `${join(root, '1/2/3/4/5', 'a\ufffd[2J\ufffdb')}: folders below this one are too deep to be searched for runs`,
  ]);
});
