import { describe, expect, it } from 'vitest';
import { complaint } from '../../src/sandbox/complaint.js';

const SOURCE = `(nodeModule) => {${'var a=1;'.repeat(1000)}}`;

describe('what a worker writes when it does not start', () => {
  it('is told by the line that names the error, and no source', () => {
    const node = `pyodide.asm.mjs:1\n${SOURCE}\n   ^\n\nRangeError: no room\n    at f (main.cjs:1:2)\n\nNode.js v24.0.0\n`;
    expect(complaint(node)).toBe('RangeError: no room');
    expect(complaint('\nFATAL ERROR: Reached heap limit\n 1: 0xb0 node::OnFatalError\n')).toBe(
      'FATAL ERROR: Reached heap limit',
    );
  });

  it('is told by its last line where none names an error', () => {
    expect(complaint('warning: slow\nunshare: not permitted\n\n')).toBe('unshare: not permitted');
  });

  it('is cut to 300 characters, and moves no cursor', () => {
    expect(complaint(`Error: \u001b[2J${SOURCE}`)).toBe(`Error: \uFFFD[2J${SOURCE.slice(0, 288)}…`);
    expect(complaint(SOURCE)).toHaveLength(300);
  });

  it('may be nothing', () => {
    expect(complaint(' \n')).toBe('it is silent');
  });
});
