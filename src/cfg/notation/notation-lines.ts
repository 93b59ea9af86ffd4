/** What the notation's grammar makes of a line: a rule with its first alternative, a further alternative, or the start. */
import type { Token } from './tokens.js';

export type Line =
  | { readonly kind: 'rule'; readonly left: Token; readonly alternative: Alternative }
  | { readonly kind: 'continuation'; readonly alternative: Alternative }
  | { readonly kind: 'start'; readonly name: Token };

/** The right side of a rule as it is written. */
export interface Alternative {
  /** Names and terminals. */
  readonly symbols: readonly Token[];
  readonly weight: Token | undefined;
}

/** A rule as it is written, with the token that each of its parts was read from. */
export interface WrittenRule extends Alternative {
  readonly left: Token;
}

export function rule(left: Token, right: Alternative): Line {
  return { kind: 'rule', left, alternative: right };
}

export function continuation(right: Alternative): Line {
  return { kind: 'continuation', alternative: right };
}

export function start(name: Token): Line {
  return { kind: 'start', name };
}

export function alternative(symbols: readonly Token[], weight?: Token): Alternative {
  return { symbols, weight };
}

/** `list` itself, longer by `item`. */
export function append<Item>(list: Item[], item: Item): Item[] {
  list.push(item);
  return list;
}
