/** Names of files made of what a run directory says: labels and models come from others, and may hold anything. */

const MOST_CHARACTERS = 120;

/** `text` as part of a file's name on any system: letters, digits, `.`, `_` and `-`, not beginning with `.`, 120 at most. */
export function fileName(text: string): string {
  const name = text
    .slice(0, MOST_CHARACTERS)
    .replaceAll(/[^\w.-]/g, '-')
    .replace(/^\./, '_');
  return name === '' ? '_' : name;
}

/** A file name for each text; one that another has already, in small letters or large, gets a number. */
export function distinctNames(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const name = fileName(text);
    let distinct = name;
    for (let number = 2; taken.has(distinct.toLowerCase()); number += 1)
      distinct = `${name}-${number}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}
