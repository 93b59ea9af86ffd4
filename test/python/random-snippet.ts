/**
 * Random functions as source text, of what values can do: strings, slices, dicts, sets, floats, comprehensions, closures,
 * methods and formats. Types are kept to loosely, so that most expressions have a value and some raise.
 */
import { readFileSync } from 'node:fs';
import type { Random } from '../../src/random/random.js';

const SECTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  readFileSync(new URL('snippet-patterns.txt', import.meta.url), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => section.trimEnd().split('\n'))
    .map(([name = '', ...patterns]) => [name, patterns]),
);

/** The kinds of expressions, each with the variable that holds one. */
const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['int', 'n'],
  ['float', 'r'],
  ['str', 's'],
  ['list', 'x'],
  ['dict', 'd'],
  ['set', 'e'],
  ['tuple', 'p'],
  ['bool', 'b'],
]);
/** Expressions inside each other. */
const ROOM = 2;

/** A function without parameters that is called `name`. It gives its variables after what it does. */
export function randomFunction(random: Random, name: string): string {
  const writer = new Writer(random);
  const isExpression = random.chance(1, 2);
  const body = isExpression ? ['log.append(<any>)'] : ['', '', ''].map(() => '<statement>');
  const lines = body
    .slice(0, random.integer(1, 3))
    .flatMap((pattern) => writer.fill(pattern).split('¶'));
  const mentions = (variable: string): boolean =>
    lines.some((line) => new RegExp(`\\b${variable}\\b`).test(line));
  const used = [...VARIABLES].filter(([, variable]) => mentions(variable));
  const shown = used.map(([kind, variable]) =>
    kind === 'set' ? `sorted(${variable}, key=repr)` : variable,
  );
  const whole = [
    'log = []',
    ...(mentions('t') ? ['def t(v):', '    log.append(v)', '    return v'] : []),
    ...used.map(([kind, variable]) => writer.fill(`${variable} = <${kind} literal>`)),
    ...lines,
    `return ${[...shown, 'log'].join(', ')}`,
  ];
  return `def ${name}():\n${whole.map((line) => `    ${line}\n`).join('')}`;
}

class Writer {
  readonly #random: Random;
  #depth = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  fill(pattern: string): string {
    return pattern.replace(/<([a-z ]+)(\*?)>/g, (_, name: string, many: string) =>
      many === '' ? this.#one(name) : this.#several(name),
    );
  }

  #several(name: string): string {
    const count = this.#random.integer(0, 4);
    return Array.from({ length: count }, () => this.#one(name)).join(', ');
  }

  #one(name: string): string {
    const variable = VARIABLES.get(name);
    return variable === undefined ? this.#patternOf(name) : this.#expression(name, variable);
  }

  #patternOf(name: string): string {
    return this.fill(this.#random.pick(SECTIONS.get(name) ?? []));
  }

  #expression(kind: string, variable: string): string {
    if (this.#random.chance(1, 150)) return this.#one('any');
    if (this.#random.chance(1, 3)) return variable;
    if (this.#depth >= ROOM || this.#random.chance(1, 4)) return this.#one(`${kind} literal`);
    this.#depth += 1;
    const text = this.#patternOf(kind);
    this.#depth -= 1;
    return this.#random.chance(1, 30) ? `t(${text})` : `(${text})`;
  }
}
