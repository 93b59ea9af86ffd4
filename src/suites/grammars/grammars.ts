/**
 * The suite of artificial grammars: section 4.2 of Cook et al., arXiv 2506.18777v2. The paper's data set is not public; its
 * definition is followed, and what it leaves open is our choice.
 */
import { defineRecallable } from '../recall/recalling.js';
import type { Suite } from '../suite.js';
import { CONTROLS, Grammars, guessAccuracy, MEASURES, NAME, SPLITS } from './instance.js';
import { options } from './options.js';
import { typology } from './typology.js';

export const grammars: Suite = defineRecallable({
  name: NAME,
  summary: 'Write sentences of grammars that training named and described by their rules.',
  options,
  splits: SPLITS,
  answers: ['direct'],
  clusterNoun: 'instruction',
  controls: CONTROLS,
  measures: MEASURES,
  manyRight: true,
  guessAccuracy,
  summaryFacets: () => [...Object.keys(typology().parameters), 'vocabulary', 'length'],
  instantiate: (filled) => new Grammars(filled),
});
