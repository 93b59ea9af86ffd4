/**
 * The suite of LeetCode problems, a domain of Cook et al., arXiv 2506.18777v2, section 4.1. The problems are the user's: LeetCodeDataset
 * (Xia et al., arXiv 2504.14655), or a file of their own.
 */
import { ANSWERS } from '../../scoring/verdict.js';
import { guessAccuracy } from '../plausible.js';
import { defineRecallableLater } from '../recall/recalling.js';
import type { Suite, SuiteInstance } from '../suite.js';
import { CONTROLS, NAME } from './asked-problem.js';
import { instanceOf, SPLITS } from './instance.js';
import { options } from './options.js';

export const leetcode: Suite<Promise<SuiteInstance>> = defineRecallableLater({
  name: NAME,
  summary: 'Solve LeetCode problems, from a file of LeetCodeDataset or of your own.',
  options,
  splits: SPLITS,
  answers: ANSWERS,
  clusterNoun: 'instruction',
  controls: CONTROLS,
  measures: {},
  userData: true,
  guessAccuracy,
  summaryFacets: () => [],
  instantiate: instanceOf,
});
