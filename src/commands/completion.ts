/** What shells complete beyond commands and options, which yargs knows: after `--set`, the keys of a config. */

/** How the script that `pbb-eval completion` prints asks for completions. */
export const COMPLETING = '--get-yargs-completions';

/** The keys that go on from the last word of a command line, where it follows `--set`; null elsewhere. */
export async function completedKeys(words: readonly string[]): Promise<string[] | null> {
  if (!words.includes(COMPLETING) || words.at(-2) !== '--set') return null;
  const typed = words.at(-1) ?? '';
  const { settableKeys } = await import('../config/reference.js');
  return settableKeys()
    .filter((key) => key.startsWith(typed))
    .map((key) => `${key}=`);
}
