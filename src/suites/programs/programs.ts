/** The suite of a user's own programs: a folder of Python files, each with its calls. */
import { ANSWERS } from '../../scoring/verdict.js';
import { guessAccuracy } from '../plausible.js';
import { defineRecallable } from '../recall/recalling.js';
import type { Suite } from '../suite.js';
import { NAME, Programs, SPLITS } from './instance.js';
import { options } from './options.js';

export const programs: Suite = defineRecallable({
  name: NAME,
  summary: 'Programs of your own: a folder of Python files, each with calls of a function.',
  options,
  splits: SPLITS,
  answers: ANSWERS,
  clusterNoun: 'instruction',
  controls: {},
  measures: {},
  userData: true,
  guessAccuracy,
  summaryFacets: () => [],
  instantiate: (filled) => new Programs(filled),
});
