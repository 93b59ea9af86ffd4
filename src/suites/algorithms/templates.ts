/**
 * The words around the word problems of Algorithms, and nothing but words. Invariant: every template holds each of its placeholders
 * exactly once and is grammatical with any name and any arguments. The paper (Cook et al., arXiv 2506.18777v2, section 4) has word
 * problems and 20 context templates per data set and prints almost none of them: these are ours. Changing one changes items, and so the
 * fingerprints of runs.
 */
import type { Answer } from '../../scoring/verdict.js';

/** One is drawn per algorithm and arguments; it comes after the word problem. */
export const QUESTIONS: readonly string[] = [
  'The function {name} gives the answer. What is it for {arguments}?',
  'What does {name}, which solves this problem, return for {arguments}?',
  'This is what {name} works out. What comes out for {arguments}?',
  'Solve this as {name} does, for {arguments}.',
  'Take {arguments}. What is the answer, the one that {name} returns?',
  'Now let {arguments}. Which value does {name} give?',
  'A program calls {name} to find out. Which value does it get back for {arguments}?',
  'In one case {arguments}. What does {name} return then?',
  'Give the answer for {arguments}, as {name} computes it.',
  'Suppose that {arguments}. What is the result of {name}?',
];

/** One is drawn per algorithm. `{source}` comes last, so that a training file can split a template there. */
export const CONTEXTS: readonly string[] = [
  'Here is the Python function {name}:\n\n{source}',
  'The function {name} is defined as follows:\n\n{source}',
  'This is the definition of {name} in Python:\n\n{source}',
  'Below is the source code of {name}.\n\n{source}',
  'Consider this Python code, which defines {name}:\n\n{source}',
  'In our library of algorithms, {name} is written like this:\n\n{source}',
  'A colleague implemented {name} in Python:\n\n{source}',
  'Take a look at how {name} computes its result:\n\n{source}',
  'The manual gives this code for {name}:\n\n{source}',
  'For reference, this is {name} as Python code:\n\n{source}',
  'Python implementation of {name}:\n\n{source}',
  'You will need {name}, which reads as follows:\n\n{source}',
  'Someone asked how {name} works. It works like this:\n\n{source}',
  'The module exports {name}, and this is its code:\n\n{source}',
  'I wrote a function and named it {name}:\n\n{source}',
  'A textbook on algorithms prints {name} in this form:\n\n{source}',
  'Everything there is to know about {name} is in these lines:\n\n{source}',
  'Read the definition of {name} carefully.\n\n{source}',
  'This snippet from a notebook defines {name}:\n\n{source}',
  'When a program calls {name}, this is the code that runs:\n\n{source}',
];

/** What is asked about the form of the answer. Both forms of `cot` are what strict scoring takes as requested. */
export const ANSWER_FORMATS: Readonly<
  Record<'integer' | 'literal', Readonly<Record<Answer, string>>>
> = {
  integer: {
    direct: 'Reply with the resulting integer alone: no working, no explanation and nothing else.',
    cot: 'Work it out step by step. Then finish with the resulting integer, either as \\boxed{integer} or on a last line of the form "Answer: integer".',
  },
  literal: {
    direct:
      'Reply with the result as a Python literal alone, strings in quotes: no working, no explanation and nothing else.',
    cot: 'Work it out step by step. Then finish with the result as a Python literal, strings in quotes, either as \\boxed{literal} or on a last line of the form "Answer: literal".',
  },
};
