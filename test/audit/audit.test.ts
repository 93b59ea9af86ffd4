import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Audit } from '../../src/audit/audit.js';
import { formats } from '../../src/curriculum/formats/formats.js';
import { stagesOf } from '../../src/curriculum/stage.js';
import { planOf } from '../../src/eval/plan.js';
import { Random } from '../../src/random/random.js';
import type { Item } from '../../src/suites/suite.js';
import { lessonsOf } from '../curriculum/lessons.js';
import {
  auditOf,
  fileOf,
  foundIn,
  heldOutOf,
  lastingFileOf,
  linesOf,
  planOfSuites,
} from './files.js';

const plan = await planOfSuites(
  {
    suite: 'random-arithmetic',
    train: 20,
    evaluation: 20,
    splits: ['w-io-train', 'w-io-test', 'wo-io'],
  },
  { suite: 'random-arithmetic-compositions', train: 20, evaluation: 20 },
  { suite: 'grammars', train: 12, evaluation: 12, held_out: 1 },
  { suite: 'ciphers', demonstrations: 'skewed', executions: 20 },
  { suite: 'algorithms' },
);
const held = heldOutOf(plan);

/** The first item of a suite and split. */
function itemOf(suite: string, split: string, place = 0): Item {
  const found = plan.groups.find((group) => group.suite === suite && group.split === split)?.items[
    place
  ];
  if (found === undefined) throw new Error(`${suite} has no item in ${split}`);
  return found;
}

function subjectOf({ instruction }: Item) {
  const found = held.subjects.find((subject) => subject.instruction.id === instruction);
  if (found === undefined) throw new Error(`there is no ${instruction}`);
  return found;
}

const promptOf = ({ messages }: Item) => messages[0]?.content ?? '';
const answerOf = ({ target }: Item) => ('value' in target ? target.value : '');

const unseen = itemOf('random-arithmetic', 'wo-io');
const name = subjectOf(unseen).instruction.name;
const input = unseen.input;
const answer = answerOf(unseen);

async function foundBy(records: readonly unknown[]): Promise<string[]> {
  return foundIn(await auditOf(held, linesOf(records)));
}

describe('training files that a suite gives', () => {
  it('have no leaks: specifications, executions, and the prompts that training shows', async () => {
    const records = [...plan.instances.values()].flatMap((instance) => [
      ...instance.instructions,
      ...instance.executions(),
      ...instance.instructions.map(({ name: called, source }) => ({
        text: `Here is ${called}:\n\n\`\`\`python\n${source}\n\`\`\``,
      })),
    ]);
    const shown = plan.groups
      .filter(({ split }) => split === 'w-io-train')
      .flatMap(({ items }) => items)
      .map((item) => ({
        messages: [...item.messages, { role: 'assistant', content: answerOf(item) }],
      }));
    const result = await auditOf(held, linesOf([...records, ...shown]));
    expect(foundIn(result)).toEqual([]);
    expect(result.leaks).toBe(0);
    const { sentences, pairs, expected } = result.shared_by_chance;
    expect(sentences).toBeGreaterThan(300);
    expect(Math.abs(pairs - expected)).toBeLessThan(4 * Math.sqrt(expected) + 0.2 * expected);
  });

  it('have no leaks with descriptions in words, for descriptions name numbers, too', async () => {
    const described = await planOfSuites({
      suite: 'random-arithmetic',
      instructions: 'natural-language',
    });
    const { instructions = [] } = described.instances.get('random-arithmetic') ?? {};
    const texts = instructions.map(({ name: called, description = '' }) => ({
      text: `This is ${called}: ${description}\nIt is called ${called}.`,
    }));
    const result = await auditOf(heldOutOf(described), linesOf([...instructions, ...texts]));
    expect(foundIn(result)).toEqual([]);
  });

  it('have no leaks when they are plain text without borders between documents', async () => {
    const text = [...plan.instances.values()].flatMap((instance) => {
      const specified = instance.instructions.map(
        ({ name: called, source }) => `The source of ${called}:\n${source}`,
      );
      const executed = [...instance.executions()].map(
        ({ name: called, input: shown, output }) => `${called} gives ${output} for ${shown}.`,
      );
      return specified.flatMap((each, place) => [each, ...executed.slice(place, place + 1)]);
    });
    expect(foundIn(await auditOf(held, text.join('\n'), { name: 'train.txt' }))).toEqual([]);
  });

  it('of random words have none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 300 })), async (texts) => {
        expect(await foundBy(texts)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a prompt of a held-out item', () => {
  const leak = `1 prompt_exact ${unseen.id}`;

  it('is found letter by letter, in whichever field', async () => {
    for (const record of [
      { text: promptOf(unseen) },
      {
        messages: [
          { role: 'system', content: promptOf(unseen) },
          { role: 'user', content: 'Hello' },
        ],
      },
      { prompt: 'Hello', chosen: 'Hi', rejected: `No: ${promptOf(unseen)}` },
      [[promptOf(unseen)]],
    ]) {
      expect(await foundBy([record])).toEqual([leak]);
    }
  });

  it('is found in other case, white space, quotes, markup and forms of Unicode', async () => {
    const question = promptOf(unseen).split('\n')[0] ?? '';
    for (const text of [
      question.toUpperCase(),
      question.replaceAll(' ', '\n\t'),
      question.replaceAll(name, `**\`${name}\`**`),
      question
        .replaceAll(' ', '\u00a0')
        .replaceAll('-', '\u2212')
        .replaceAll(name, `\u200b${name}`),
    ]) {
      expect(await foundBy([{ text }])).toEqual([`1 prompt_normalised ${unseen.id}`]);
    }
  });

  it('is found with a word changed, but not with another name or input', async () => {
    const algorithm = itemOf('algorithms', 'wo-io');
    const question = promptOf(algorithm).split('\n\n')[1] ?? '';
    const words = question.split(' ');
    expect(await foundBy([{ text: [...words.slice(0, -1), 'there'].join(' ') }])).toEqual([
      `1 prompt_ngram ${algorithm.id}`,
    ]);
    const called = subjectOf(algorithm).instruction.name;
    expect(await foundBy([{ text: question.replaceAll(called, 'another_function') }])).toEqual([]);
    const other = itemOf('algorithms', 'wo-io', 1);
    expect(await foundBy([{ text: promptOf(other).split('\n\n')[0] }])).toEqual([]);
  });

  it('is found through escapes of JSON', async () => {
    const escaped = Array.from(
      promptOf(unseen),
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    expect(foundIn(await auditOf(held, `{"text": "${escaped.join('')}"}\n`))).toEqual([leak]);
  });
});

describe('an execution that may not be shown', () => {
  const leak = `1 execution ${unseen.id}`;

  it('is found in prose, in calls, in fields of a record and behind steps', async () => {
    for (const record of [
      { text: `I tried ${name} on ${input} and got ${answer}.` },
      { text: `>>> ${name}(${input})\n${answer}` },
      { text: `def test():\n    assert ${name}(${input}) == ${answer}\n` },
      { name, input, output: answer },
      { name, input: Number(input), output: Number(answer) },
      { answer, name, question: input },
      { prompt: `Which number does ${name} make of ${input}?`, completion: answer },
      { completion: answer, prompt: `Which number does ${name} make of ${input}?` },
      { text: `${name} gives ${answer} for ${input}.` },
      { text: `As we saw, ${answer} is what ${name} returns for ${input}.` },
      {
        text: `def g(x):\n    """\n    >>> ${name}(${input})\n    ${answer}\n    """\n    return x\n`,
      },
      { instruction: `Apply ${name}.`, input, output: answer },
      { ground_truth: answer, prompt: [{ role: 'user', content: `${name} of ${input}?` }] },
      { [name]: { [input]: Number(answer) } },
      {
        messages: [
          { role: 'user', content: `We study ${name}.` },
          { role: 'user', content: `Now x is ${input}.` },
          { role: 'assistant', content: answer },
        ],
      },
      { prompt: `And ${name} of ${input}?`, chosen: '123456', rejected: `So it is ${answer}` },
      {
        prompt: `Take ${input} and apply ${name}.`,
        completion: `x is 5, then 77, then 31.\nAnswer: ${answer}`,
      },
    ]) {
      expect(await foundBy([record])).toEqual([leak]);
    }
  });

  it('is found for inputs that no item asks, too', async () => {
    const subject = subjectOf(unseen);
    const asked = new Set(subject.inputs.map((each) => each.item.input));
    const other = [...Array(99).keys()].find((number) => !asked.has(String(number))) ?? 0;
    const given = subject.answerTo([other])?.answer;
    expect(await foundBy([{ text: `${name}(${other}) = ${given}` }])).toEqual([
      `1 execution ${subject.instruction.id}`,
    ]);
  });

  it('is none with another answer, with the input of another name, or for what training shows', async () => {
    const [shown] = plan.instances.get('random-arithmetic')?.executions() ?? [];
    if (shown === undefined) throw new Error('no executions');
    expect(
      await foundBy([
        { text: `${name}(${input}) = ${Number(answer) + 1}` },
        { text: `${name} is a function. ${shown.name}(${shown.input}) = ${shown.output}` },
        { prompt: `What does ${shown.name} give for ${shown.input}?`, completion: shown.output },
        { text: `${name} was mentioned. Much later: ${'word '.repeat(100)} ${input} ${answer}` },
      ]),
    ).toEqual([]);
  });

  it('is none in steps that show other inputs, whose values are held-out inputs now and then', async () => {
    const suites = [
      { suite: 'random-arithmetic', seed: 3, executions: 100 },
      { suite: 'random-arithmetic-compositions', seed: 3 },
      { suite: 'algorithms', seed: 3, executions: 80 },
    ];
    const { curriculum, instances, config } = await lessonsOf({ kind: 'retroactive' }, suites);
    const [, stage] = stagesOf(curriculum, instances, { seed: 1, reasonings: new Map() });
    const lines = (stage?.sources ?? []).flatMap((source) =>
      Array.from({ length: source.count }, (_, at) => formats.dpo.lineOf(source.documentAt(at))),
    );
    const shown = lines.filter((line) => line !== null);
    expect(shown.length).toBeGreaterThan(20_000);
    const result = await auditOf(heldOutOf(await planOf(config)), linesOf(shown));
    expect(result.checks.execution.examples).toEqual([]);
  }, 120_000);

  it('is found of every program suite, evaluation instructions and held-out inputs', async () => {
    const groups = plan.groups.filter(
      ({ suite, split, answer: way }) =>
        suite !== 'grammars' && way === 'direct' && ['wo-io', 'w-io-test'].includes(split),
    );
    for (const { items } of groups) {
      const records = items.slice(0, 60).map((item) => ({
        question: `What does ${subjectOf(item).instruction.name} give for ${item.input}?`,
        answer: answerOf(item),
      }));
      const result = await auditOf(held, linesOf(records));
      // Inputs and answers of brackets and signs alone have no words.
      expect(result.checks.execution.count).toBeGreaterThan(0.95 * records.length);
    }
  });

  it('is found once for each of several on a line', async () => {
    const items = [0, 20, 40].map((place) => itemOf('random-arithmetic', 'wo-io', place));
    const text = items
      .map((item) => `${subjectOf(item).instruction.name}(${item.input}) is ${answerOf(item)}.`)
      .join(' ');
    expect(await foundBy(['clean', { text }])).toEqual(items.map(({ id }) => `2 execution ${id}`));
  });
});

describe('an evaluation program under another name', () => {
  const program = subjectOf(itemOf('random-arithmetic', 'wo-io', 60));
  const { source, id, name: own } = program.instruction;
  const renamed = source
    .replaceAll(own, 'compute')
    .replaceAll(/\bx\b/g, 'value')
    .replaceAll(/\bt(\d)/g, 'step_$1');

  it('is found renamed and laid out anew', async () => {
    const laidOut = renamed
      .replaceAll(/^ +/gm, (spaces) => '\t'.repeat(spaces.length / 4))
      .replaceAll(' = ', '=')
      .replaceAll(' + ', '  +  ')
      .replace(':\n', ':  # what it does\n\n');
    for (const text of [
      renamed,
      laidOut,
      `Look:\n\n\`\`\`python\n${renamed}\n\`\`\`\nThat is it.`,
    ]) {
      expect(await foundBy([{ text }])).toEqual([`1 program_renamed ${id}`]);
    }
  });

  it('is found by what it gives, however it is written', async () => {
    const wrapped = `def helper(n):\n    return n + 0\n\n\n${renamed.replace('(value):', '(value):\n    value = helper(value)')}`;
    expect(await foundBy([{ text: wrapped }])).toEqual([`1 program_behaviour ${id}`]);
    const indented = `class Job:\n${renamed.replace('(value):', '(value):\n    unused = 3').replaceAll(/^/gm, '    ')}`;
    expect(await foundBy([{ text: indented }])).toEqual([`1 program_behaviour ${id}`]);
  });

  it('is found with operands and statements in another order', async () => {
    const text = [
      'def shared(p, q):',
      '    tall = min(q[3], p[3]) - max(q[1], p[1])',
      '    wide = min(q[2], p[2]) - max(q[0], p[0])',
      '    return 0 if 0 >= tall or 0 >= wide else tall * wide',
    ].join('\n');
    expect(await foundBy([{ text }])).toEqual(['1 program_behaviour algorithms/overlap_area']);
  });

  it('is found by most of its source where it cannot be run', async () => {
    const rectangle = held.subjects.find(
      ({ instruction }) => instruction.id === 'algorithms/largest_rectangle',
    );
    const text = (rectangle?.instruction.source ?? '')
      .replace(
        'def largest_rectangle(heights):',
        'def histogram(bars: list[int]) -> int:\n    print(bars)',
      )
      .replaceAll('heights', 'bars')
      .replaceAll('stack', 'pending');
    expect(await foundBy([{ text }])).toEqual(['1 program_ngram algorithms/largest_rectangle']);
  });

  it('is none under its own name, nor is another program', async () => {
    const other = renamed.replace('return ', 'return 1 + ');
    expect(
      await foundBy([{ text: source }, { text: other }, { text: `${source}\n${other}` }]),
    ).toEqual([]);
  });

  it('is found in the place of another instruction', async () => {
    const train = held.subjects.find((subject) => !subject.isEvaluation);
    const text = source.replaceAll(own, train?.instruction.name ?? '');
    expect(await foundBy([{ text }])).toEqual([`1 program_renamed ${id}`]);
  });

  it('is not run where it could run for ever or is not Python', async () => {
    const texts = [
      'def f(x):\n    while True:\n        x = x * x\n    return x\n',
      'def f(x): return x *',
      `def f(x):\n    return ${'('.repeat(5000)}x${')'.repeat(5000)}\n`,
      'def f(x):\n    return f(x)\n',
      `def f(x):\n    return [x] * 10 ** 9\n`,
      'def '.repeat(250_000),
    ];
    expect(await foundBy(texts)).toEqual([]);
  });
});

describe('a sentence of a grammar', () => {
  const asked = itemOf('grammars', 'wo-io');
  const grammar = subjectOf(asked);
  const right = sentenceFor(asked);

  it('is a leak where it is presented as one of an evaluation grammar', async () => {
    const called = grammar.instruction.name;
    for (const record of [
      { prompt: promptOf(asked).replace('Write', 'Please write'), completion: right },
      { name: called, output: right },
      { text: `In ${called} one says: ${right}.` },
      { text: `"${right.toUpperCase()}" is good ${called}.` },
    ]) {
      expect(await foundBy([record])).toContain(`1 sentence ${asked.id}`);
    }
  });

  it('is a leak in a vocabulary that is held out for its train grammar', async () => {
    const item = itemOf('grammars', 'w-io-test');
    const text = `${subjectOf(item).instruction.name}: ${sentenceFor(item)}`;
    expect(await foundBy([{ text }])).toEqual([`1 sentence ${item.id}`]);
  });

  it('is none without the name, nor in the wrong order, nor in a list of words', async () => {
    const called = grammar.instruction.name;
    const item = itemOf('grammars', 'in-context');
    expect(item.target.kind).toBe('sentence');
    expect(
      await foundBy([
        { text: `A sentence: ${right}` },
        { text: `${called} with the words ${right.split(' ').join(' | ')}` },
        { text: `${called}\n${item.target.kind === 'sentence' ? item.target.grammar : ''}` },
      ]),
    ).toEqual([]);
  });

  function sentenceFor(item: Item): string {
    const instance = plan.instances.get('grammars');
    if (instance === undefined) throw new Error('no grammars');
    return instance.rightAnswer(item, new Random('test', item.id));
  }
});

describe('own items', async () => {
  const file = fileOfItems();
  const own = heldOutOf(await planOfSuites({ suite: 'jsonl', file }));

  it('are found exactly, normalised and with a few words changed', async () => {
    const text =
      'A farmer has 17 sheep and all but 9 of them run away in the night. How many sheep are left in the morning?';
    const [first] = own.items;
    for (const [changed, check] of [
      [text, 'prompt_exact'],
      [text.toLowerCase(), 'prompt_normalised'],
      [text.replace('A farmer', 'One shepherd'), 'prompt_ngram'],
    ]) {
      expect(
        foundIn(await auditOf(own, linesOf(['clean', { text: `Puzzle. ${changed}` }]))),
      ).toEqual([`2 ${check} ${first?.id}`]);
    }
    const other = text.replace('17', '18');
    expect(foundIn(await auditOf(own, linesOf([{ text: other }])))).toEqual([]);
  });
});

describe('a leak', () => {
  it('is found wherever it stands, with its file and its line', async () => {
    const kinds = ['prompt', 'execution', 'program', 'sentence'] as const;
    const asked = itemOf('grammars', 'wo-io');
    const program = subjectOf(itemOf('random-arithmetic', 'wo-io', 60)).instruction;
    const texts = {
      prompt: promptOf(unseen),
      execution: `${name}(${input}) = ${answer}`,
      program: program.source.replaceAll(program.name, 'compute'),
      sentence: `${subjectOf(asked).instruction.name}: ${plan.instances.get('grammars')?.rightAnswer(asked, new Random('test'))}`,
    };
    const filler = fc.array(fc.lorem({ maxCount: 200 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        filler,
        filler,
        fc.boolean(),
        fc.integer({ min: 1, max: 5000 }),
        async (kind, before, after, isJson, chunkBytes) => {
          const records = [...before, texts[kind], ...after];
          const content = isJson ? linesOf(records) : records.map((each) => `${each}\n`).join('\n');
          const breaks = before.reduce((sum, each) => sum + each.split('\n').length + 1, 0);
          const line = isJson ? before.length + 1 : breaks + 1;
          const result = await auditOf(held, content, {
            name: isJson ? 'a.jsonl' : 'a.txt',
            chunkBytes,
          });
          expect(foundIn(result)).toHaveLength(1);
          expect(foundIn(result)[0]).toMatch(new RegExp(`^${line} ${kind}`));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is told with the file that it stands in', async () => {
    const audit = new Audit(held);
    const clean = fileOf(linesOf(['nothing here']), 'clean.jsonl');
    const leaky = fileOf(linesOf(['nothing', promptOf(unseen)]), 'leaky.jsonl');
    await audit.read(clean);
    await audit.read(leaky);
    const { checks, files } = audit.result;
    expect(files.map(({ file, lines }) => [file, lines])).toEqual([
      [clean, 1],
      [leaky, 2],
    ]);
    expect(checks.prompt_exact.examples).toMatchObject([{ file: leaky, line: 2, item: unseen.id }]);
  });
});

function fileOfItems(): string {
  const items = [
    'A farmer has 17 sheep and all but 9 of them run away in the night. How many sheep are left in the morning?',
    'What is 6 times 7?',
  ].map((prompt, place) => ({ id: `q${place}`, prompt, kind: 'integer', target: 42 }));
  return lastingFileOf(linesOf(items));
}
