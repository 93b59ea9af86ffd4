/** The suite of a user's own items: a file with one question on each line. */
import { ANSWERS } from '../../scoring/verdict.js';
import { guessAccuracy } from '../plausible.js';
import { defineSuite, type Suite } from '../suite.js';
import { Jsonl, NAME } from './instance.js';
import { options } from './options.js';

export const jsonl: Suite = defineSuite({
  name: NAME,
  summary: 'Items of your own, one on each line of a file.',
  options,
  splits: [],
  answers: ANSWERS,
  clusterNoun: 'cluster',
  controls: {},
  measures: {},
  userData: true,
  guessAccuracy,
  summaryFacets: () => [],
  instantiate: (filled) => new Jsonl(filled),
});
