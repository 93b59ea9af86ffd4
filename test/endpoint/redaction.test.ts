import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Redaction } from '../../src/endpoint/redaction.js';

const KEY = 'sk-proj/a+b=c&"long"<enough>';
const NAMES: Readonly<Record<string, string>> = {
  '-': 'hyphen',
  '/': 'sol',
  '+': 'plus',
  '=': 'equals',
};
const redaction = new Redaction([KEY]);

function codes(write: (code: number) => string): string {
  return Array.from(KEY, (character) => write(character.charCodeAt(0))).join('');
}

function hex(code: number): string {
  return code.toString(16).padStart(2, '0');
}

/** Every way in which a text may hold the key. */
const FORMS: Readonly<Record<string, string>> = {
  raw: KEY,
  'JSON string': JSON.stringify(KEY).slice(1, -1),
  'JSON string within a JSON string': JSON.stringify(JSON.stringify(KEY)).slice(1, -1),
  'escaped slashes': KEY.replaceAll('/', '\\/'),
  'every character as \\u': codes((code) => `\\u00${hex(code)}`),
  'one character as \\u': KEY.replace('-', '\\u002D'),
  'every character as \\x': codes((code) => `\\x${hex(code)}`),
  'URL component': encodeURIComponent(KEY),
  'URL component, twice': encodeURIComponent(encodeURIComponent(KEY)),
  'every character in a URL': codes((code) => `%${hex(code).toUpperCase()}`),
  'HTML text': KEY.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
  'HTML text, twice': KEY.replaceAll('&', '&amp;amp;').replaceAll('"', '&amp;quot;'),
  'named entities': KEY.replaceAll(/[-/+=]/g, (character) => `&${NAMES[character]};`),
  'URL component of a JSON string': encodeURIComponent(JSON.stringify(KEY).slice(1, -1)),
  'decimal entities': codes((code) => `&#${code};`),
  'hexadecimal entities': codes((code) => `&#x${hex(code)};`),
  ...Object.fromEntries(
    ['', 'Bearer ', 'user:', 'Bearer: '].flatMap((before) => [
      [`base64 after "${before}"`, btoa(`${before}${KEY} and more`)],
      [`base64url after "${before}"`, Buffer.from(`${before}${KEY}`).toString('base64url')],
    ]),
  ),
};

/** What a reader could take the key from, once every form of it is undone. */
function shows(text: string): boolean {
  const inner = KEY.slice(3, -3);
  const digits = [0, 1, 2].map((shift) =>
    btoa(`${' '.repeat(shift)}${KEY}`)
      .slice(4, 24)
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  );
  const url = text.replaceAll('+', '-').replaceAll('/', '_');
  return text.includes(inner) || digits.some((form) => url.includes(form));
}

describe.each(Object.entries(FORMS))('a key written as %s', (_, form) => {
  test('is shown and kept as [key]', () => {
    for (const text of [form, `before ${form}`, `before ${form} after`]) {
      for (const clean of [
        redaction.redact(text),
        redaction.redactKept(text),
        redaction.excerpt(text),
      ]) {
        expect(clean).toContain('[key]');
        expect(clean).not.toContain(form);
        expect(shows(clean)).toBe(false);
      }
    }
  });
});

test('parsed JSON loses the key wherever it stands, as deep as a server likes', () => {
  const value = JSON.parse(
    `{"a":["x ${FORMS['every character as \\u']}"],${JSON.stringify(KEY)}:{"b":1},"n":null}`,
  );
  expect(redaction.redactJson(value)).toEqual({ a: ['x [key]'], '[key]': { b: 1 }, n: null });
  const deep = `${'['.repeat(200_000)}${JSON.stringify(KEY)}${']'.repeat(200_000)}`;
  let inner: unknown = redaction.redactJson(JSON.parse(deep));
  while (Array.isArray(inner)) inner = inner[0];
  expect(inner).toBe('[key]');
});

test('an answer loses the key in every field, and the log probabilities that would spell it', () => {
  const logprobs = { content: [{ token: 'sk-' }, { token: 'proj' }] };
  const choice = { index: 0, content: `is ${KEY}`, reasoning: null, finishReason: KEY, logprobs };
  const other = { index: 1, content: 'two', reasoning: '', finishReason: 'stop', logprobs };
  const answer = { id: KEY, model: `m ${KEY}`, choices: [choice, other], usage: null };
  expect(redaction.redactAnswer(answer)).toEqual({
    id: '[key]',
    model: 'm [key]',
    choices: [{ index: 0, content: 'is [key]', reasoning: null, finishReason: '[key]' }, other],
    usage: null,
  });
});

test('the choices of an answer lose the key in every form, as texts by themselves do', () => {
  const choice = { index: 0, content: '42', reasoning: null, finishReason: 'stop' };
  for (const form of Object.values(FORMS)) {
    const text = `is ${form}`;
    const choices = [choice, { ...choice, index: 1, reasoning: text }];
    expect(redaction.redactAnswer({ id: 'x', model: null, choices, usage: null }).choices).toEqual([
      choice,
      { ...choice, index: 1, reasoning: redaction.redactKept(text) },
    ]);
  }
});

test('a text without the key is kept to the byte, escapes and all', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\u0041', '&amp;', '%41', ''),
      (text, more) => {
        const whole = `${text}${more}`;
        expect(redaction.redactKept(whole)).toBe(whole);
      },
    ),
  );
});

test('a key of under 12 characters is taken out of messages and left in answers', () => {
  const short = new Redaction(['none-of-it!']);
  expect(short.redact('it is none-of-it!')).toBe('it is [key]');
  expect(short.redactKept('it is none-of-it!')).toBe('it is none-of-it!');
  expect(new Redaction(['none-of-it!!']).redactKept('it is none-of-it!!')).toBe('it is [key]');
});

test('a long run of what looks like escapes is read in time', () => {
  const start = performance.now();
  for (const piece of ['\\', '%25', '&amp;', '&#0', '%']) redaction.redact(piece.repeat(300_000));
  expect(performance.now() - start).toBeLessThan(20_000);
});
