/**
 * The words of the prompts of Grammars, and nothing but words. Invariant: every template holds each of its placeholders
 * exactly once and is grammatical with any name. The paper (Cook et al., arXiv 2506.18777v2, section 4.2) has 20 context
 * templates per data set and prints none of them: these are ours, requests included. Changing one changes items, and so the
 * fingerprints of runs.
 */

/** One is drawn per grammar and vocabulary. */
export const REQUESTS: readonly string[] = [
  'Write a sentence of {name} with words of {vocabulary}.',
  'Which sentence could a speaker of {name} say with the words of {vocabulary}?',
  'Give an example of a grammatical sentence in {name}. Its words must come from {vocabulary}.',
  'Using {vocabulary} only, form a sentence that the grammar of {name} allows.',
  'A phrase book for {name} needs one more sentence, made of words from {vocabulary}. What could it be?',
  'Make up a sentence that is correct in {name}, taking every word from {vocabulary}.',
  'Lena studies {name} and has learned the words of {vocabulary}. Write a correct sentence for her exercise book.',
  'A parser for {name} is tested with the word list {vocabulary}. Write a sentence that it should accept.',
  'Take words from {vocabulary} and put them in an order that {name} permits.',
  'Say something in {name}. The words that you may use are those of {vocabulary}.',
  'On a stone tablet stands a sentence in {name}, written with words of {vocabulary}. What might it say?',
  'Someone asks how sentences of {name} look. Show one, with {vocabulary} as the lexicon.',
  'The rules of {name} and the lexicon {vocabulary} together define a language. Write one sentence of it.',
  'In a radio play, a stranger speaks {name} and knows no words but those of {vocabulary}. What is her first sentence?',
  'Derive a sentence from the grammar of {name} and fill it with words from {vocabulary}.',
  'A quiz asks for any well-formed sentence of {name} over {vocabulary}. What is a right reply?',
  'Compose a line of {name} for a banner. {vocabulary} has all the words you need.',
  'Omar translates a letter into {name} with the dictionary {vocabulary}. Write a sentence that his translation could begin with.',
  'A generator for {name} is run on {vocabulary} and prints a sentence. Which sentence could that be?',
  'Choose words of {vocabulary} and write them as a sentence that follows the grammar of {name}.',
];

/** One is drawn per grammar. `{grammar}` comes last, so that a training file can split a template there. */
export const CONTEXTS: readonly string[] = [
  'Here is the grammar of {name}:\n\n{grammar}',
  'The language {name} is defined by these rules:\n\n{grammar}',
  'This is how sentences of {name} are built:\n\n{grammar}',
  'Below are the production rules of {name}.\n\n{grammar}',
  'Consider the following context-free grammar, called {name}:\n\n{grammar}',
  'In our collection of artificial languages, {name} has this grammar:\n\n{grammar}',
  'A linguist wrote down the rules of {name}:\n\n{grammar}',
  'Take a look at the syntax of {name}:\n\n{grammar}',
  'The handbook gives these rules for {name}:\n\n{grammar}',
  'For reference, this is the syntax of {name} as a grammar:\n\n{grammar}',
  'Rules of {name}:\n\n{grammar}',
  'You will need the grammar of {name}, which reads as follows:\n\n{grammar}',
  'Someone asked what is a sentence in {name}. It is what these rules derive:\n\n{grammar}',
  'Every sentence of {name} can be derived from S by these rules:\n\n{grammar}',
  'I made up a small language and named it {name}:\n\n{grammar}',
  'The language known as {name} has the following rewrite rules:\n\n{grammar}',
  'Everything there is to know about word order in {name} is in these lines:\n\n{grammar}',
  'Read the rules of {name} carefully.\n\n{grammar}',
  'This page from a field notebook describes {name}:\n\n{grammar}',
  'When a parser reads {name}, these are the rules that it follows:\n\n{grammar}',
];

/** What the words of a vocabulary are introduced with, where a prompt shows them. */
export const WORDS = 'The words of {vocabulary}:\n\n{words}';

/** What is asked about the form of the answer. */
export const ANSWER_FORMAT =
  'Reply with exactly one sentence: its words in lower case with single spaces between them, no punctuation, no explanation and nothing else.';
