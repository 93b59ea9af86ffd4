/**
 * The wrong answers that real models give: those of another algorithm, those of the same one for another input, an argument given
 * back, and values that differ from the right one in a detail. The kinds are our choice.
 */
import { fromHost, parseLiteral, repr, toHost } from '../../python/index.js';
import type { Random } from '../../random/random.js';
import type { AskedAlgorithm, Run } from './asked-algorithm.js';
import type { BindingErrors } from './binding.js';

type Host = ReturnType<typeof toHost>;

/** An answer that may be right, or in another form than was asked for, by chance. */
export function confuse(
  asked: AskedAlgorithm,
  run: Run,
  binding: BindingErrors,
  random: Random,
): string {
  const kinds = ['detail', 'detail', 'detail', 'other input', 'algorithm', 'argument'] as const;
  switch (random.pick(kinds)) {
    case 'detail':
      return repr(fromHost(changed(toHost(parseLiteral(run.output)), random)));
    case 'other input':
      return random.pick(asked.runs).output;
    case 'algorithm':
      return random.pick([run.output, ...binding.given(asked, run)]);
    case 'argument':
      return repr(random.pick(run.args));
  }
}

/** With one detail changed; what is neither a number nor a string nor a list stays. */
function changed(value: Host, random: Random): Host {
  if (typeof value === 'number') return value + random.pick([-10, -2, -1, 1, 2, 10]);
  if (typeof value === 'string') return changedItems(Array.from(value), random).join('');
  if (!Array.isArray(value)) return value;
  const items: readonly Host[] = value;
  if (items.length === 0 || random.chance(1, 2)) return changedItems(items, random);
  const place = random.integer(0, items.length - 1);
  return items.with(place, changed(items[place] ?? null, random));
}

/** With an item left out or doubled, two neighbours exchanged, or all turned around. */
function changedItems<T>(items: readonly T[], random: Random): T[] {
  const place = random.integer(0, Math.max(0, items.length - 1));
  const [before, rest] = [items.slice(0, place), items.slice(place)];
  switch (random.pick(['drop', 'double', 'exchange', 'reverse'] as const)) {
    case 'drop':
      return [...before, ...rest.slice(1)];
    case 'double':
      return [...before, ...rest.slice(0, 1), ...rest];
    case 'exchange':
      return [...before, ...rest.slice(0, 2).toReversed(), ...rest.slice(2)];
    case 'reverse':
      return items.toReversed();
  }
}
