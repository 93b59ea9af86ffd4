/**
 * The suite of randomly composed integer functions: Random Arithmetic of Cook et al., arXiv 2506.18777v2, section 4.1. The
 * paper's data set is not public; its definition is followed, and what it leaves open is our choice.
 */
import { ANSWERS } from '../../scoring/verdict.js';
import { defineRecallable } from '../recall/recalling.js';
import type { Suite } from '../suite.js';
import { CONTROLS, NAME } from './asked-function.js';
import { guessAccuracy, SPLITS } from './function-suite.js';
import { RandomArithmetic } from './instance.js';
import { options } from './options.js';

export const randomArithmetic: Suite = defineRecallable({
  name: NAME,
  summary: 'Execute short integer programs that training named and described by their source.',
  options,
  splits: SPLITS,
  answers: ANSWERS,
  clusterNoun: 'instruction',
  controls: CONTROLS,
  measures: {},
  guessAccuracy,
  summaryFacets: () => ['ops', 'control_flow'],
  instantiate: (filled) => new RandomArithmetic(filled),
});
