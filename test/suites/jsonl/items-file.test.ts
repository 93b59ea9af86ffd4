import { describe, expect, it } from 'vitest';
import { parseItems, type StatedItem } from '../../../src/suites/jsonl/items-file.js';
import { DiagnosticError } from '../../../src/text/diagnostic.js';

type Keys = Readonly<Record<string, unknown>>;

const WHOLE = { id: 'a', prompt: 'q', kind: 'integer', target: 1 };

function parsed(...lines: readonly (Keys | string)[]): StatedItem[] {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  return parseItems(text.join('\n'), 'items.jsonl');
}

/** The messages of all faults, each after its place, without excerpts. */
function faults(...lines: readonly (Keys | string)[]): string[] {
  try {
    parsed(...lines);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map(({ position, path, message }) =>
      [position === undefined ? '' : `${position.line}:${position.column}`, path, message]
        .filter((part) => part !== undefined && part !== '')
        .join(': '),
    );
  }
  return [];
}

describe('a line', () => {
  it('has defaults for all that it need not say', () => {
    expect(parsed('', { prompt: 'q', kind: 'integer', target: '+007' })).toEqual([
      {
        id: 'line-000002',
        split: 'test',
        cluster: 'line-000002',
        facets: {},
        target: { kind: 'integer', value: '7' },
        asked: [
          {
            answer: 'direct',
            messages: [
              {
                role: 'user',
                content:
                  'q\n\nReply with the integer alone: no working, no explanation and nothing else.',
              },
            ],
          },
          {
            answer: 'cot',
            messages: [
              {
                role: 'user',
                content:
                  'q\n\nWork it out step by step. Then finish with the integer, either as \\boxed{…} or on a last line of the form "Answer: …".',
              },
            ],
          },
        ],
      },
    ]);
  });

  it('that says how it asks is asked that way alone, with its messages as they stand', () => {
    const messages = [
      { role: 'system', content: 's' },
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'Answer:' },
    ];
    const [item] = parsed({ messages, answer: 'cot', kind: 'text', target: 'x' });
    expect(item?.asked).toEqual([{ answer: 'cot', messages }]);
  });

  it.each<[Keys, object]>([
    [
      { kind: 'integer', target: -3 },
      { kind: 'integer', value: '-3' },
    ],
    [
      { kind: 'integer', target: '123456789012345678901234567890' },
      { kind: 'integer', value: '123456789012345678901234567890' },
    ],
    [
      { kind: 'number', target: 0.5 },
      { kind: 'number', value: '0.5', tolerance: '0' },
    ],
    [
      { kind: 'number', target: '1e-30', tolerance: 1e-7 },
      { kind: 'number', value: '1e-30', tolerance: '0.0000001' },
    ],
    [
      { kind: 'text', target: 'a b' },
      { kind: 'text', value: 'a b' },
    ],
    [
      { kind: 'python-literal', target: '{1: (2,)}' },
      { kind: 'python-literal', value: '{1: (2,)}' },
    ],
    [
      { kind: 'regex', target: '[ab]+', example: 'ab' },
      { kind: 'regex', value: '[ab]+', example: 'ab' },
    ],
  ])('states a target: %j', (keys, target) => {
    expect(parsed({ prompt: 'q', ...keys })[0]?.target).toEqual(target);
  });

  it.each<[Keys, string]>([
    [
      { target: 1.5 },
      '1:41: target: expected an integer, found 1.5; large ones are written as text',
    ],
    [
      { target: 1e300 },
      '1:41: target: expected an integer, found 1e+300; large ones are written as text',
    ],
    [{ target: '1e3' }, '1:41: target: expected an integer, found "1e3"'],
    [{ target: true }, '1:41: target: expected a number or a text of 1 to 10000 characters'],
    [{ target: undefined }, '1:1: target: missing'],
    [{ kind: 'integr' }, '1:24: kind: found "integr"; did you mean "integer"?'],
    [{ kind: 'number', target: '1/2' }, '1:40: target: expected a decimal number, found "1/2"'],
    [{ kind: 'number', tolerance: -1 }, '1:51: tolerance: expected at least 0'],
    [{ tolerance: 1 }, '1:52: tolerance: only the kind number has a tolerance, found integer'],
    [{ example: 'x' }, '1:52: example: only the kind regex has an example, found integer'],
    [
      { kind: 'text', target: 5 },
      '1:38: target: expected text, found the number 5: write it in quotes',
    ],
    [
      { kind: 'text', target: '" "' },
      '1:38: target: expected one line with more than quotes and marks on it',
    ],
    [
      { kind: 'python-literal', target: 'f(1)' },
      '1:48: target: expected a Python literal, such as "[1, \'a\', None]"',
    ],
    [
      { kind: 'regex', target: '(a', example: 'a' },
      '1:39: target: not a pattern of RE2: missing closing ): `(a`',
    ],
    [
      { kind: 'regex', target: '(a)\\1', example: 'a' },
      '1:39: target: not a pattern of RE2: invalid escape sequence: `\\1`',
    ],
    [
      { kind: 'regex', target: 'a' },
      '1:1: example: missing; expected a text that the pattern accepts',
    ],
    [
      { kind: 'regex', target: '"a"', example: '"a"' },
      '1:56: example: the pattern does not accept it as it is compared, without outer quotes and marks: "a"',
    ],
    [
      { kind: 'regex', target: '.*', example: 'a' },
      '1:39: target: accepts every text that was tried, so no answer would be wrong',
    ],
    [{ prompt: undefined }, '1:1: prompt: missing; expected prompt or messages'],
    [
      { messages: [{ role: 'user', content: 'q' }] },
      '1:52: messages: expected prompt or messages, found both',
    ],
    [
      { messages: [{ role: 'usr', content: 'q' }] },
      '1:52: messages.0.role: found "usr"; did you mean "user"?',
    ],
    [{ split: 'default' }, '1:52: split: expected another name'],
    [
      { cluster: 'a b' },
      '1:52: cluster: expected letters, digits, ".", "_", ":" and "-", 64 at most, beginning with a letter or digit',
    ],
    [
      { facets: { 'a b': 1 } },
      '1:52: facets.a b: expected letters, digits, ".", "_", ":" and "-", 64 at most, beginning with a letter or digit',
    ],
    [{ facets: { a: [1] } }, '1:52: facets.a: expected a number or a text of 1 to 64 characters'],
    [{ promt: 'x' }, '1:52: unknown key "promt"; did you mean "prompt"?'],
    [{ __proto__x: 'x' }, '1:52: unknown key "__proto__x"'],
  ])('with a fault is refused: %j', (keys, message) => {
    expect(faults({ ...WHOLE, ...keys })).toEqual([message]);
  });

  it('that ends with an answer of the assistant must say how it asks', () => {
    const messages = [{ role: 'assistant', content: 'x' }];
    expect(faults({ messages, kind: 'integer', target: 1 })).toEqual([
      '1:2: messages: the last one is not the user\'s, so it cannot ask for the form of the answer; say in "answer" how these messages ask: direct or cot',
    ]);
  });

  it('is one JSON object', () => {
    expect(faults('{"prompt": "x"', '[1]', 'null', '"x"')).toEqual([
      '1:15: not JSON: expected one item on each line',
      '2:1: expected a JSON object',
      '3:1: expected a JSON object',
      '4:1: expected a JSON object',
    ]);
  });

  it('cannot reach the prototype of anything', () => {
    const line = '{"__proto__": {"split": "x"}, "prompt": "q", "kind": "integer", "target": 1}';
    expect(faults(line)).toEqual(['1:2: unknown key "__proto__"']);
    expect(faults('{"constructor": 1, "prompt": "q", "kind": "integer", "target": 1}')).toEqual([
      '1:2: unknown key "constructor"',
    ]);
  });
});

describe('a file', () => {
  it('has items', () => {
    expect(faults('', ' ')).toEqual(['1:1: no items']);
  });

  it('has each id and each question once', () => {
    expect(faults(WHOLE, { ...WHOLE, prompt: 'other' }, { ...WHOLE, id: 'b' })).toEqual([
      '2:2: id: "a" is the id of line 1',
      '3:1: asks the same as line 1',
    ]);
  });

  it('may ask the same messages both ways only where the words differ', () => {
    const direct = { ...WHOLE, answer: 'direct' };
    expect(faults(direct, { ...WHOLE, id: 'b', answer: 'cot' })).toEqual([
      '2:1: asks the same as line 1',
    ]);
    expect(faults(direct, { ...WHOLE, id: 'b' })).toEqual([]);
  });

  it('has at most 16 splits and 100 values of a facet', () => {
    const items = Array.from({ length: 101 }, (_, at) => ({
      ...WHOLE,
      id: `i${at}`,
      prompt: `q${at}`,
      split: `s${at % 17}`,
      facets: { at },
    }));
    expect(faults(...items)).toEqual([
      '17:56: split: more than 16 splits',
      '101:72: facets: more than 100 values of at',
    ]);
  });

  it('with many faults tells the first 20', () => {
    const all = faults(...Array.from({ length: 50 }, () => '{'));
    expect(all).toHaveLength(21);
    expect(all.at(-2)).toBe('20:2: not JSON: expected one item on each line');
    expect(all.at(-1)).toBe('more faults than the 20 above; the rest of the file was not read');
  });

  it('with more than 100,000 items is refused', () => {
    const lines = Array.from(
      { length: 100_001 },
      (_, at) => `{"prompt":"${at}","kind":"integer","target":1,"answer":"direct"}`,
    );
    expect(() => parseItems(lines.join('\n'), 'items.jsonl')).toThrow(
      'items.jsonl:100001:1: more than 100000 items',
    );
  });

  it('may begin with a byte order mark and end its lines with a carriage return', () => {
    const [first, second] = [WHOLE, { ...WHOLE, id: 'b', prompt: 'r' }].map((line) =>
      JSON.stringify(line),
    );
    expect(parseItems(`\ufeff${first}\r\n${second}\r\n`, 'items.jsonl')).toHaveLength(2);
  });
});
