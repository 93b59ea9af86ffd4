import { describe, expect, it } from 'vitest';
import { FrameReader, frame } from '../../src/sandbox/frames.js';

describe('frames', () => {
  it('come out as they went in, however they are cut', () => {
    const bodies = ['', 'a', 'bcd', 'x'.repeat(300)];
    const bytes = Buffer.concat(bodies.flatMap((body) => frame(Buffer.from(body))));
    for (let size = 1; size <= bytes.length; size += 1) {
      const reader = new FrameReader();
      const read: string[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        for (const body of reader.push(bytes.subarray(at, at + size))) read.push(body.toString());
      }
      expect(read).toEqual(bodies);
    }
  });

  it('are read in time by the thousand, as a worker may write them that is no longer ours', () => {
    const count = 250_000;
    const start = performance.now();
    expect([...new FrameReader().push(Buffer.alloc(4 * count))]).toHaveLength(count);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
