/** What undoes each cipher, written from its description and not from its source. */

type Decoder = (text: string, shift: number) => string;

const KEY = [16, 20, 8, 11, 19];

function isLetter(character: string): boolean {
  return /^[A-Za-z]$/.test(character);
}

function placeOf(letter: string): number {
  return letter.toLowerCase().charCodeAt(0) - 97;
}

/** The letter at a place, taken around the alphabet, in the case of another. */
function letterAt(place: number, like: string): string {
  const letter = String.fromCharCode(97 + (((place % 26) + 26) % 26));
  return like === like.toUpperCase() ? letter.toUpperCase() : letter;
}

/** Letters move by the shift; after every vowel of the plain text by one shift more. */
function decodeAlice(text: string, shift: number): string {
  let vowels = 0;
  return Array.from(text, (character) => {
    if (!isLetter(character)) return character;
    const plain = letterAt(placeOf(character) - shift * (vowels + 1), character);
    if (/[aeiou]/i.test(plain)) vowels += 1;
    return plain;
  }).join('');
}

/** Letters are mirrored; then every other one of a run moves by the shift, and those between by one minus the shift. */
function decodeBob(text: string, shift: number): string {
  return text.replace(/[A-Za-z]+/g, (run) =>
    Array.from(run, (character, at) =>
      letterAt(25 - (placeOf(character) - (at % 2 === 0 ? shift : 1 - shift)), character),
    ).join(''),
  );
}

/** Letters move by the shift and by a letter of the key, of which so many are passed over each time as the shift says. */
function decodeKevin(text: string, shift: number): string {
  let letters = 0;
  return Array.from(text, (character) => {
    if (!isLetter(character)) return character;
    const step = shift + (KEY[(letters * (1 + (shift % 4))) % KEY.length] ?? 0);
    letters += 1;
    return letterAt(placeOf(character) - step, character);
  }).join('');
}

export const DECODERS: Readonly<Record<string, Decoder>> = {
  Alice: decodeAlice,
  Bob: decodeBob,
  Kevin: decodeKevin,
};
