import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeApart } from '../../src/endpoint/reasoning.js';

describe('inline reasoning', () => {
  test.each([
    ['no block: nothing is touched', ' 12\n', ' 12\n', ''],
    ['one block', '<think>\nbecause\n</think>\n\n12', '12', 'because'],
    ['white space before the block', '\n <think>a</think> 12 ', '12 ', 'a'],
    ['thinking', '<thinking>a</thinking>12', '12', 'a'],
    ['reasoning', '<reasoning>a</reasoning>12', '12', 'a'],
    ['Mistral', '[THINK]a[/THINK]12', '12', 'a'],
    [
      'several blocks, of any kind',
      '<think>a</think>\n<thinking>b</thinking>[THINK]c[/THINK] 12',
      '12',
      'a\n\nb\n\nc',
    ],
    ['an empty block is no reasoning', '<think>\n\n</think>\n\n12', '12', ''],
    ['an empty block beside a full one', '<think></think><think>a</think>12', '12', 'a'],
    ['nothing after the block', '<think>a</think>', '', 'a'],
    ['a block that is never closed', '<think>a, b and', '', 'a, b and'],
    ['a second block that is never closed', '<think>a</think><think>b', '', 'a\n\nb'],
    ['only an opening tag', '<think>', '', ''],
    ['opened by the chat template', 'because\n</think>\n\n12', '12', 'because'],
    ['opened twice', '<think>\n<think>a</think>12', '12', '<think>a'],
    ['opened by the template, then another block', 'a</think><think>b</think>12', '12', 'a\n\nb'],
    ['opened by the template, nothing in it', '\n</think>\n\n12', '12', ''],
    [
      'a quoted block in the middle is text',
      'Tags are <think>x</think>. 12',
      'Tags are <think>x</think>. 12',
      '',
    ],
    ['a quoted opening tag is text', 'Write <think> first. 12', 'Write <think> first. 12', ''],
    [
      'a quoted block after the reasoning is text',
      '<think>a</think>So <think>x</think> 12',
      'So <think>x</think> 12',
      'a',
    ],
    ['a closing tag after the reasoning is text', '<think>a</think>12</think>', '12</think>', 'a'],
    [
      'the block of one kind quotes another',
      '<think>a</thinking>b</think>12',
      '12',
      'a</thinking>b',
    ],
    [
      'a block in a code fence is text',
      '```\n<think>a</think>\n```',
      '```\n<think>a</think>\n```',
      '',
    ],
    ['a tag of another case is text', '<THINK>a</THINK>12', '<THINK>a</THINK>12', ''],
    [
      'Harmony',
      '<|channel|>analysis<|message|>because<|end|><|start|>assistant<|channel|>final<|message|>12<|return|>',
      '12',
      'because',
    ],
    ['Harmony without reasoning', '<|start|>assistant<|channel|>final<|message|>12', '12', ''],
    ['Harmony cut short', '<|channel|>analysis<|message|>because', '', 'because'],
    ['empty content', '', '', ''],
  ])('%s', (_, content, text, reasoning) => {
    expect(takeApart(content, null)).toEqual({ text, reasoning });
    expect(takeApart(content, ' \n')).toEqual({ text, reasoning });
  });
});

describe("the server's own reasoning", () => {
  test.each([
    ['stands alone', '12', ' because\n', '12', 'because'],
    ['without content', null, 'because', '', 'because'],
    ['neither', null, null, '', ''],
    ['comes before inline reasoning', '<think>b</think>12', 'a', '12', 'a\n\nb'],
    [
      'closes the block of the template, so a closing tag is text',
      'no </think> 12',
      'a',
      'no </think> 12',
      'a',
    ],
  ])('%s', (_, content, given, text, reasoning) => {
    expect(takeApart(content, given)).toEqual({ text, reasoning });
  });
});

const piece = fc.constantFrom(
  '<think>',
  '</think>',
  '[THINK]',
  '[/THINK]',
  '<|channel|>',
  'a',
  ' ',
  '\n',
);

test('nothing is invented: the text is a suffix of the content', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const content = pieces.join('');
      expect(content.endsWith(takeApart(content, null).text)).toBe(true);
    }),
  );
});

test('text without tags is never touched', () => {
  fc.assert(
    fc.property(fc.string(), (content) => {
      fc.pre(!/[<[]/.test(content));
      expect(takeApart(content, null)).toEqual({ text: content, reasoning: '' });
    }),
  );
});

test.each([
  ['opening tags', '<think>'],
  ['closing tags', '</think>'],
  ['empty blocks', '<think></think>'],
  ['blocks with space', '<think> </think>\n \n'],
  ['alternating kinds', '<think></think>[THINK][/THINK]<thinking></thinking>'],
  ['crossed kinds', '<think></thinking>'],
  ['half tags', '<thin'],
  ['white space', ' '],
  ['channels', '<|channel|>analysis'],
  ['channel ends', '<|channel|>analysis<|end|> '],
  ['brackets', '<|'],
])('a megabyte of %s takes no time', (_, unit) => {
  const content = unit.repeat(Math.ceil(1_000_000 / unit.length));
  const start = performance.now();
  takeApart(content, null);
  takeApart(`${content}x`, null);
  takeApart(`<|channel|>final<|message|>${content}x`, null);
  // Quadratic time would be minutes.
  expect(performance.now() - start).toBeLessThan(2000);
});
