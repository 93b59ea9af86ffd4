/** The suites that a config may name. Adding a suite is adding it here. */
import { algorithms } from './algorithms/algorithms.js';
import { ciphers } from './ciphers/ciphers.js';
import { compositions } from './compositions/compositions.js';
import { cruxeval } from './cruxeval/cruxeval.js';
import { grammars } from './grammars/grammars.js';
import { jsonl } from './jsonl/jsonl.js';
import { leetcode } from './leetcode/leetcode.js';
import { programs } from './programs/programs.js';
import { randomArithmetic } from './random-arithmetic/random-arithmetic.js';
import { RECALL, RECALL_MEASURES } from './recall/recalled.js';
import type { AnySuite, ClusterNoun } from './suite.js';

/** Every suite, in the order in which docs and `--help` list them. */
export const suites: readonly [AnySuite, ...AnySuite[]] = [
  randomArithmetic,
  compositions,
  grammars,
  ciphers,
  algorithms,
  leetcode,
  cruxeval,
  jsonl,
  programs,
];

/** @throws RangeError for a name that no suite bears: a config is checked before it comes here */
export function suiteNamed(name: string): AnySuite {
  const found = suites.find((suite) => suite.name === name);
  if (found === undefined) {
    const known = suites.map((suite) => suite.name).join(', ');
    throw new RangeError(`no suite is named ${JSON.stringify(name)}; there are: ${known}`);
  }
  return found;
}

/** What is measured of the answers of a split, and what a legend says of it; nothing where the suite is not of this version. */
export function measuresOf(suite: string, split: string): AnySuite['measures'] {
  if (split === RECALL) return RECALL_MEASURES;
  return suites.find(({ name }) => name === suite)?.measures ?? {};
}

/** What the suite of this name samples; an instruction where the suite is not of this version. */
export function clusterNounOf(name: string, split: string): ClusterNoun {
  if (split === RECALL) return 'instruction';
  return suites.find((suite) => suite.name === name)?.clusterNoun ?? 'instruction';
}
