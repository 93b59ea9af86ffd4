/** The standard ciphers of which ours are variations: what a model gives that forgets what is special about ours. */

/** Every letter `shift` places further. */
export function caesar(text: string, shift: number): string {
  return withLetters(text, (place) => place + shift);
}

/** Every letter mirrored (a and z change places), then `shift` places further. */
export function atbash(text: string, shift: number): string {
  return withLetters(text, (place) => 25 - place + shift);
}

/** Places are those in the alphabet, from 0, and are taken around it; case stays, and so does all but letters. */
function withLetters(text: string, moved: (place: number) => number): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    const place = moved(letter.charCodeAt(0) - base);
    return String.fromCharCode(base + (((place % 26) + 26) % 26));
  });
}
