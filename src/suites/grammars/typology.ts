/**
 * The parameter space of grammars, read from `grammars/typology.yaml`: typological parameters, their values, and the rules
 * that each value gives. Which parameters there are follows Cook et al., arXiv 2506.18777v2, section 4.2 (word order, the
 * places of adjectives, determiners and adverbs, optional structures); which optional structures, and all rules, are our choice.
 */
import { z } from 'zod';
import type { Random } from '../../random/random.js';
import { parseData, readData } from '../data-file.js';

/** The value of a parameter whose structure a grammar does not have. */
const ABSENT = 'none';

const name = z.string().regex(/^[A-Z][A-Za-z]*$/, 'expected a name such as NP');

const symbols = z
  .string()
  .regex(/^[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*$/, 'expected names with one space between two')
  .transform((text) => text.split(' '));

const rules = z.record(name, z.array(symbols).min(1));

const schema = z
  .strictObject({
    start: name,
    rules,
    optional: z.strictObject({ least: z.int().min(0), most: z.int().min(0) }),
    parameters: z.record(
      z.string().regex(/^[a-z]+(?:_[a-z]+)*$/, 'expected a name such as word_order'),
      z.record(z.string().regex(/^[A-Za-z]+$/, 'expected a name such as before'), rules),
    ),
  })
  .check(({ value, issues }) => {
    const refuse = (path: PropertyKey[], message: string) =>
      issues.push({ code: 'custom', input: value, path, message });
    const parameters = Object.entries(value.parameters);
    const givers = new Map(Object.keys(value.rules).map((left) => [left, 'rules']));
    for (const [parameter, values] of parameters) {
      if (Object.keys(values).length < 2) {
        refuse(['parameters', parameter], 'expected two values or more');
      }
      for (const left of new Set(Object.values(values).flatMap((given) => Object.keys(given)))) {
        const other = givers.get(left);
        if (other !== undefined)
          refuse(['parameters', parameter], `${other} rewrites ${left}, too`);
        givers.set(left, parameter);
      }
    }
    const optional = parameters.filter(([, values]) => ABSENT in values).length;
    const { least, most } = value.optional;
    if (least > most || most > optional) {
      refuse(
        ['optional'],
        `expected least <= most <= ${optional} (the parameters with a value none), found ${least} and ${most}`,
      );
    }
  });

/** Rules by what they rewrite: of each alternative the symbols. */
export type ValueRules = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Parameters and values in the order of the file. */
export interface Typology {
  readonly start: string;
  /** What every grammar has. */
  readonly rules: ValueRules;
  /** How many of the parameters that can be absent a grammar has. */
  readonly optional: { readonly least: number; readonly most: number };
  readonly parameters: Readonly<Record<string, Readonly<Record<string, ValueRules>>>>;
}

/** For each parameter its value, in the order of the typology. */
export type Values = Readonly<Record<string, string>>;

/** @throws DiagnosticError with all that is wrong with the text */
export function parseTypology(source: string, file: string): Typology {
  return parseData(source, file, schema);
}

let read: Typology | undefined;

/** The typology of the package, read once. */
export function typology(): Typology {
  read ??= parseTypology(readData('grammars/typology.yaml'), 'grammars/typology.yaml');
  return read;
}

/**
 * Values at random: how many optional structures, each number equally likely; then which; then each parameter's value.
 * Those that are `fixed` keep their values.
 */
export function drawValues(space: Typology, random: Random, fixed: Values): Values {
  const optional = Object.keys(space.parameters).filter(
    (parameter) => ABSENT in (space.parameters[parameter] ?? {}),
  );
  const count = random.integer(space.optional.least, space.optional.most);
  const present = new Set(random.shuffle(optional).slice(0, count));
  return Object.fromEntries(
    Object.entries(space.parameters).map(([parameter, values]) => {
      const possible = Object.keys(values).filter((value) => value !== ABSENT);
      const absent = ABSENT in values && !present.has(parameter);
      return [parameter, absent ? ABSENT : (fixed[parameter] ?? random.pick(possible))];
    }),
  );
}
