/** What a list of items is asked for, as it stands in a URL. */
import type { GroupKey } from '../eval/plan.js';

/** What came of an item's samples. */
export const OUTCOMES = ['right', 'mixed', 'wrong', 'malformed', 'truncated', 'missing'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The order of a list: that of items.jsonl, or by accuracy. */
export const SORTS = ['', 'accuracy', '-accuracy'] as const;

export type Sort = (typeof SORTS)[number];

export interface ItemQuery {
  /** `suite/split/answer`. */
  readonly group?: string | undefined;
  readonly instruction?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** Facet to value, as text. */
  readonly facets: Readonly<Record<string, string>>;
  /** Text that the line of the item holds, whatever its case. */
  readonly text?: string | undefined;
  /** Whether the text is looked for in answers, not in questions. */
  readonly inAnswers: boolean;
  readonly sort: Sort;
}

/** What begins the name of a parameter that filters by a facet. */
export const FACET = 'facet.';

/** The longest text that is searched for. */
const MOST_TEXT = 200;

/** Reads the parameters of a URL; those that say nothing are left out. */
export function itemQueryOf(parameters: URLSearchParams): ItemQuery {
  const facets = [...parameters].filter(([name]) => name.startsWith(FACET));
  return {
    group: parameters.get('group') ?? undefined,
    instruction: parameters.get('instruction') ?? undefined,
    outcome: OUTCOMES.find((outcome) => outcome === parameters.get('outcome')),
    facets: Object.fromEntries(facets.map(([name, value]) => [name.slice(FACET.length), value])),
    text: parameters.get('text')?.slice(0, MOST_TEXT) || undefined,
    inAnswers: parameters.get('in') === 'answers',
    sort: SORTS.find((sort) => sort === parameters.get('sort')) ?? '',
  };
}

/** Whether every item fits the query, in the order of items.jsonl. */
export function isPlain(query: ItemQuery): boolean {
  const { group, instruction, outcome, facets, text, sort } = query;
  const filters = [group, instruction, outcome, text, ...Object.values(facets)];
  return sort === '' && filters.every((filter) => filter === undefined);
}

/** How a group is named in URLs. */
export function nameOfGroup({ suite, split, answer }: GroupKey): string {
  return `${suite}/${split}/${answer}`;
}
