/** Arguments and outputs as LeetCode writes them: Python literals, or JSON with its `true`, `false` and `null`. */
import { repr } from '../../python/index.js';
import { literalOf } from '../../scoring/python-literal/judge-literal.js';
import type { Argument } from './problem.js';

/** A string, or one of JSON's names outside of strings. */
const JSON_NAME = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b(?:true|false|null)\b/gs;
const PYTHON_NAMES: Readonly<Record<string, string>> = {
  true: 'True',
  false: 'False',
  null: 'None',
};

/** A literal as Python's `repr` has it, a set as it stands; null for a text that is none. */
export function literalIn(text: string): string | null {
  const python = text.trim().replace(JSON_NAME, (found) => PYTHON_NAMES[found] ?? found);
  const value = literalOf(python);
  if (value === undefined) return null;
  try {
    return repr(value);
  } catch {
    // A set of several elements has no `repr` that is fixed.
    return python;
  }
}

/**
 * The arguments in `nums = [2,7], target = 9`, or in `[2,7], 9`, where the parameters name them, in the order of the parameters; null
 * for any other text.
 */
export function argumentsIn(text: string, parameters: readonly string[]): Argument[] | null {
  const args = new Map<string, string>();
  const parts = partsOf(text);
  for (const [place, part] of parts.entries()) {
    const [, stated, rest = part] = /^\s*([A-Za-z_]\w*)\s*=(.*)$/s.exec(part) ?? [];
    const name = stated ?? parameters[place];
    const value = literalIn(rest);
    if (name === undefined || value === null) return null;
    args.set(name, value);
  }
  if (args.size < parts.length) return null;
  return [...args]
    .map(([name, value]) => ({ name, value }))
    .toSorted((a, b) => parameters.indexOf(a.name) - parameters.indexOf(b.name));
}

/** What the first line of a function says. Annotations as they are written; empty where there is none. */
export interface Signature {
  /** But for `self`. */
  readonly parameters: readonly { readonly name: string; readonly annotation: string }[];
  readonly returns: string;
}

/** Of the function of an entry, such as `two_sum` or `Solution().twoSum`, in a source; without parameters where it is not found. */
export function signatureIn(source: string, entry: string): Signature {
  const name = entry.replace(/^.*\./, '');
  const from = name === entry ? 0 : Math.max(0, source.search(/^class Solution\b/m));
  const start = source.indexOf(`def ${name}(`, from);
  if (start === -1) return { parameters: [], returns: '' };
  const rest = source.slice(start + `def ${name}(`.length);
  const [parameters = ''] = partsOf(rest, ')');
  return {
    parameters: partsOf(parameters).flatMap((part) => parameterIn(part) ?? []),
    returns: /^\)\s*->([^:]*):/.exec(rest.slice(parameters.length))?.[1]?.trim() ?? '',
  };
}

function parameterIn(part: string): Signature['parameters'][number] | null {
  const [, name = '', annotation = ''] = /^\s*(\w+)\s*(?::([^=]*))?/.exec(part) ?? [];
  return name === '' || name === 'self' ? null : { name, annotation: annotation.trim() };
}

/** The text between separators that stand in no brackets and no string. */
function partsOf(text: string, separator = ','): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (char === '\\') at += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    } else if ('[({'.includes(char)) depth += 1;
    else if ('])}'.includes(char)) depth -= 1;
  }
  return [...parts, text.slice(start)];
}
