/** What stands left of an assignment, compiled to code that is given the value. */
import type { Compiled, Evaluate, Frame } from '../machine/code.js';
import { ITEM_BYTES, pythonError, type Site } from '../machine/machine.js';
import type {
  Expression,
  Slice,
  StarredTarget,
  Subscript,
  Target,
  TargetList,
} from '../syntax/syntax.js';
import { itemsOf } from '../values/iteration.js';
import { type Bounds, getItem, getSlice, setItem, setSlice } from '../values/subscripts.js';
import { PyList, type Value } from '../values/value.js';
import { type FunctionScope, outerFrame } from './scope.js';

/** Gives a value to a target. */
export type Store = (frame: Frame, value: Value) => void;

/** The compiler of expressions, which the elements of targets need. */
export type CompileExpression = (node: Expression, scope: FunctionScope) => Compiled;

export function storeName(name: string, scope: FunctionScope): Store {
  const binding = scope.resolve(name);
  if (binding.kind === 'local') {
    const { slot } = binding;
    return (frame, value) => {
      frame[slot] = value;
    };
  }
  if (binding.kind !== 'outer') throw new Error(`${name} is assigned and has no slot`);
  const { path, slot } = binding;
  return (frame, value) => {
    outerFrame(frame, path)[slot] = value;
  };
}

export function targetCode(
  target: Target,
  scope: FunctionScope,
  compile: CompileExpression,
): Store {
  switch (target.kind) {
    case 'Name':
      return storeName(target.id, scope);
    case 'Subscript':
      return storeItem(target, scope, compile);
    case 'Tuple':
    case 'List':
      return unpack(target, scope, compile);
  }
}

function storeItem(target: Subscript, scope: FunctionScope, compile: CompileExpression): Store {
  const site = scope.site(target, '');
  const object = compile(target.object, scope).evaluate;
  if (target.index.kind === 'Slice') {
    const bounds = boundsCode(target.index, scope, compile);
    return (frame, value) => setSlice(site, object(frame), bounds(frame), value);
  }
  const index = compile(target.index, scope).evaluate;
  return (frame, value) => {
    const container = object(frame);
    const at = index(frame);
    if (
      container instanceof PyList &&
      typeof at === 'number' &&
      at >= 0 &&
      at < container.items.length
    ) {
      container.items[at] = value;
    } else setItem(site, container, at, value);
  };
}

const none: Evaluate = () => null;

/** The bounds of a slice, evaluated in order. */
export function boundsCode(
  { lower, upper, step }: Slice,
  scope: FunctionScope,
  compile: CompileExpression,
): (frame: Frame) => Bounds {
  const [first, last, by] = [lower, upper, step].map((bound) =>
    bound === undefined ? none : compile(bound, scope).evaluate,
  );
  return (frame) => ({
    lower: first?.(frame) ?? null,
    upper: last?.(frame) ?? null,
    step: by?.(frame) ?? null,
  });
}

/** The code of `object[index]`. */
export function subscriptCode(
  node: Subscript,
  scope: FunctionScope,
  compile: CompileExpression,
): Evaluate {
  const site = scope.site(node, '');
  const object = compile(node.object, scope).evaluate;
  if (node.index.kind === 'Slice') {
    const bounds = boundsCode(node.index, scope, compile);
    return (frame) => getSlice(site, object(frame), bounds(frame));
  }
  const index = compile(node.index, scope).evaluate;
  return (frame) => {
    const container = object(frame);
    const at = index(frame);
    if (typeof at === 'number' && at >= 0) {
      if (container instanceof PyList) {
        const item = container.items[at];
        if (item !== undefined) return item;
      } else if (typeof container === 'string' && at < container.length)
        return container.charAt(at);
    }
    return getItem(site, container, at);
  };
}

function unpack(target: TargetList, scope: FunctionScope, compile: CompileExpression): Store {
  const site = scope.site(target, '');
  const { elements } = target;
  const stores = elements.map((element) =>
    targetCode(element.kind === 'Starred' ? element.value : element, scope, compile),
  );
  const star = elements.findIndex(({ kind }: Target | StarredTarget) => kind === 'Starred');
  return star === -1 ? unpackAll(site, stores) : unpackStarred(site, stores, star);
}

function unpackAll(site: Site, stores: readonly Store[]): Store {
  return (frame, value) => {
    const items = itemsOf(site, value);
    if (items.length !== stores.length) throw wrongLength(site, items.length, stores.length);
    // A target may change the list that is unpacked.
    const values = value instanceof PyList ? items.slice() : items;
    for (const [index, store] of stores.entries()) store(frame, values[index] ?? null);
  };
}

function unpackStarred(site: Site, stores: readonly Store[], star: number): Store {
  const after = stores.length - star - 1;
  return (frame, value) => {
    const items = itemsOf(site, value).slice();
    const middle = items.length - star - after;
    if (middle < 0) throw wrongLength(site, items.length, stores.length - 1);
    site.machine.make(middle, ITEM_BYTES, site);
    const rest = new PyList(items.splice(star, middle));
    items.splice(star, 0, rest);
    for (const [index, store] of stores.entries()) store(frame, items[index] ?? null);
  };
}

function wrongLength(site: Site, found: number, wanted: number): Error {
  const message =
    found > wanted
      ? `too many values to unpack (expected ${wanted})`
      : `not enough values to unpack (expected ${wanted}, got ${found})`;
  return pythonError(site, 'ValueError', message);
}
