/** Why a figure cannot be drawn of some runs: what it needs, what is there, and what to do. */
import { printable } from '../../text/printable.js';
import type { FinishedRun } from '../leaderboard.js';
import { type FigureDefinition, facetKey } from './definition.js';

/** What a figure needs, in words. */
export function needsWords(definition: FigureDefinition): string {
  const { x, suite, splits, lines } = definition;
  return [
    x.from === 'tag'
      ? `runs with the tag ${x.name}${x.scale === 'named' ? '' : ' (a number)'}`
      : `items with the facet ${facetKey(definition)}`,
    ...(suite === undefined ? [] : [`the suite ${suite}`]),
    ...(splits === undefined ? [] : [`the split ${splits.join(' or ')}`]),
    ...(lines?.from === 'untagged' ? [`for the line, a run without the tag ${x.name}`] : []),
  ].join('; ');
}

/** Several lines; the runs have no point of the figure, or none with a value. */
export function missingWords(definition: FigureDefinition, runs: readonly FinishedRun[]): string {
  const summaries = runs.map(({ summary }) => summary);
  const groups = summaries.flatMap((summary) => summary.groups);
  const shown = groups.filter(
    ({ suite, split }) =>
      suite === (definition.suite ?? suite) && (definition.splits?.includes(split) ?? true),
  );
  const lines = [
    `the figure ${definition.name} cannot be drawn of these runs; it needs ${needsWords(definition)}`,
    `  tags there: ${listed(summaries.flatMap(({ tags }) => Object.keys(tags)))}`,
    `  asked there: ${listed(groups.map(({ suite, split }) => `${suite} ${split}`))}`,
  ];
  if (definition.x.from === 'facet' && shown.length > 0) {
    lines.push(
      `  facets there: ${listed(shown.flatMap(({ facets }) => Object.keys(facets)))}`,
      `  for more, name [${facetKey(definition).split(' × ').join(', ')}] under statistics.breakdowns of the config and run it again: nothing is asked twice`,
    );
  }
  return lines.join('\n');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : [...new Set(names)].map(printable).join(', ');
}
