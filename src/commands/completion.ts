/** What a shell completes: commands and options as yargs knows them, and after `--set` the keys of a config. */
import type { FallbackCompletionFunction } from 'yargs';

/** Called by yargs for the script that `pbb-eval completion` prints. */
export const completions: FallbackCompletionFunction = (current, _args, byDefault, done) => {
  if (process.argv.at(-2) !== '--set') return byDefault();
  return keysAfter(current).then(done);
};

async function keysAfter(typed: string): Promise<string[]> {
  const { settableKeys } = await import('../config/reference.js');
  return settableKeys()
    .filter((key) => key.startsWith(typed))
    .map((key) => `${key}=`);
}
