/**
 * The 200 grammars of a seed. Invariant: the pool of a seed is always the same and always whole, however few of its grammars
 * are used, so no option but the seed changes a grammar. No two have the same language: for each two there is a sentence
 * that one of them accepts and the other does not. Each six in a row from a multiple of six have the six word orders.
 * The size is the paper's (Cook et al., arXiv 2506.18777v2, section 4.2).
 */
import type { Grammar } from '../../cfg/grammar.js';
import { Random } from '../../random/random.js';
import { Language, type Pattern } from './language.js';
import { nameSpace } from './names.js';
import { specificationOf } from './specification.js';
import { drawValues, typology, type Values } from './typology.js';

export const POOL_SIZE = 200;

/** Far more draws than any grammar has needed. */
const MOST_DRAWS = 1000;

/** Sentences of each of two grammars that are tried on the other. */
const PROBES = 50;

/** The parameter whose values all stand equally often. */
const BALANCED = 'word_order';

export interface PoolGrammar {
  readonly seed: number;
  /** From 0 to 199. */
  readonly index: number;
  readonly name: string;
  readonly values: Values;
  /** Without words. */
  readonly specification: Grammar;
  readonly language: Language;
}

const made = new Map<number, readonly PoolGrammar[]>();

/** The pool of a seed: made once per process, about a quarter of a second. */
export function poolOf(seed: number): readonly PoolGrammar[] {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const pool = makePool(seed);
  made.set(seed, pool);
  return pool;
}

export function makePool(seed: number): PoolGrammar[] {
  const names = new Random('grammars', seed, 'names').shuffle(nameSpace());
  const pool: PoolGrammar[] = [];
  for (const [index, value] of balancedValues(seed).entries()) {
    const random = new Random('grammars', seed, 'values', index);
    const drawn = unlike(pool, random, { [BALANCED]: value });
    pool.push({ seed, index, name: names[index] ?? '', ...drawn });
  }
  return pool;
}

/** The value of the balanced parameter for each grammar. */
function balancedValues(seed: number): string[] {
  const values = Object.keys(typology().parameters[BALANCED] ?? {});
  const blocks = Array.from({ length: Math.ceil(POOL_SIZE / values.length) }, (_, block) =>
    new Random('grammars', seed, BALANCED, block).shuffle(values),
  );
  return blocks.flat().slice(0, POOL_SIZE);
}

/** The first grammar drawn that a sentence tells from each of the pool. */
function unlike(
  pool: readonly PoolGrammar[],
  random: Random,
  fixed: Values,
): Pick<PoolGrammar, 'values' | 'specification' | 'language'> {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const values = drawValues(typology(), random, fixed);
    const specification = specificationOf(typology(), values);
    const language = new Language(specification);
    if (pool.every((other) => difference(language, other.language) !== null)) {
      return { values, specification, language };
    }
  }
  throw new Error(`no grammar unlike ${pool.length} others was found in ${MOST_DRAWS} draws`);
}

/** A sentence that exactly one of two languages has, or null when none was found. */
export function difference(one: Language, other: Language): Pattern | null {
  for (let probe = 0; probe < PROBES; probe += 1) {
    const ofOne = one.probe(probe);
    if (!other.accepts(ofOne)) return ofOne;
    const ofOther = other.probe(probe);
    if (!one.accepts(ofOther)) return ofOther;
  }
  return null;
}
