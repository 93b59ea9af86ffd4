import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProgressLine } from '../../src/report/progress.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A stream that is no terminal, and what was written to it. */
function pipe(): { stream: NodeJS.WriteStream; lines: () => string[] } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that is used of one
    stream: Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream,
    lines: () => chunks.join('').split('\n').slice(0, -1),
  };
}

function progress(done: number) {
  return { label: 'a', done, total: 20, correct: 0, scored: 0, unjudged: 0 };
}

it('the last state is written once to a pipe, whether or not it was just due', () => {
  for (const wait of [0, 10_000]) {
    const { stream, lines } = pipe();
    const line = new ProgressLine(stream);
    line.update(progress(10));
    vi.advanceTimersByTime(wait);
    line.update(progress(20));
    line.end();
    expect(lines().filter((text) => text.includes('20/20'))).toHaveLength(1);
  }
});

it('a line is written every ten seconds, with or without news', () => {
  const { stream, lines } = pipe();
  const line = new ProgressLine(stream);
  line.begin('a');
  vi.advanceTimersByTime(10_000);
  line.update(progress(1));
  vi.advanceTimersByTime(10_000);
  line.end();
  expect(lines()).toEqual(['a  no answer yet after 10 s', expect.stringContaining('1/20')]);
});

it('a system clock that is set back does not silence it', () => {
  const { stream, lines } = pipe();
  const line = new ProgressLine(stream);
  line.update(progress(1));
  vi.setSystemTime(0);
  vi.advanceTimersByTime(10_000);
  line.update(progress(2));
  expect(lines()).toHaveLength(1);
  expect(lines()[0]).toContain('2/20 (10%)  0.1/s  ETA 3 min');
});

it('what is said while a line stands on a terminal has lines of its own, and the line stands below', () => {
  const { stream, lines } = pipe();
  const line = new ProgressLine(Object.assign(stream, { isTTY: true, columns: 80 }));
  line.update(progress(10));
  line.say('warning: of something');
  line.end();
  expect(lines()).toEqual([
    expect.stringContaining('\r\u001b[Kwarning: of something'),
    expect.stringContaining('10/20'),
  ]);
});

it('what is said before there is a line, or to a pipe, is said as it is', () => {
  const { stream, lines } = pipe();
  const line = new ProgressLine(stream);
  line.say('first');
  line.update(progress(10));
  line.say('second');
  expect(lines()).toEqual(['first', 'second']);
});
