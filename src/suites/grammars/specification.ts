/**
 * From the values of a typology's parameters to a grammar without words. Every value brings its layer of rules; then the
 * layers that offer no choice are joined to their neighbours, so that what is left is as short as a person would write it.
 */
import type { Grammar } from '../../cfg/grammar.js';
import type { Typology, Values } from './typology.js';

type Alternatives = readonly (readonly string[])[];

/** Alternatives by what they rewrite. What no key names is a part of speech. */
type Layers = Map<string, Alternatives>;

/** The rules of a grammar with these values, in the order in which one comes to them from the start symbol. */
export function specificationOf(space: Typology, values: Values): Grammar {
  const layers = layersOf(space, values);
  joinUnits(layers, space.start);
  const used = reachable(layers, space.start);
  putInPlace(used, space.start);
  const rules = [...reachable(used, space.start)].flatMap(([left, alternatives]) =>
    alternatives.map((right) => ({
      left,
      right: right.map((name) => ({ kind: 'nonterminal' as const, name })),
      weight: 1,
    })),
  );
  return { start: space.start, rules };
}

function layersOf(space: Typology, values: Values): Layers {
  const layers: Layers = new Map(Object.entries(space.rules));
  for (const [parameter, value] of Object.entries(values)) {
    const rules = space.parameters[parameter]?.[value];
    if (rules === undefined) throw new RangeError(`${parameter} has no value ${value}`);
    for (const [left, alternatives] of Object.entries(rules)) layers.set(left, alternatives);
  }
  return layers;
}

/** Makes `A -> B` and `B -> …` one layer `A -> …`; where B is a part of speech, B takes the place of A. */
function joinUnits(layers: Layers, start: string): void {
  // Walked live: what was joined is not looked at again.
  for (const left of layers.keys()) {
    let lower = unitOf(layers.get(left));
    for (; lower !== undefined && lower !== left; lower = unitOf(layers.get(left))) {
      const alternatives = layers.get(lower);
      if (alternatives === undefined) break;
      layers.set(left, alternatives);
      layers.delete(lower);
      substitute(layers, lower, [left]);
    }
    if (lower === undefined || layers.has(lower) || left === start) continue;
    layers.delete(left);
    substitute(layers, left, [lower]);
  }
}

/** The symbol that is all there is to choose. */
function unitOf(alternatives: Alternatives = []): string | undefined {
  const [first = []] = alternatives;
  return alternatives.length === 1 && first.length === 1 ? first[0] : undefined;
}

/** Layers in the order in which one comes to them, breadth first. */
function reachable(layers: Layers, start: string): Layers {
  const found: Layers = new Map();
  const queue = [start];
  for (const left of queue) {
    const alternatives = layers.get(left);
    if (alternatives === undefined || found.has(left)) continue;
    found.set(left, alternatives);
    queue.push(...alternatives.flat());
  }
  return found;
}

/** Writes a layer without a choice where it is used, if that is in one place. */
function putInPlace(layers: Layers, start: string): void {
  for (const [left, alternatives] of layers) {
    const [first = []] = alternatives;
    const uses = [...layers.values()].flat(2).filter((name) => name === left).length;
    if (left === start || alternatives.length > 1 || uses !== 1) continue;
    layers.delete(left);
    substitute(layers, left, first);
  }
}

function substitute(layers: Layers, name: string, by: readonly string[]): void {
  for (const [left, alternatives] of layers) {
    layers.set(
      left,
      alternatives.map((right) => right.flatMap((each) => (each === name ? by : [each]))),
    );
  }
}
