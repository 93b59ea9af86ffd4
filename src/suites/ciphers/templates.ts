/**
 * The words of the prompts of Ciphers, and nothing but words. Invariant: every template holds each of its placeholders exactly once
 * and is grammatical with any cipher, text and shift; `{text}` stands within double quotes, which no text holds. The paper (Cook et
 * al., arXiv 2506.18777v2, section 4) has word problems and 20 context templates per data set and prints none of them: these are
 * ours. Changing one changes items, and so the fingerprints of runs.
 */
import type { Answer } from '../../scoring/verdict.js';

/** One is drawn per cipher, text and shift. */
export const WORD_PROBLEMS: readonly string[] = [
  'What does {name} return for the text "{text}" and the shift {shift}?',
  'Encipher "{text}" with the {name} cipher and a shift of {shift}.',
  'The function {name} is called with the text "{text}" and the shift {shift}. Which text does it return?',
  'A secret note says "{text}". How does it read under {name} with the shift {shift}?',
  'Two pen friends write to each other in the {name} cipher and have agreed on the shift {shift}. One of them wants to write "{text}". What does the letter say?',
  'A museum shows an old machine that runs {name}. Its dial is set to the shift {shift} and a visitor types "{text}". What does the machine print?',
  'Apply {name} to "{text}" with {shift} as the shift and give the resulting text.',
  'If text = "{text}" and shift = {shift}, what is the value of {name}(text, shift)?',
  'A radio operator puts every message through {name}. The shift of the day is {shift} and the message is "{text}". What goes on the air?',
  'In a treasure hunt, each clue is enciphered with {name} and the shift {shift}. One of the clues is "{text}". What stands on its card?',
  'A test checks what {name} gives for the arguments "{text}" and {shift}. Which text should it expect?',
  'Not everyone may read the label "{text}", so it is put through {name} with the shift {shift}. What does the label say now?',
  'A diary hides its titles with {name}, always by the shift {shift}. What stands above the page whose title is "{text}"?',
  'With the shift {shift}, what does {name} make of "{text}"?',
  'Someone carves "{text}" into a bench, but enciphered with {name} and the shift {shift}. What is carved?',
  'One column of a table holds texts and the next holds what {name} turns them into. In a row with the text "{text}" and the shift {shift}, what does the next column show?',
  'For homework, a class has to encipher "{text}" with {name}, using {shift} as the shift. What should they write down?',
  'Which output of {name} belongs to the text "{text}" when the shift is {shift}?',
  'A clerk files every document under a code that {name} makes from its title with the shift {shift}. Under which code is the document called "{text}"?',
  'The spies of a novel send nothing but {name}, with {shift} as their shift. What do they send for "{text}"?',
];

/** One is drawn per cipher. `{source}` comes last, so that a training file can split a template there. */
export const CONTEXTS: readonly string[] = [
  'Here is the cipher {name} as a Python function:\n\n{source}',
  'The cipher {name} is defined as follows:\n\n{source}',
  'This is the definition of the {name} cipher in Python:\n\n{source}',
  'Below is the source code of {name}, a cipher.\n\n{source}',
  'Consider the following cipher, called {name}:\n\n{source}',
  'In our library of ciphers, {name} is written like this:\n\n{source}',
  'A colleague implemented the cipher {name} in Python:\n\n{source}',
  'Take a look at how {name} enciphers a text:\n\n{source}',
  'The manual gives this code for the cipher {name}:\n\n{source}',
  'For reference, this is what {name} does to a text, as Python code:\n\n{source}',
  'Python implementation of the {name} cipher:\n\n{source}',
  'You will need the cipher {name}, which reads as follows:\n\n{source}',
  'Someone asked how the {name} cipher works. It works like this:\n\n{source}',
  'The module exports one cipher, {name}, and this is its code:\n\n{source}',
  'I made up a cipher and named it {name}:\n\n{source}',
  'The procedure known as {name} takes a text and a shift and gives a text:\n\n{source}',
  'Everything there is to know about the cipher {name} is in these lines:\n\n{source}',
  'Read the definition of {name} carefully.\n\n{source}',
  'This snippet from a notebook defines {name} for a text and a shift:\n\n{source}',
  'When a program enciphers a text with {name}, this is the code that runs:\n\n{source}',
];

/** What is asked about the form of the answer. Both forms of `cot` are what strict scoring takes as requested. */
export const ANSWER_FORMATS: Readonly<Record<Answer, string>> = {
  direct:
    'Reply with the resulting text alone: no quotation marks, no working, no explanation and nothing else.',
  cot: 'Work it out step by step. Then finish with the resulting text, either as \\boxed{text} or on a last line of the form "Answer: text".',
};
