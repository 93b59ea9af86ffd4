/**
 * The words of Random Arithmetic's prompts, and nothing but words. Invariant: every template holds each of its
 * placeholders exactly once, is grammatical with any name and any integer, and `{input}` always has a space or a bracket
 * before it, so that a minus sign cannot be taken for a dash. The paper (Cook et al., arXiv 2506.18777v2, section 4.1)
 * has executions framed as word problems and 20 context templates per data set, and prints none of them: these are ours.
 * Changing one changes items, and so the fingerprints of runs.
 */
import type { Answer } from '../../scoring/verdict.js';

/** One is drawn per function and input. */
export const WORD_PROBLEMS: readonly string[] = [
  'What does {name} return for the input {input}?',
  'The function {name} is called with {input} as its argument. What does it return?',
  'Maya types the number {input} into a machine that runs {name}. Which number does the machine show?',
  'Apply {name} to the integer {input} and give the result.',
  'A student is asked to work out {name}({input}) for homework. What should the student write down?',
  'Suppose that the value {input} is passed to {name}. Which value comes back?',
  'A logger passes each reading of a sensor through {name} and stores the outcome. The latest reading is {input}. Which number is stored?',
  'In a board game, a score of {input} has just been replaced by what {name} makes of it. What is the new score?',
  'Tomas holds a card that says {input} and swaps it for the card with the output of {name} for that number. What does the new card say?',
  'A ledger entry stands at {input} when the nightly job runs {name} on it. At which number does the entry stand afterwards?',
  'One cell of a spreadsheet holds {input} and the cell beside it applies {name} to that value. What does the second cell show?',
  'Two friends test how well they remember {name}. One of them says the input {input} and the other has to say the output. What is the right reply?',
  'If x = {input}, what is the value of {name}(x)?',
  'A robot at position {input} on a number line runs {name} on its position and moves to the result. At which position does it end up?',
  'A control panel takes one integer, runs {name} on it and prints what comes out. Someone enters {input} and presses the button. What is printed?',
  'Here is a quick puzzle: start with {input}, send it through {name} once, and see where you land. On which number is that?',
  'A message carries the code {input}, and its receiver decodes it with {name}. Which number does the receiver get?',
  'Which output of {name} belongs to the input {input}?',
  'Before each release, a test checks what {name} gives for {input} as its input. Which value should the test expect?',
  'In a lesson on functions, the teacher writes {input} on the board and asks what {name} turns it into. What is the right answer?',
];

/** One is drawn per function. `{source}` comes last, so that a training file can split a template there. */
export const CONTEXTS: readonly string[] = [
  'Here is the Python function {name}:\n\n{source}',
  'The function {name} is defined as follows:\n\n{source}',
  'This is the definition of {name} in Python:\n\n{source}',
  'Below is the source code of {name}.\n\n{source}',
  'Consider the following Python function, called {name}:\n\n{source}',
  'In our code base, {name} is written like this:\n\n{source}',
  'A colleague implemented {name} in Python:\n\n{source}',
  'Take a look at how {name} computes its result:\n\n{source}',
  'The manual gives this code for {name}:\n\n{source}',
  'For reference, this is what {name} does, as Python code:\n\n{source}',
  'Python implementation of {name}:\n\n{source}',
  'You will need the function {name}, which reads as follows:\n\n{source}',
  'Someone asked how {name} works. It works like this:\n\n{source}',
  'The module exports one function, {name}, and this is its code:\n\n{source}',
  'I wrote a small function and named it {name}:\n\n{source}',
  'The procedure known as {name} takes an integer and gives an integer:\n\n{source}',
  'Everything there is to know about {name} is in these lines:\n\n{source}',
  'Read the definition of {name} carefully.\n\n{source}',
  'This snippet from a notebook defines {name} for a single integer argument:\n\n{source}',
  'When a program calls {name}, this is the code that runs:\n\n{source}',
];

/** One is drawn per function or composition whose instruction is English. `{description}` comes last. */
export const DESCRIPTION_CONTEXTS: readonly string[] = [
  'Here is what {name} does, in words:\n\n{description}',
  'This is a description of {name}:\n\n{description}',
  'The following explains how {name} works.\n\n{description}',
  'Read this account of {name}:\n\n{description}',
  'Someone described {name} like this:\n\n{description}',
  'In plain English, {name} works as follows:\n\n{description}',
  'These are the instructions for {name}:\n\n{description}',
  'The handbook has this entry on {name}:\n\n{description}',
  'How {name} is to be computed:\n\n{description}',
  'A colleague explained {name} to me on the phone:\n\n{description}',
  'My notes on {name} say:\n\n{description}',
  'Whoever carries out {name} by hand follows these steps:\n\n{description}',
  'The specification of {name} is this paragraph:\n\n{description}',
  'What happens when {name} is applied to a number? This:\n\n{description}',
  'Consider the rule called {name}:\n\n{description}',
  'Without any code, {name} can be put like this:\n\n{description}',
  'The textbook introduces {name} in these words:\n\n{description}',
  'Please follow this explanation of {name}:\n\n{description}',
  'All that has to be known about {name} is said here:\n\n{description}',
  'An instruction sheet tells clerks how to work out {name}:\n\n{description}',
];

/** What is asked about the form of the answer. Both forms of `cot` are what strict scoring takes as requested. */
export const ANSWER_FORMATS: Readonly<Record<Answer, string>> = {
  direct: 'Reply with the resulting integer alone: no working, no explanation and nothing else.',
  cot: 'Work it out step by step. Then finish with the resulting integer, either as \\boxed{integer} or on a last line of the form "Answer: integer".',
};
