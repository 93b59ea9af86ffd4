/**
 * The words around the word problems of LeetCode, and nothing but words. Invariant: every template holds each of its placeholders exactly
 * once and is grammatical with any name and any arguments. They are ours: the paper (Cook et al., arXiv 2506.18777v2, section 4) has 20
 * context templates per data set and prints almost none. Changing one changes items, and so the fingerprints of runs.
 */
import type { Answer } from '../../scoring/verdict.js';

/** One is drawn per problem and arguments; it comes after the word problem. */
export const QUESTIONS: readonly string[] = [
  'This is the problem {name}. What does its solution {function} return for {arguments}?',
  'Solve this, the problem {name}, as its solution {function} does, for {arguments}.',
  'The problem is named {name}, and {function} solves it. What comes out for {arguments}?',
  'For the problem {name}, let {arguments}. Which value does {function} give?',
  'A program calls {function}, the solution of {name}. Which value does it get back for {arguments}?',
  'The solution of {name} is {function}. What is its result for {arguments}?',
  'Take {arguments}. What does {function}, which solves the problem {name}, return?',
  'In one case of {name} we have {arguments}. What does {function} return then?',
  'Give the answer that {function}, the solution of {name}, computes for {arguments}.',
  'Suppose that, in the problem {name}, {arguments}. What is the result of {function}?',
];

/** One is drawn per problem. `{source}` comes last, so that a training file can split a template there. */
export const CONTEXTS: readonly string[] = [
  'Here is the solution of the problem {name}:\n\n{source}',
  'The problem {name} is solved as follows:\n\n{source}',
  'This is how {name} is solved in Python:\n\n{source}',
  'Below is the source code that solves {name}.\n\n{source}',
  'Consider this Python code, the solution of {name}:\n\n{source}',
  'In our collection of solutions, {name} is solved like this:\n\n{source}',
  'A colleague solved the problem {name} in Python:\n\n{source}',
  'Take a look at a solution of {name}:\n\n{source}',
  'The editorial gives this code for {name}:\n\n{source}',
  'For reference, this is the accepted solution of {name}:\n\n{source}',
  'Python solution of the problem {name}:\n\n{source}',
  'You will need the solution of {name}, which reads as follows:\n\n{source}',
  'Someone asked how to solve {name}. It is done like this:\n\n{source}',
  'The repository has this code for the problem {name}:\n\n{source}',
  'I submitted this code to the problem {name}:\n\n{source}',
  'A book on coding interviews prints the solution of {name} in this form:\n\n{source}',
  'Everything there is to know about the solution of {name} is in these lines:\n\n{source}',
  'Read the solution of {name} carefully.\n\n{source}',
  'This snippet from a notebook solves {name}:\n\n{source}',
  'When the problem {name} is judged, this is the code that runs:\n\n{source}',
];

/** Stands before the question where a problem is about linked lists or binary trees. */
export const NODES =
  'Linked lists and binary trees are written as lists of values, trees level by level with None for a missing child.';

type Form = 'integer' | 'number' | 'literal';

const NOUNS: Readonly<Record<Form, string>> = {
  integer: 'the resulting integer',
  number: 'the resulting number',
  literal: 'the result as a Python literal, strings in quotes',
};

/** What is asked about the form of the answer. Both forms of `cot` are what strict scoring takes as requested. */
export function formatWords(form: Form, answer: Answer): string {
  const noun = NOUNS[form];
  return answer === 'direct'
    ? `Reply with ${noun}, alone: no working, no explanation and nothing else.`
    : `Work it out step by step. Then finish with ${noun}, either as \\boxed{…} or on a last line of the form "Answer: …".`;
}
