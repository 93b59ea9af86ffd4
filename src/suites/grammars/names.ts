/**
 * The names of grammars: invented names of languages, such as Smorvese. The tables are our choice. A name is an onset, a
 * rhyme and `ese`, so none is a function of Random Arithmetic; the tables are such that no two names are within one edit of
 * each other and none is an English word or rude, which the tests prove over the whole space. Every name begins with a
 * consonant, so that `a` is the article of all of them.
 */

const ONSETS = 'bl dr gw sm spr thr v qu skl'.split(' ');

const RHYMES =
  'alb orv enk umbr aast oilk urg onz ebb idd olm arp ilv oon auv ixt undr omp iltr upp osk irm elf odr aim'.split(
    ' ',
  );

/** Every name that the tables form, each once, in table order: more than there are grammars. */
export function nameSpace(): string[] {
  return ONSETS.flatMap((onset) =>
    RHYMES.map((rhyme) => `${onset.slice(0, 1).toUpperCase()}${onset.slice(1)}${rhyme}ese`),
  );
}
