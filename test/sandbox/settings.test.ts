/** What a worker sets of V8 while it starts, in a process that was started as workers are. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/sandbox/layers.js';

const SETTINGS = fileURLToPath(new URL('../../dist/sandbox/worker/settings.js', import.meta.url));

const SOURCE = `
  import { getHeapStatistics } from 'node:v8';
  import { withoutSettings } from '${SETTINGS}';
  const refused = (make) => {
    try {
      return make() !== 2;
    } catch {
      return true;
    }
  };
  const state = () => [
    getHeapStatistics().heap_size_limit,
    refused(() => Function('return 1 + 1')()),
    refused(() => (0, eval)('1 + 1')),
  ];
  const [before, within] = [state(), withoutSettings(state)];
  console.log(JSON.stringify({ before, within, after: state() }));
`;

describe('settings that are put aside while modules are loaded', () => {
  it('hold on, meanwhile and afterwards', () => {
    const launch = { readable: [], memoryMiB: 64, layers: new Set<never>() };
    const [node = '', ...flags] = commandLine('-', launch).slice(0, -1);
    const args = [...flags, '--input-type=module', '-e', SOURCE];
    const states = JSON.parse(execFileSync(node, args, { encoding: 'utf8' }));
    const [limit] = states.before;
    expect(limit).toBeLessThan(400 * 2 ** 20);
    expect(states.before).toEqual([limit, true, true]);
    expect(states.within).toEqual(states.before);
    expect(states.after).toEqual(states.before);
  });
});
