/**
 * The names of functions: invented, pronounceable words in the spirit of the paper's Blaankle and Snurg (Cook et al.,
 * arXiv 2506.18777v2, section 4.1). The tables are our choice. A name is an onset, a rhyme and an ending; the tables are
 * such that no combination is an English word, a first name, a Python word or rude, which the tests prove over the whole
 * space. Every name begins with a consonant, so that `a` is the article of all of them.
 */
import type { Random } from '../../random/random.js';

const ONSETS = 'bl br dr fl fr gl gr m pl pr sl sm sn spl str thr tr v vr z zl'.split(' ');

/** For each ending the rhymes that go before it. */
const RHYMES: readonly (readonly [ending: string, rhymes: string])[] = [
  [
    '',
    'alk azz alb arb erg elk esk elb elp emb erm ilb irb ilp irm org off olb orb olp urg ulk ult ulb ulp urm aarg aamp aank aalk aalt aask aand aalb aarb aark aalp aart aax aarm oirg oimp oink oilk oilt oisk oind oirb oirk oilp oirt oix oirm',
  ],
  [
    'le',
    'arg ask ebb egg eff enk emp eng end erg erb esk epp imp irg irb isk ogg off omp omb ong org ork orb osk urg urk urb upp aank aamp aamb aang aand aarg aark aarb aask aast oink oimp oimb oing oind oirg oirk oirb oisk oist',
  ],
  [
    'o',
    'add azz alk arb alv ask ebb edd enk emp erg elk erb elv esk elt ibb idd imp irg izz irb ilv ilt obb odd omp org ozz olk orb olv osk ubb udd urg uzz ulk und urb ulv usk ult aank aamp aarg aalk aand aarb aalv aask aalt oink oimp oirg oilk oind oirb oilv oisk oilt',
  ],
  [
    'ax',
    'abb arg alk arb alv ar ebb enk emp erg elk end erb elv er ibb imp irg ilk irb ilv ir obb omp olk orb olv or ubb ud urg ulk und urb ur aad aank aamp aarg aalk aand aarb aalv aar oink oimp oirg oilk oind oirb oilv oir',
  ],
  [
    'im',
    'abb add arg alk arb alv azz ebb edd enk emp erg elk end erb elv ibb idd imp irg ilk irb ilv izz obb odd omp org olk orb olv ozz ubb udd urg ulk und urb ulv aank aamp aarg aalk aand aarb aalv aast oink oimp oirg oilk oind oirb oilv oist',
  ],
  [
    'ock',
    'arg arb azz ebb edd emp erg end erb ibb idd imp irg irb izz obb odd omp org orb ozz ubb udd urg und urb uzz aamp aarg aand aarb oimp oirg oind oirb',
  ],
  [
    'oon',
    'arg arb azz erg end erb irg irb izz org orb ozz ud urg und urb uzz aad aarg aand aarb oib oirg oind oirb',
  ],
  [
    'ix',
    'abb arg alk arb alv ebb enk emp erg elk erb elv ibb imp irg ilk irb ilv obb omp org olk orb olv ubb urg ulk urb ulv aank aamp aarg aalk aarb aalv oink oimp oirg oilk oirb oilv',
  ],
  [
    'ello',
    'arb alv ask abb end erb emp elv esk ebb irb imp ilv isk ibb orb omp olv osk obb und urb ulv usk ubb aand aarb aamp aalv aask oind oirb oimp oilv oisk',
  ],
  [
    'ip',
    'alk azz add enk emp elk end edd imp ilk izz idd omp olk ozz odd ulk und uzz udd aank aamp aalk aand aast oink oimp oilk oind oist',
  ],
];

/** Every name that the tables form, each once, in table order. */
export function nameSpace(): string[] {
  return RHYMES.flatMap(([ending, rhymes]) =>
    rhymes
      .split(' ')
      .flatMap((rhyme) => ONSETS.map((onset) => capitalised(onset + rhyme + ending))),
  );
}

/**
 * Names in random order, no two of which are within one edit of each other: not easily confused. Lazily, so that taking
 * more of them changes none that were taken.
 */
export function* drawNames(random: Random): Generator<string, void> {
  const taken = new Set<string>();
  for (const name of random.shuffle(nameSpace())) {
    const traces = deletions(name.toLowerCase());
    if (traces.some((trace) => taken.has(trace))) continue;
    for (const trace of traces) taken.add(trace);
    yield name;
  }
}

/** The word and the word less any one letter: two words within one edit have one of these in common. */
function deletions(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
