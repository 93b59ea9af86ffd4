/**
 * The words of the prompts of Compositions, and nothing but words. Invariant: every template holds each of its placeholders
 * exactly once, is grammatical with any name and any integer, and `{input}` always has a space or a bracket before it, so
 * that a minus sign cannot be taken for a dash. No word problem says that the function is a composition. The paper (Cook et
 * al., arXiv 2506.18777v2, section 4.1) prints none: these are ours. Changing one changes items, and so the fingerprints
 * of runs.
 */

/** One is drawn per composition and input. */
export const WORD_PROBLEMS: readonly string[] = [
  'Which number does {name} make of {input}?',
  'The value {input} goes into {name}. What comes out?',
  'Priya calls {name} with the argument {input} and writes down what it returns. What does she write down?',
  'Determine what {name} returns when its argument is {input}.',
  'An exercise asks for {name}({input}). What is the solution?',
  'Let y be the result of {name} for x = {input}. What is y?',
  'A weather station sends every measurement through {name} before it is published. The measurement is {input}. Which number is published?',
  'In a card game, the points of a hand are worked out by {name}. Without it the hand would count {input}. How many points is it worth?',
  'Jonas hands the number {input} to a friend, who applies {name} and hands back the outcome. Which number does Jonas get back?',
  'A bank transforms an account code by {name} before it is stored. The code of this account is {input}. Which number is stored?',
  'In a table, the column next to x holds {name} of x. What stands there in the row where x is {input}?',
  'A vending machine shows {name} of whatever number is keyed in. The number keyed in is {input}. What does the display show?',
  'Someone claims to know the result of {name} for the input {input}. What must that result be?',
  'A lift stops at floor {input} and then moves to the floor that {name} gives for it. At which floor does it stop next?',
  'Two students both compute {name} for the value {input} and agree. What did they get?',
  'One more riddle: if {input} is the question and {name} the rule, what is the answer?',
  'A sender encodes the signal {input} by {name}. Which number is transmitted?',
  'To which number does {name} map the integer {input}?',
  'A reviewer checks one line of a log: {name} was called with {input}. Which return value should the log show?',
  'At the end of a lesson the class must say what {name} does to the number {input}. What should they say?',
];

/** One is drawn per composition. `{source}` comes last, so that a training file can split a template there. */
export const CONTEXTS: readonly string[] = [
  'This is how {name} is built:\n\n{source}',
  'The function {name} puts two functions together:\n\n{source}',
  'Here is what {name} calls, and in which order:\n\n{source}',
  '{name} is made of two other functions:\n\n{source}',
  'Consider the composition {name}:\n\n{source}',
  'In our library, {name} combines two functions like this:\n\n{source}',
  'A colleague wrote {name} on top of two functions:\n\n{source}',
  'Note how {name} passes its argument on:\n\n{source}',
  'The reference defines {name} by means of other functions:\n\n{source}',
  'For the record, {name} is one function applied after another:\n\n{source}',
  'Definition of the composed function {name}:\n\n{source}',
  'You will need {name}, which is short because others do the work:\n\n{source}',
  'What does {name} do? It chains two functions:\n\n{source}',
  'The module exports {name}, which leaves the work to two functions:\n\n{source}',
  'I combined two functions and called the result {name}:\n\n{source}',
  'The procedure {name} runs one function and gives what comes out to another:\n\n{source}',
  'All that {name} does is to call two functions in turn:\n\n{source}',
  'Read closely which function {name} applies first.\n\n{source}',
  'This cell of a notebook defines {name} from functions that have names of their own:\n\n{source}',
  'Calling {name} means calling two functions, one inside the other:\n\n{source}',
];
