/**
 * The suite of three ciphers: Ciphers of Cook et al., arXiv 2506.18777v2, section 4.1. The paper's ciphers are not public; that there
 * are three, their names and which standard ciphers they vary is followed, and all else is our choice.
 */
import { ANSWERS } from '../../scoring/verdict.js';
import { defineRecallable } from '../recall/recalling.js';
import type { Suite } from '../suite.js';
import { Ciphers, CONTROLS, guessAccuracy, MEASURES, NAME, SPLITS } from './instance.js';
import { options } from './options.js';

export const ciphers: Suite = defineRecallable({
  name: NAME,
  summary: 'Encipher texts by ciphers that training named and described by their source.',
  options,
  splits: SPLITS,
  answers: ANSWERS,
  clusterNoun: 'input text',
  controls: CONTROLS,
  measures: MEASURES,
  guessAccuracy,
  summaryFacets: () => ['cipher', 'shift', 'length'],
  instantiate: (filled) => new Ciphers(filled),
});
