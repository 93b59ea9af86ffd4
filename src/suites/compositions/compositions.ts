/**
 * The suite of two-function compositions: those of Cook et al., arXiv 2506.18777v2, section 4.1, which defines them and
 * leaves open how many there are and of which functions.
 */
import { ANSWERS } from '../../scoring/verdict.js';
import { guessAccuracy, SPLITS } from '../random-arithmetic/function-suite.js';
import { defineRecallable } from '../recall/recalling.js';
import type { Suite } from '../suite.js';
import { CONTROLS, NAME } from './asked-composition.js';
import { Compositions } from './instance.js';
import { options } from './options.js';

export const compositions: Suite = defineRecallable({
  name: NAME,
  summary: 'Execute one function of Random Arithmetic after another, by a name for both together.',
  options,
  splits: SPLITS,
  answers: ANSWERS,
  clusterNoun: 'instruction',
  controls: CONTROLS,
  measures: {},
  guessAccuracy,
  summaryFacets: () => ['ops', 'parts'],
  instantiate: (filled) => new Compositions(filled),
});
