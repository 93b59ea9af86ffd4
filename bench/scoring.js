/**
 * Judgements per second, by kind of output: `node bench/scoring.js` after a build. There is no peer to compare with: this
 * says whether scoring can ever be what a run waits for. The spread is the slowest and the fastest of the rounds.
 */
import { judge } from '../dist/scoring/judge.js';

const ROUNDS = 9;
const ROUND_MS = 250;

const STEPS =
  'To evaluate the function, we go through it line by line.\n\n1. **Start**: x = 3.\n2. `t0 = x * 4`, which gives 12.\n' +
  '3. Since 12 > 7, the first branch is taken: `t1 = t0 + 9`, so t1 = 21.\n4. The loop runs twice; after the first ' +
  'time t2 = 21, and after the second time t2 = 42.\n5. Finally `return t2 % 100` leaves 42, because 42 is smaller ' +
  'than 100 and not negative.\n\nLet me check this once more: 3 * 4 = 12, 12 + 9 = 21, and 21 * 2 = 42. Every step is ' +
  'as the program says, and no other branch could have been taken for this input.\n\n';

/** Each kind: the answer that was asked for, and the output as a function of the number in it. */
const KINDS = [
  ['direct, short', 'direct', (n) => `${n}`],
  [
    'direct, bold with a run-on',
    'direct',
    (n) => `**${n}**\n\nThis is the output of the function.`,
  ],
  ['direct, a sentence (malformed)', 'direct', (n) => `The output of blorf(3) is ${n}.`],
  ['cot, Answer line', 'cot', (n) => `${STEPS}Answer: ${n}`],
  ['cot, box', 'cot', (n) => `${STEPS}The final answer is $\\boxed{${n}}$.`],
  ['cot, no format (malformed)', 'cot', (n) => `${STEPS}So the function returns ${n}.`],
];

/** Judgements per second in one round. */
function round(outputs, answer) {
  const target = { kind: 'integer', value: '42' };
  const start = performance.now();
  let judged = 0;
  let correct = 0;
  while (performance.now() - start < ROUND_MS) {
    for (const output of outputs)
      correct += judge(output, target, answer).lenient === 'correct' ? 1 : 0;
    judged += outputs.length;
  }
  if (correct * outputs.length !== judged) throw new Error('one output of each round is correct');
  return (judged / (performance.now() - start)) * 1000;
}

for (const [name, answer, write] of KINDS) {
  const outputs = Array.from({ length: 500 }, (_, n) => ({ text: write(n), finishReason: 'stop' }));
  const rates = Array.from({ length: ROUNDS + 1 }, () => round(outputs, answer)).slice(1);
  const [low, middle, high] = [0, ROUNDS >> 1, ROUNDS - 1].map((at) =>
    Math.round(rates.toSorted((a, b) => a - b)[at]).toLocaleString('en'),
  );
  const { length } = outputs[42].text;
  process.stdout.write(
    `${name.padEnd(32)} ${String(length).padStart(4)} characters  ${middle.padStart(10)} scores/s  (${low} to ${high})\n`,
  );
}
