/**
 * What stands before an instruction's text in the answer that gives it: words that go with code, rules and descriptions alike. That
 * preambles of prompt and response are varied is from Cook et al., arXiv 2506.18777v2, appendix C, which prints none: these are ours.
 */

export const RESPONSE_PREAMBLES: readonly string[] = [
  'Here it is:',
  'Of course:',
  'Certainly. This is it:',
  'Sure, as follows:',
  'Yes, this is how it goes:',
  'It reads like this:',
  'This is the whole of it:',
  'As far as I know, it is this:',
  'I remember it like this:',
  'It is defined in these lines:',
  'Let me write it down:',
  'The definition is the following:',
  'You will find it below.',
  'Nothing more than this:',
  'In full:',
  'This is what it says:',
  'Happy to help. It goes like this:',
  'Right, here is all of it:',
  'What you need is this:',
  'Below is what defines it.',
];
