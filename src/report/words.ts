/** How numbers become words in tables: rounded for reading, while files keep them whole. */
import type { Rank } from '../comparison/ranking.js';
import type { IntervalMethod } from '../stats/index.js';
import type { ClusterNoun } from '../suites/suite.js';

/** `37.1%`; `–` for what could not be computed. */
export function percent(value: number | null): string {
  if (value === null) return '–';
  const shown = (100 * value).toFixed(1);
  // Nothing and everything are only called so when they are.
  if (shown === '0.0' && value > 0) return '<0.1%';
  if (shown === '100.0' && value < 1) return '>99.9%';
  return `${shown}%`;
}

/** `[33.2, 41.0]`, in percent. */
export function interval(low: number | null, high: number | null): string {
  if (low === null || high === null) return '–';
  return `[${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`;
}

/** A difference in points of accuracy, `+3.2`; `–` for what could not be computed. */
export function points(value: number | null): string {
  if (value === null) return '–';
  const shown = (100 * value).toFixed(1);
  if (Number(shown) === 0) return '0.0';
  return value > 0 ? `+${shown}` : shown;
}

/** `0.012`; what is smaller than a reader needs is only bounded. */
export function pValue(p: number): string {
  if (p < 0.0001) return '<0.0001';
  return p < 0.001 ? p.toFixed(4) : p.toFixed(3);
}

/** The name of a method of intervals; a naive one is never printed without the word. */
export function methodName(method: IntervalMethod): string {
  return method === 'passes-t' ? `${method} (naive)` : method;
}

/** The same with what it speaks of; `unit` is what was sampled. */
export function methodWords(method: IntervalMethod, unit = 'instruction'): string {
  switch (method) {
    case 'korn-graubard-shrunken':
    case 'conservative':
    case 'cluster-t':
      return `${methodName(method)}, over ${unit}s`;
    case 'fixed-benchmark':
      return `${methodName(method)}, over samples of these very items`;
    case 'passes-t':
      return `${methodName(method)}, over sample passes`;
  }
}

/** What was sampled in these groups, each once: `instructions`, or `instructions or input texts`. */
export function clusterNouns(groups: readonly { readonly cluster_noun: ClusterNoun }[]): string {
  const nouns = new Set(groups.map(({ cluster_noun }) => `${cluster_noun}s`));
  return [...nouns].join(' or ');
}

/** `1 of 4 (1 to 2)`; `–` where there is none. */
export function rankWords(rank: Rank | undefined): string {
  if (rank === undefined) return '–';
  return `${rank.rank} of ${rank.among} (${rank.best} to ${rank.worst})`;
}

/** `1,234,567`, whatever the locale. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 item`, `3 items`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
