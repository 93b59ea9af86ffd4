import { expect, it } from 'vitest';
import { mostCommon } from '../../src/descriptions/asker.js';
import { executingPrompt, executionIn } from '../../src/descriptions/prompts.js';

it.each([
  [['3', '3', '4'], { answer: '3', votes: 2 }],
  [['3', null, null], { answer: '3', votes: 1 }],
  [['3', '4', '4', '3'], { answer: null, votes: 2 }],
  [[null], { answer: null, votes: 0 }],
  [[], { answer: null, votes: 0 }],
])('the most common of %j is an answer that no other equals', (answers, expected) => {
  expect(mostCommon(answers)).toEqual(expected);
});

it('whoever carries out a description sees the description, the input and nothing else', () => {
  const [message, ...others] = executingPrompt('Blork', 'It adds 3.\n\nThen it stops.', '-7');
  expect(others).toEqual([]);
  expect(message?.content).toMatch(
    /^This is a description of the function Blork:\n\nIt adds 3\.\n\nThen it stops\.\n\nWhat does Blork give for the integer -7\?\n\nWork it out/,
  );
  expect(executionIn(message?.content ?? '')).toEqual({
    description: 'It adds 3.\n\nThen it stops.',
    input: '-7',
  });
  expect(executionIn('What does Blork give for the integer -7?')).toBe(null);
});
