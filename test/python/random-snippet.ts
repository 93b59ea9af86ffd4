/**
 * Random functions as source text, of what values can do: strings, slices, dicts, sets, floats, comprehensions, closures,
 * methods and formats. Types are kept to loosely, so that most expressions have a value and some raise.
 */
import type { Random } from '../../src/random/random.js';

type Kind = 'int' | 'float' | 'str' | 'list' | 'dict' | 'set' | 'tuple' | 'bool';

const KINDS: readonly Kind[] = ['int', 'float', 'str', 'list', 'dict', 'set', 'tuple', 'bool'];

const VARIABLES: Readonly<Record<Kind, string>> = {
  int: 'n',
  float: 'r',
  str: 's',
  list: 'x',
  dict: 'd',
  set: 'e',
  tuple: 'p',
  bool: 'b',
};

const INTS = `0 0 1 1 2 2 3 4 5 7 -1 -1 -2 -3 -7 10 12 60 97 255 1000 -1000 2**31 2**53 2**53+1 -2**63 2**63 10**22 3**50`;
const FLOATS = `0.0 -0.0 0.1 0.5 1.0 1.5 2.5 -2.5 3.0 0.125 2.675 1e16 1e22 1e-5 123456.789 -7.25 1e308 5e-324 1e100
  9007199254740992.0 9007199254740994.0 float('inf') -float('inf') float('nan') 1e23 0.3 100.0 1234567.5`;
/** Texts with quotes, spaces of all kinds, odd cases, digits and characters of more than one unit. */
const TEXTS = [
  ...['', 'a', 'ab', 'abc', 'banana', 'Hello, World!', 'A b  C', ' x ', 'a,b,,c', 'aXbXc', 'TitleCase', '12', '-3'],
  ...['0x1F', '1_000', ' 42 ', '1.5', '1e3', 'inf', '+7', '007', 'ß', 'İx', 'ıI', 'ǆǅ', 'ﬀ', 'ΑΣ', 'Σ', 'É', 'é', 'ÿŸ'],
  ...['\t', 'a\tb', 'a\nb\r\nc', 'l1\u2028l2\x1cl3', '\x0b\x0c', '\x85', '\xa0', '\u3000z', '\u200b', '²', '٣', '½', '五'],
  ...["it's", '"', '\'"', 'back\\slash', '\x00', '\x7f', '\xad', '\u0378', '😀', 'a😀b', '𝐀𝟘', 'e\u0301', 'ʰªº', 'Ⅷⓐ', 'ͅ'],
  ...['they\'re bill\'s', 'a-b_c', '{}', '{0}', '%s', '%d', 'x=1;y=2', '()', 'aaa', 'AbA', 'zZ9', 'ŉǰΐ', 'ᾳᾼ', 'ﬁn', 'dž'],
];
const SEPARATORS = [',', ' ', 'a', 'X', 'an', '-', 'aa', '\n', 'b', '', '😀'];
const SPECS = `d 5d 05d ,d _d x X #x b #b o + +d -5 >8 <8 ^8 *^9 =6 08 .2f .0f 8.3f ,.2f e .3e E .1% % g .3g s 10s .2s ^10s
  >+8 08.2f _x n c .5 010 <08 +.1f #o 1.1 ,x`;
const PERCENTS = `%s %r %d %i %5d %-5d %05d %+d %x %X %#x %o %f %.2f %8.3f %e %.1e %g %c %5s %-5s %.2s %% %a %u`;

/** Functions `f0()`, `f1()` and so on. */
export function randomSnippets(random: Random, count: number): string {
  const functions = Array.from({ length: count }, (_, index) =>
    new Writer(random).function(`f${index}`),
  );
  return functions.join('');
}

class Writer {
  readonly #random: Random;
  #depth = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A function that gives an expression's value, or all its variables after some statements. */
  function(name: string): string {
    const body = this.#random.chance(1, 2) ? [`log.append(${this.#any()})`] : this.#statements();
    const used = KINDS.filter((kind) => mentions(body, VARIABLES[kind]));
    const lines = [
      'log = []',
      ...(mentions(body, 't') ? ['def t(v):', '    log.append(v)', '    return v'] : []),
      ...used.map((kind) => `${VARIABLES[kind]} = ${this.#literal(kind)}`),
      ...body,
      `return ${[...used.map((kind) => (kind === 'set' ? 'sorted(e, key=repr)' : VARIABLES[kind])), 'log'].join(', ')}`,
    ];
    return `def ${name}():\n${lines.map((line) => `    ${line}\n`).join('')}`;
  }

  #statements(): readonly string[] {
    return Array.from({ length: this.#random.integer(1, 3) }, () => this.#statement()).flat();
  }

  #pick<Item>(items: readonly Item[]): Item {
    return this.#random.pick(items);
  }

  #word(words: string): string {
    return this.#pick(words.split(/\s+/));
  }

  /** Text with each `int`, `float`, … in angle brackets replaced by an expression of the kind. */
  #fill(pattern: string): string {
    return pattern.replace(/<(\w+)>/g, (_, kind: string) => this.#part(kind));
  }

  #part(kind: string): string {
    switch (kind) {
      case 'any':
        return this.#any();
      case 'key':
        return this.#expression(this.#pick<Kind>(['int', 'str', 'str', 'tuple', 'float', 'bool']));
      case 'small':
        return this.#word('0 0 1 1 2 3 -1 -1 -2 -3 5 9 -9 None True');
      case 'sep':
        return quoted(this.#pick(SEPARATORS));
      case 'iter':
        return this.#expression(this.#pick<Kind>(['list', 'list', 'str', 'tuple', 'dict']));
      case 'items':
        return this.#pick([this.#fill('<list>'), this.#fill('<tuple>'), this.#fill('<str>'), this.#fill('<dict>'), this.#fill('<set>'), this.#fill('<dict>.items()'), this.#fill('<dict>.values()'), this.#fill('range(<digit>)')]);
      case 'digit':
        return String(this.#random.integer(0, 6));
      case 'ints':
        return `[${this.#several(() => this.#fill(this.#pick(['<digit>', '-<digit>', '<int>'])))}]`;
      case 'strs':
        return `[${this.#several(() => this.#fill('<str>'))}]`;
      case 'spec':
        return this.#word(SPECS);
      case 'percent':
        return this.#word(PERCENTS);
      case 'function':
        return this.#fill(this.#pick(['len', 'str', 'repr', 'abs', 'lambda v: -v', 'lambda v: v[0]', 'lambda v: (len(str(v)), str(v))', 'str.lower', 'lambda v: v % 3', 'type', 'int', 'bool', 'float', 'ord', 'lambda v: <any>', 'lambda v: v']));
      default:
        return this.#expression(kind as Kind);
    }
  }

  #any(): string {
    return this.#random.chance(1, 10) ? 'None' : this.#expression(this.#pick(KINDS));
  }

  #several(write: () => string): string {
    return Array.from({ length: this.#random.integer(0, 4) }, write).join(', ');
  }

  #expression(kind: Kind, room = 2): string {
    const name = VARIABLES[kind];
    if (this.#random.chance(1, 150)) return this.#any();
    if (this.#random.chance(1, 3)) return name;
    if (this.#depth >= room || this.#random.chance(1, 4)) return this.#literal(kind);
    this.#depth += 1;
    const text = this.#fill(this.#pick(PATTERNS[kind]));
    this.#depth -= 1;
    return this.#random.chance(1, 30) ? `t(${text})` : `(${text})`;
  }

  #literal(kind: Kind): string {
    const plain = (): string => this.#literal(this.#pick<Kind>(['int', 'int', 'str', 'float', 'bool']));
    const nested = (): string => (this.#random.chance(1, 8) ? this.#literal(this.#pick<Kind>(['list', 'tuple'])) : plain());
    switch (kind) {
      case 'int':
        return `(${this.#word(INTS)})`;
      case 'float':
        return `(${this.#word(FLOATS)})`;
      case 'str':
        return quoted(this.#pick(TEXTS));
      case 'bool':
        return this.#word('True False');
      case 'list':
        return this.#random.chance(1, 2) ? `[${this.#several(() => `${this.#random.integer(-3, 9)}`)}]` : `[${this.#several(nested)}]`;
      case 'tuple':
        return `(${this.#several(nested)}${this.#random.chance(1, 2) ? ', 1' : ', '})`.replace('(, )', '()').replace('(, 1)', '(1,)');
      case 'dict':
        return `{${this.#several(() => `${plain()}: ${nested()}`)}}`;
      case 'set':
        return `{${[plain(), this.#several(plain)].join(', ')}}`;
    }
  }

  #statement(): readonly string[] {
    const lines = this.#pick(STATEMENTS).split('\n');
    return lines.map((line) => this.#fill(line));
  }
}

function mentions(lines: readonly string[], name: string): boolean {
  return lines.some((line) => new RegExp(`\\b${name}\\b`).test(line));
}

/** A literal of the subset, with escapes for what is not ASCII now and then left as it is. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\u007f/g, '\\x7f')
    .replace(/[\ud800-\udbff][\udc00-\udfff]/g, (pair) => `\\U${(pair.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const PATTERNS: Readonly<Record<Kind, readonly string[]>> = {
  int: [
    '<int> + <int>', '<int> - <int>', '<int> * <int>', '<int> // <int>', '<int> % <int>', '-<int>', '~<int>', 'abs(<int>)',
    '<int> & <int>', '<int> | <int>', '<int> ^ <int>', '<int> << <digit>', '<int> >> <digit>', '<int> ** <digit>',
    'len(<any>)', 'len(<str>)', 'len(<set>)', '<str>.count(<sep>)', '<str>.find(<sep>)', '<str>.rfind(<sep>, <small>)', '<str>.index(<sep>)',
    '<str>.count(<str>, <small>, <small>)', '<str>.find(<str>, <int>)', 'ord(<str>)', 'ord(<str>[0])', 'int(<str>)', 'int(<str>, <digit>)', 'int(<str>, 16)', 'int(<str>, 0)',
    'int(<float>)', 'round(<float>)', 'round(<int>, -<digit>)', 'round(<int>)', 'int(<any>)', 'sum(<ints>)', 'sum(<list>)', 'min(<ints>)', 'max(<int>, <int>)',
    'max(<items>, key=<function>)', 'min(<items>, default=<any>)', 'min(<any>, <any>)', 'divmod(<int>, <int>)[1]', 'pow(<int>, <digit>, <int>)', 'pow(<int>, -1, <int>)', '<int>.bit_length()',
    '<list>[<int>]', '<ints>[<small>]', '<list>.index(<any>)', '<list>.count(<any>)', '<tuple>.count(<any>)', '<int> if <any> else <int>', '<any> and <int>', '<any> or <int>',
    'sum(1 for v in <items> if v)', 'next(iter(<iter>))', 'next((v for v in <iter> if v), <any>)', 'sum(len(str(v)) for v in <items>)', '<dict>[<key>]', '<dict>.get(<key>, <int>)', 'len(<dict>.keys())', 'max(<int>, <float>)',
    'sum(<items>, <int>)', 'len(<str>.split(<sep>))', '<float> // 1', 'int(<float> % <int>)', 'len(range(<int>, <int>, <int>))', 'range(<digit>, <int>)[<small>]',
  ],
  float: [
    '<float> + <float>', '<float> - <float>', '<float> * <float>', '<float> / <float>', '<float> // <float>', '<float> % <float>', '<float> ** <digit>', '<float> ** <float>', '<int> ** -<digit>',
    '<int> / <int>', '<int> + <float>', '<int> * <float>', '<float> // <int>', '<int> % <float>', '-<float>', '+<float>', 'abs(<float>)', 'float(<int>)', 'float(<str>)', 'round(<float>, <digit>)', 'round(<float>, -<digit>)',
    'sum([<float>, <float>, <int>])', 'max(<float>, <float>)', 'min(<float>, <int>)', 'divmod(<float>, <float>)[0]', 'divmod(<int>, <float>)[1]', '<float> ** 0.5', 'pow(<float>, <int>)', 'round(<float>, <int>)',
    'float(<any>)', 'sum(<list>, 0.0)', 'sorted([<float>, <float>, <int>])[0]',
  ],
  str: [
    '<str> + <str>', '<str> * <digit>', '<small> * <str>', '<str>[<int>]', '<str>[<small>]', '<str>[<small>:<small>]', '<str>[<small>:<small>:<small>]', '<str>[::-1]', '<str>[<int>:]', '<str>[:<int>]', '<str>[::<small>]',
    '<str>.upper()', '<str>.lower()', '<str>.title()', '<str>.capitalize()', '<str>.swapcase()', '<str>.casefold()', '<str>.strip()', '<str>.lstrip()', '<str>.rstrip(<str>)', '<str>.strip(<sep>)', '<str>.strip(None)',
    '<str>.replace(<sep>, <str>)', '<str>.replace(<sep>, <sep>, <small>)', '<str>.replace(<str>, <str>, <int>)', '<str>.center(<digit>)', '<str>.center(<int>, <sep>)', '<str>.ljust(<digit>, "*")', '<str>.rjust(9)', '<str>.zfill(<digit>)', '<str>.zfill(<int>)',
    '<sep>.join(<strs>)', '<str>.join(<str>)', '<str>.join(<items>)', '"-".join(sorted(<str>))', '"".join(map(<function>, <iter>))', '"".join(v for v in <str> if v.isalpha())',
    'str(<any>)', 'repr(<any>)', 'chr(<int>)', 'hex(<int>)', 'bin(<int>)', 'oct(<int>)', 'str(<float>)', 'repr(<str>)', 'str(<int>)',
    'format(<any>, "<spec>")', 'format(<float>, "<spec>")', 'format(<int>, "<spec>")', 'format(<str>, "<spec>")', 'f"{n}{s}"', 'f"{n:<spec>}"', 'f"{r:<spec>}{r}"', 'f"{s:<spec>}{s!r}"', 'f"{x}{d}{b!s}"',
    '"{}-{}".format(<any>, <any>)', '"{0}{1}{0}".format(<any>, <any>)', '"{:<spec>}".format(<any>)', '"{a!r:<spec>}".format(a=<any>)', '<str>.format(<any>)', '"{} {1}".format(1, 2)',
    '"<percent>" % <any>', '"<percent> <percent>" % (<any>, <any>)', '"<percent>" % (<int>,)', '"<percent>" % <float>', '<str> % <any>', '"%(a)s %(b)s" % {"a": <any>, "b": <any>}', '<str> % <tuple>',
    '<str>.partition(<sep>)[<small>]', '<str>.rpartition(<sep>)[0]', '<str>.removeprefix(<str>)', '<str>.removesuffix(<sep>)', '<str>.expandtabs(<small>)', '<str>.translate(str.maketrans(<str>, <str>))', '<str>.translate({97: <any>, 98: None})',
    '<str>.translate(str.maketrans("abc", "xyz", <sep>))', '<str>.split()[<small>]', 'max(<str>)', 'min(<strs>, key=<function>)', '<list>[0]', '<strs>[<small>]', '<str> if <bool> else <str>', '<str> or <any>', 'max(<str>, <str>)', '<dict>.get(<str>, <str>)',
  ],
  list: [
    '<list> + <list>', '<list> * <digit>', '<list>[<small>:<small>]', '<list>[<small>:<small>:<small>]', '<list>[::-1]', '<list>[<int>:<int>]', 'list(<items>)', 'sorted(<items>)', 'sorted(<ints>, reverse=<any>)', 'sorted(<items>, key=<function>)',
    'sorted(<items>, key=<function>, reverse=<bool>)', '[<any>, *<iter>]', '[v for v in <items>]', '[v * 2 for v in <items> if v]', '[(i, v) for i, v in enumerate(<items>)]', '[<any> for v in <iter> for w in <iter> if v == w]', '[v for v, w in <dict>.items()]',
    '<str>.split()', '<str>.split(<sep>)', '<str>.split(<sep>, <small>)', '<str>.rsplit(<sep>, <small>)', '<str>.split(None, <small>)', '<str>.rsplit(None, <int>)', '<str>.splitlines()', '<str>.splitlines(True)', 'list(<str>.partition(<sep>))',
    'list(map(<function>, <items>))', 'list(map(lambda v, w: (v, w), <iter>, <iter>))', 'list(filter(<function>, <items>))', 'list(filter(None, <items>))', 'list(zip(<items>, <iter>))', 'list(enumerate(<iter>, <int>))', 'list(reversed(<iter>))', 'list(range(<small>, <digit>, <small>))',
    'list(<dict>.items())', 'list(<dict>.keys())', 'list(<dict>.values())', '[[v, w] for v in <ints> for w in range(<digit>)][:9]', '[g() for g in [lambda: v for v in range(3)]]', '[g() for g in [lambda v=v: v for v in <iter>]]', '<list> and <list>', 'list(divmod(<int>, <int>))',
    '<list>.copy()', 'list(set(<items>))', 'list(dict.fromkeys(<items>))', '[*<iter>, *<iter>]', 'list(<any>)', '[v for v in <any>]', 'sorted(<dict>.items(), key=lambda v: v[1])', '[abs(v) for v in <ints>]', '[v % w for v in <ints> for w in <ints>]', '[len(v) for v in <items>]', 'list(range(<int>))[:3]',
  ],
  tuple: [
    '<tuple> + <tuple>', '<tuple> * <digit>', '<tuple>[<small>:<small>]', '<tuple>[::<small>]', 'tuple(<items>)', '<any>, <any>', '(<any>,)', 'divmod(<int>, <int>)', 'divmod(<float>, <int>)', 'tuple(v for v in <items>)', '<str>.partition(<sep>)', '(*<iter>, 1)', 'max([<tuple>, <tuple>])', 'tuple(sorted(<items>))', 'min(<tuple>, <tuple>)',
    '<dict>.popitem()', 'max(<dict>.items())', '(lambda *v: v)(*<iter>)', '(lambda v, w=<any>: (v, w))(<any>)', '(lambda v, w: (v, w))(w=<any>, v=<any>)', 'tuple(zip(*[<iter>, <iter>]))',
  ],
  dict: [
    '{v: <any> for v in <items>}', '{v: w for v, w in <dict>.items()}', '{v: w for w, v in <dict>.items()}', 'dict(zip(<items>, <iter>))', 'dict(<dict>)', '<dict> | <dict>', 'dict.fromkeys(<items>, <any>)', 'dict(a=<any>, b=<any>)', 'dict(<list>)', '<dict>.copy()', '{<key>: <any>, <key>: <any>}',
    'dict(sorted(<dict>.items()))', 'dict(enumerate(<iter>))', '{len(v): v for v in <strs>}', '{1: "a", True: "b", 1.0: <any>}', 'dict(<dict>, a=1)', '{v: <str>.count(v) for v in <str>}', 'dict(reversed(list(<dict>.items())))', 'dict([<tuple>, <tuple>])',
  ],
  set: [
    '<set> | <set>', '<set> & <set>', '<set> - <set>', '<set> ^ <set>', 'set(<items>)', '{v for v in <items>}', '{<key>, <key>}', '<set>.union(<iter>)', '<set>.intersection(<iter>, <iter>)', '<set>.difference(<iter>)', '<set>.symmetric_difference(<iter>)', '<set>.copy()', '{abs(v) for v in <ints>}', 'set(<str>)', 'set(<dict>)', 'set(map(<function>, <iter>))', '{*<iter>}', '{1, 1.0, True, <key>}', 'set()',
  ],
  bool: [
    '<int> < <int>', '<int> <= <float>', '<float> == <int>', '<str> < <str>', '<str> == <str>', '<list> < <list>', '<tuple> <= <tuple>', '<any> == <any>', '<any> != <any>', '<any> < <any>', '<any> in <items>', '<str> in <str>', '<any> not in <any>', 'not <any>', '<set> <= <set>', '<set> < <set>', '<set> == <set>', '<dict> == <dict>', '<int> < <float> < <int>', 't(<int>) < t(<int>) <= t(<float>)', '<any> in <set>',
    '<str>.isalpha()', '<str>.isdigit()', '<str>.isalnum()', '<str>.isupper()', '<str>.islower()', '<str>.istitle()', '<str>.isspace()', '<str>.isdecimal()', '<str>.isnumeric()', '<str>.isidentifier()', '<str>.isprintable()', '<str>.isascii()', '<str>.startswith(<str>)', '<str>.endswith(<sep>, <small>, <small>)', '<str>.startswith((<sep>, <str>))', '<str>.startswith(<sep>, <int>)',
    'isinstance(<any>, (int, str))', 'isinstance(<any>, bool)', 'isinstance(<any>, float)', 'all(<items>)', 'any(<items>)', 'all(v for v in <iter>)', '<set>.issubset(<iter>)', '<set>.isdisjoint(<iter>)', '<set>.issuperset(<iter>)', 'bool(<any>)', 'any(v == w for v in <iter> for w in <iter>)', '<any> is None', '<any> is not None', '<key> in <dict>', 'callable(<any>)', '<list> == sorted(<list>)', '<float> == <float>', '<float> != <float>',
  ],
};

const STATEMENTS: readonly string[] = [
  'x.append(<any>)', 'x.extend(<items>)', 'x.insert(<int>, <any>)', 'n = x.pop()', 'n = x.pop(<small>)', 'x.remove(<any>)', 'x.sort()', 'x.sort(key=<function>, reverse=<bool>)', 'x.reverse()', 'x.clear()', 'del x[<small>]', 'del x[<small>:<small>]', 'del x[<small>:<small>:<small>]',
  'x[<small>] = <any>', 'x[<small>:<small>] = <items>', 'x[<small>:<small>:<small>] = <iter>', 'x[<int>:<int>] = <list>', 'x += <items>', 'x *= <small>', 'x[<small>] += <any>', 'x[t(0)] += t(<int>)', 'x[<small>:<small>] += <list>', 'y = x\ny += [1]\nx = [y, x]', 'x = x.append(<any>)',
  'd[<key>] = <any>', 'd[<any>] = <any>', 'n = d.pop(<key>)', 'n = d.pop(<key>, <any>)', 'n = d.setdefault(<key>, <any>)', 'd.update(<dict>)', 'd.update(<list>)', 'd.update(a=<any>)', 'del d[<key>]', 'p = d.popitem()', 'd |= <dict>', 'd[<key>] += <any>', 'd[t(<key>)] = t(<any>)', 'd = {t(<key>): t(<any>), t(<key>): t(<any>)}', 'for k in d:\n    log.append(k)', 'for k in d:\n    d[k] = <any>', 'for k, v in d.items():\n    log.append((k, v))', 'for k in list(d):\n    del d[k]', 'for k in d:\n    d[<key>] = 1', 'for k in d:\n    d.pop(k)\n    break', 'for v in d.values():\n    d.pop(v, 0)',
  'for v in <iter>:\n    d[v] = d.get(v, 0) + 1', 'for i, v in enumerate(<items>):\n    d.setdefault(v, []).append(i)',
  'e.add(<key>)', 'e.add(<any>)', 'e.remove(<key>)', 'e.discard(<any>)', 'e.update(<items>)', 'e |= <set>', 'e &= <set>', 'e -= <set>', 'e ^= <set>', 'e.clear()', 'n = e.pop()', 'e.intersection_update(<iter>)', 'e.difference_update(<iter>, <iter>)', 'for v in e:\n    log.append(v)', 'for v in sorted(e, key=str):\n    log.append(v)',
  's += <str>', 's *= <digit>', 's = s.replace(<sep>, <sep>)', 's[0] = <str>', 'for c in s:\n    if c.isalpha():\n        log.append(chr(ord(c) + 1))\n    elif c.isspace():\n        continue\n    else:\n        break\nelse:\n    log.append("end")',
  'n += <any>', 'n -= <int>', 'n *= <int>', 'n //= <int>', 'n %= <int>', 'n **= <digit>', 'n <<= <digit>', 'n >>= <small>', 'n &= <int>', 'r += <float>', 'r /= <float>', 'r //= <float>', 'r %= <int>', 'r **= <small>', 'p += <tuple>', 'p[0] = 1', 'b = <any>', 'b &= <bool>', 'b ^= <any>',
  'n, r = <any>, <any>', 'n, *x = <items>', '*x, n = <iter>', 'n, (r, s) = <any>, <iter>', 'n, r = r, n', 'x[0], x[1] = x[1], x[0]', '[n, s] = <iter>', 'n = r = <float>', 'i = 0\ni, x[i] = 1, <any>', 'for n, r in <items>:\n    log.append(r)', 'for n, *p in <items>:\n    log.append(p)', 'for x[0] in <iter>:\n    pass',
  'def g(a, b=<any>, *c):\n    return a, b, c\np = g(<any>)', 'def g(a, b=<any>):\n    return [a, b]\nx = g(b=<any>, a=<any>)', 'def g(a, b=[]):\n    b.append(a)\n    return b\ng(1)\nx = g(<any>)', 'def g():\n    nonlocal n\n    n = <any>\n    return n\nlog.append(g())', 'def g():\n    return n\nn = <any>\nlog.append(g())', 'def g():\n    return later\nlog.append(g())\nlater = 1', 'def g(v):\n    return 1 if v < 2 else v * g(v - 1)\nn = g(<digit>)', 'g = [lambda: i for i in range(3)]\nx = [h() for h in g]', 'def g(a):\n    return a\nx = g(<any>, <any>)', 'def g():\n    n += 1\ng()', 'h = lambda v: lambda w: v + w\nlog.append(h(<any>)(<any>))', 'def g(*v):\n    return sum(v)\nn = g(*<ints>)', 'log.append(undefined)', 'del n\nlog.append(n)', 'def g(v, acc=[]):\n    acc += [v]\n    return acc\nlog.append(g(1))\nlog.append(g(2))',
  'i = iter(<items>)\nlog.append(next(i, None))\nlog.append(list(i))', 'i = iter(x)\nfor v in i:\n    log.append((v, next(i)))', 'for v in x:\n    if len(x) < 8:\n        x.append(v)', 'for v in x:\n    x.remove(v)', 'i = zip(x, <iter>)\nlog.append(next(i))\nx.append(1)\nlog.append(list(i))', 'i = map(t, <iter>)\nlog.append(len(log))\nlog.append(list(i))', 'i = (t(v) for v in <iter>)\nlog.append(any(i))\nlog.append(list(i))', 'i = enumerate(x)\nx = list(i) + list(i)', 'i = reversed(x)\nx.append(2)\nlog.append(list(i))', 'i = iter(d)\nlog.append(next(i))\nd[<key>] = 1\nlog.append(next(i))', 'log.append(list(v for v in <any>))', 'next(iter([]))',
  'while n:\n    n -= 1\n    if len(log) > 5:\n        break\n    log.append(n)\nelse:\n    log.append("else")', 'for i in range(<digit>):\n    for j in range(i):\n        if j == <digit>:\n            break\n        log.append((i, j))\n    else:\n        continue\n    break', 'for i in range(<small>, <small>, <small>):\n    log.append(i)', 'assert <any>, <any>', 'assert <bool>', 'if <any>:\n    log.append(1)\nelif <any>:\n    log.append(2)', 'log.append([t(1) if t(<any>) else t(2), t(0) and t(1), t(<any>) or t(3)])', 'log.append(t(<any>) in [t(<any>), t(<any>)])', 'x.append(x)\nlog.append(str(x))\nx.pop()', 'd[0] = d\nlog.append(str(d))\ndel d[0]', 'x = [[0] * 2] * 2\nx[0][0] = <any>', 'x = [v for v in x if v != <any>]', 'x.sort(key=lambda v: x.append(v))', 'log.append(<any>.real)', 'log.append(<str>.encode())', 'log.append(<any>.foo)', 'log.append(<any>(<any>))', 'log.append(<any>[<any>])', 'log.append(<any>[<small>:<any>])', 'log.append(-<any>)', 'log.append(<any> + <any>)', 'log.append(<any> * <any>)', 'log.append(<any> - <any>)', 'log.append(<any> % <any>)', 'log.append(<any> | <any>)', 'log.append(type(<any>))', 'log.append(str(type(<any>)))',
];
