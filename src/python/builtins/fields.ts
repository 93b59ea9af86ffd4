/** `str.format` (Python library reference, "Format String Syntax"): fields by place and by name, and no way into them. */

import { CHARACTER_BYTES, outsideSubset, pythonError, type Site } from '../machine/machine.js';
import type { Keywords } from '../values/functions.js';
import { reprText, strOf } from '../values/repr.js';
import { keyError } from '../values/subscripts.js';
import { type Text, textOf, toText } from '../values/text.js';
import type { Value } from '../values/value.js';
import { formatValue } from './format.js';

/** The text with each `{…}` replaced by the argument that it names. */
export function expandFields(
  site: Site,
  text: string,
  args: readonly Value[],
  keywords: Keywords | undefined,
): Text {
  const fields = new Fields(site, args, keywords);
  let result = '';
  let at = 0;
  while (at < text.length) {
    const brace = text.slice(at).search(/[{}]/);
    if (brace === -1) break;
    const start = at + brace;
    const mark = text.charAt(start);
    result += text.slice(at, start);
    if (text.charAt(start + 1) === mark) {
      result += mark;
      at = start + 2;
    } else {
      const end = mark === '{' ? text.indexOf('}', start) : -1;
      if (end === -1)
        throw pythonError(site, 'ValueError', `Single '${mark}' encountered in format string`);
      result += toText(fields.expand(text.slice(start + 1, end))) ?? '';
      at = end + 1;
    }
    site.machine.work(text.length, site);
    site.machine.make(result.length, CHARACTER_BYTES, site);
  }
  return textOf(result + text.slice(at));
}

class Fields {
  readonly #site: Site;
  readonly #args: readonly Value[];
  readonly #keywords: Keywords | undefined;
  #automatic = 0;
  #manual = false;

  constructor(site: Site, args: readonly Value[], keywords: Keywords | undefined) {
    this.#site = site;
    this.#args = args;
    this.#keywords = keywords;
  }

  expand(field: string): Text {
    const site = this.#site;
    const [, name = '', conversion = '', spec = ''] =
      /^([^!:{}]*)((?:![^:{}]*)?)((?::[^{}]*)?)$/.exec(field) ?? [];
    if (field.includes('{') || /[.[]/.test(name)) {
      const message = `the field '${field}' of a format is not part of the subset`;
      throw outsideSubset(site, message);
    }
    const value = this.#valueOf(name);
    if (conversion === '') return formatValue(site, value, spec.slice(1));
    if (conversion !== '!r' && conversion !== '!s') {
      throw outsideSubset(site, `the conversion '${conversion}' is not part of the subset`);
    }
    const shown = conversion === '!r' ? textOf(reprText(site, value)) : strOf(site, value);
    return formatValue(site, shown, spec.slice(1));
  }

  #valueOf(name: string): Value {
    const site = this.#site;
    if (name !== '' && !/^[0-9]+$/.test(name)) {
      const value = this.#keywords?.get(name);
      if (value === undefined) throw keyError(site, name);
      return value;
    }
    const isManual = name !== '';
    if (isManual ? this.#automatic > 0 : this.#manual) {
      const message =
        'cannot switch between manual field specification and automatic field numbering';
      throw pythonError(site, 'ValueError', message);
    }
    this.#manual = isManual;
    const value = this.#args[isManual ? Number(name) : this.#automatic];
    if (!isManual) this.#automatic += 1;
    if (value !== undefined) return value;
    const message = 'Replacement index out of range for positional args tuple';
    throw pythonError(site, 'IndexError', message);
  }
}
