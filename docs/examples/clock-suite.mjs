/** A suite of your own: arithmetic on clocks of odd sizes, as lines for `suite: jsonl` and specifications to train on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { compileProgram, parseProgram } from 'pbb-eval/python';

const CLOCKS = 40;
const NAMES = ['Bram', 'Calo', 'Dret', 'Fimo', 'Gwen', 'Hulp', 'Jask', 'Keld', 'Lorm', 'Mive'];
const TIMES = [3, 8, 14, 29, 57];

/** Four clocks of each name, every one of another size and step. */
const clocks = Array.from({ length: CLOCKS }, (_, index) => {
  const name = `${NAMES[index % NAMES.length]}${Math.floor(index / NAMES.length) + 1}`;
  const [size, step] = [7 + index, 2 + ((index * 5) % 11)];
  const source = `def ${name}(t):\n    return (t * ${step} + ${index}) % ${size}\n`;
  return { name, source, program: compileProgram(parseProgram(source)) };
});

/** What the program gives: right by execution, not by what somebody wrote down. */
function target({ program, name }, time) {
  const { value } = program.call(name, [time]);
  return `${value}`;
}

function item(clock, time, split, source) {
  return {
    id: `${split}:${clock.name}:${time}`,
    prompt: `${source}The clock ${clock.name} is set to ${time}. What does it show?`,
    kind: 'integer',
    target: target(clock, time),
    split,
    cluster: clock.name,
    facets: { time },
  };
}

const items = clocks.flatMap((clock) =>
  TIMES.flatMap((time) => [
    item(clock, time, 'wo-io', ''),
    item(clock, time, 'in-context', `\`\`\`python\n${clock.source}\`\`\`\n\n`),
  ]),
);
const texts = clocks.map(({ source }) => ({ text: `\`\`\`python\n${source}\`\`\`` }));

mkdirSync('clocks', { recursive: true });
const lines = (rows) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
writeFileSync('clocks/items.jsonl', lines(items));
writeFileSync('clocks/train.jsonl', lines(texts));
console.log(
  `clocks/items.jsonl: ${items.length} questions; clocks/train.jsonl: ${texts.length} sources`,
);
