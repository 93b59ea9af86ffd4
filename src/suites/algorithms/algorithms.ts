/**
 * The suite of classical algorithms: a domain that models know from pretraining, as Leetcode is in Cook et al., arXiv 2506.18777v2,
 * section 4.1, whose problems are not shipped here. Programs, word problems and inputs are our own.
 */
import { ANSWERS } from '../../scoring/verdict.js';
import { guessAccuracy } from '../plausible.js';
import { defineRecallable } from '../recall/recalling.js';
import type { Suite } from '../suite.js';
import { CONTROLS, NAME } from './asked-algorithm.js';
import { Algorithms, SPLITS } from './instance.js';
import { options } from './options.js';

export const algorithms: Suite = defineRecallable({
  name: NAME,
  summary:
    'Solve word problems by classical algorithms that training named and described by their source.',
  options,
  splits: SPLITS,
  answers: ANSWERS,
  clusterNoun: 'instruction',
  controls: CONTROLS,
  measures: {},
  guessAccuracy,
  summaryFacets: () => ['field', 'difficulty', 'steps', 'length'],
  instantiate: (filled) => new Algorithms(filled),
});
