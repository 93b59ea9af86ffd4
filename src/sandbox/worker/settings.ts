/**
 * V8's settings while a worker starts. Invariant: what the process was started with goes on to hold, whatever is set later, since V8 reads
 * it when the heap and the context are made; `settings.test.ts` holds it to that.
 */
import { setFlagsFromString } from 'node:v8';

const set = setFlagsFromString;

/**
 * What `load` gives, as if the process had been started without settings: V8 takes code that was compiled before under the same settings
 * alone, as Node's modules were under none, and to compile them anew takes longer than all else that they do.
 */
export function withoutSettings<T>(load: () => T): T {
  set('--no-disallow-code-generation-from-strings');
  set('--max-old-space-size=0');
  const loaded = load();
  set('--disallow-code-generation-from-strings');
  // As newer releases have it: functions are compiled better when they are called often, not when a program just starts.
  set('--wasm-tiering-budget=13000000');
  return loaded;
}

/** What `compile` gives of a module that is known to be valid: each function is validated when it is first called and compiled. */
export function validatedLazily<T>(compile: () => T): T {
  set('--wasm-lazy-validation');
  const compiled = compile();
  set('--no-wasm-lazy-validation');
  return compiled;
}
