import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FORMATS } from '../../src/config/curriculum.js';
import type { SpecificationDocument } from '../../src/curriculum/document.js';
import { formats } from '../../src/curriculum/formats/formats.js';
import { promptOf } from '../../src/endpoint/question.js';

const DOCUMENT: SpecificationDocument = {
  kind: 'specification',
  suite: 'ciphers',
  instruction: 'ciphers/bob',
  role: 'train',
  prompt: [{ role: 'user', content: 'What is \u{1F4DC} Bob?' }],
  completion: 'It is \u{1F5DD}\u00e9.',
};

const masked = z.object({ text: z.string(), loss: z.tuple([z.tuple([z.int(), z.int()])]) });

describe('a plain text', () => {
  it('says which code points are to be learned, and begins as a plain completion is asked', () => {
    const { text, loss } = masked.parse(formats.text.lineOf(DOCUMENT));
    const [[from, to]] = loss;
    const points = Array.from(text);
    expect(points.slice(from, to).join('')).toBe(DOCUMENT.completion);
    expect(points.slice(0, from).join('')).toBe(promptOf(DOCUMENT.prompt));
    expect(to).toBe(points.length);
    expect(points.length).toBeLessThan(text.length);
  });
});

describe('the schemas', () => {
  it.each(FORMATS)('of %s refuse a line with an unknown key, and one without a prompt', (name) => {
    const { schema, lineOf } = formats[name];
    const line = lineOf(DOCUMENT);
    // The others hold executions alone.
    if (line === null) return expect(['grpo', 'dpo']).toContain(name);
    expect(schema.safeParse(line).success).toBe(true);
    expect(schema.safeParse({ ...line, more: 1 }).success).toBe(false);
    const { prompt: _prompt, messages: _messages, text: _text, ...rest } = line;
    expect(schema.safeParse(rest).success).toBe(false);
  });

  it('refuse a conversation that does not end with the assistant', () => {
    const messages = [...DOCUMENT.prompt, ...DOCUMENT.prompt];
    expect(formats['openai-chat'].schema.safeParse({ messages }).success).toBe(false);
  });
});
