/**
 * The figures, after those of Cook et al., arXiv 2506.18777v2. The names of tags are ours: the paper publishes no data files.
 */
import type { Axis, FigureDefinition } from './definition.js';

const OPS: Axis = {
  from: 'facet',
  name: 'ops',
  title: 'program length (operations)',
  scale: 'linear',
};

const SHIFT: Axis = {
  from: 'facet',
  name: 'shift',
  title: 'shift of the cipher',
  scale: 'linear',
  domain: [0, 25],
};

const STAGE: Axis = { from: 'tag', name: 'stage', title: 'stage of training', scale: 'named' };

const ACCURACY = { measure: 'accuracy', panels: ['suite', 'answer'] } as const;

export const figures: readonly FigureDefinition[] = [
  {
    ...ACCURACY,
    name: 'exchange',
    paper: 'figure 2',
    title: 'Execution examples against one instruction',
    x: {
      from: 'tag',
      name: 'examples',
      title: 'execution examples of the algorithm',
      scale: 'log',
    },
    splits: ['wo-io'],
    lines: { from: 'untagged', words: 'one instruction (PBB)' },
    points: 'execution examples (algorithm distillation)',
  },
  {
    ...ACCURACY,
    name: 'length-in-context',
    paper: 'figure 3, upper left',
    title: 'Accuracy by program length, instruction in context',
    x: OPS,
    suite: 'random-arithmetic',
    splits: ['in-context'],
  },
  {
    ...ACCURACY,
    name: 'length',
    paper: 'figure 3, upper middle',
    title: 'Accuracy by program length, unpaired programs',
    x: OPS,
    suite: 'random-arithmetic',
    splits: ['wo-io'],
  },
  {
    ...ACCURACY,
    name: 'steps',
    paper: 'figures 3, 4 and 6, right',
    title: 'Accuracy over training steps',
    x: { from: 'tag', name: 'step', title: 'training step', scale: 'linear' },
    splits: ['w-io-test', 'wo-io'],
  },
  {
    ...ACCURACY,
    name: 'stages',
    paper: 'figures 3, 4 and 6, left',
    title: 'Accuracy by stage of training, unpaired instructions',
    x: STAGE,
    splits: ['wo-io'],
  },
  {
    ...ACCURACY,
    name: 'language',
    paper: 'figure 3, lower middle',
    title: 'Instructions as code and in natural language',
    x: { from: 'tag', name: 'instructions', title: 'instructions in training', scale: 'named' },
    splits: ['wo-io'],
  },
  {
    ...ACCURACY,
    name: 'augmentation',
    paper: 'figure 3, lower middle',
    title: 'With and without prompt augmentation',
    x: {
      from: 'tag',
      name: 'augmentation',
      title: 'prompt augmentation in training',
      scale: 'named',
    },
    splits: ['wo-io'],
  },
  {
    ...ACCURACY,
    name: 'compositions',
    paper: 'figure 3, lower right',
    title: 'Compositions of two functions',
    x: { from: 'facet', name: 'parts', title: 'how the two parts were trained', scale: 'named' },
    suite: 'random-arithmetic-compositions',
    splits: ['wo-io'],
  },
  {
    name: 'shifts',
    paper: 'figure 5',
    title: 'Accuracy by shift of the cipher',
    measure: 'accuracy',
    x: SHIFT,
    suite: 'ciphers',
    splits: ['wo-io', 'w-io-test'],
    panels: ['answer', 'cipher'],
    panelFacet: 'cipher',
  },
  {
    ...ACCURACY,
    name: 'compliance',
    paper: 'figure 6',
    title: 'Sentences that their grammar derives',
    x: STAGE,
    suite: 'grammars',
    splits: ['wo-io'],
    lines: { from: 'control', name: 'random_words', words: 'chance: random words' },
    points: 'model',
  },
  {
    ...ACCURACY,
    name: 'functions',
    paper: 'figure 10',
    title: 'Accuracy by number of train functions',
    x: {
      from: 'tag',
      name: 'functions',
      title: 'functions with executions in training',
      scale: 'log',
    },
    splits: ['w-io-train', 'w-io-test', 'wo-io'],
    panels: ['suite', 'answer', 'size'],
  },
  {
    ...ACCURACY,
    name: 'executions',
    paper: 'figure 11',
    title: 'Accuracy by number of execution examples per function',
    x: {
      from: 'tag',
      name: 'executions',
      title: 'execution examples per train function',
      scale: 'log',
    },
    splits: ['w-io-train', 'w-io-test', 'wo-io'],
    panels: ['suite', 'answer', 'size'],
  },
  {
    ...ACCURACY,
    name: 'repeats',
    paper: 'figure 12',
    title: 'Accuracy by repeats of the source in training',
    x: { from: 'tag', name: 'repeats', title: 'repeats of each source in training', scale: 'log' },
    splits: ['wo-io'],
  },
  {
    ...ACCURACY,
    name: 'methods',
    paper: 'figure 13',
    title: 'Accuracy by method of training',
    x: { from: 'tag', name: 'method', title: 'method of training', scale: 'named' },
    splits: ['w-io-test', 'wo-io'],
  },
  {
    name: 'demonstrations',
    paper: 'figure 14',
    title: 'Shifts that the demonstrations show',
    measure: 'share of items',
    x: SHIFT,
    suite: 'ciphers',
    splits: ['w-io-train'],
    panels: ['cipher'],
    panelFacet: 'cipher',
  },
  {
    ...ACCURACY,
    name: 'curricula',
    paper: 'figure 15',
    title: 'Accuracy after each stage, paired and unpaired',
    x: STAGE,
    splits: ['w-io-test', 'wo-io'],
    panels: ['suite', 'answer', 'curriculum'],
  },
];

/** The order of values that have one; others follow. */
export const ORDERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['answer', ['direct', 'cot']],
  ['augmentation', ['without', 'with']],
  ['split', ['w-io-train', 'w-io-test', 'wo-io', 'in-context']],
  ['stage', ['zero-shot', 'stage-1', 'stage-1-only', 'stage-2', 'stage-2-only', 'full']],
  ['method', ['sft', 'dpo', 'grpo']],
  ['curriculum', ['single-stage', 'proactive', 'retroactive']],
]);
