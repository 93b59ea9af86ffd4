/** The suite of CRUXEval (Gu et al., arXiv 2401.03065): short functions whose output, or input, a model is to work out. */
import { ANSWERS } from '../../scoring/verdict.js';
import { defineSuite, type Suite, type SuiteInstance } from '../suite.js';
import { guessAccuracy, instanceOf, NAME, SPLITS } from './instance.js';
import { options } from './options.js';

export const cruxeval: Suite<Promise<SuiteInstance>> = defineSuite({
  name: NAME,
  summary: 'Work out what the functions of CRUXEval return, and arguments for a value.',
  options,
  splits: SPLITS,
  answers: ANSWERS,
  clusterNoun: 'instruction',
  controls: {},
  measures: {},
  userData: true,
  guessAccuracy,
  summaryFacets: () => [],
  instantiate: instanceOf,
});
