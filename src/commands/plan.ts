/** `pbb-eval plan CONFIG`: what a run would ask and how wide its intervals would be. Asks nothing, writes nothing. */
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { forecast, type GroupForecast, gateFamily } from '../eval/forecast.js';
import { type Group, planOf } from '../eval/plan.js';
import { plainTable, renderPlain } from '../report/table.js';
import { counted, grouped, percent } from '../report/words.js';
import type { Target } from '../scoring/verdict.js';
import { clusterNounOf } from '../suites/registry.js';
import { printable } from '../text/printable.js';
import { EXIT } from './faults.js';
import { sayRefusals } from './refusals.js';

export interface PlanArguments {
  config: string;
  set: string[];
  limit?: number | undefined;
  json: boolean;
}

export async function plan(args: PlanArguments): Promise<number> {
  const config = loadConfig(args.config, args.set);
  const { groups, instances } = await planOf(config, args.limit);
  sayRefusals(instances);
  const family = gateFamily(groups, config);
  const forecasts = groups.map((group) => forecast(group, config, family));
  const text = args.json ? jsonOf(config, forecasts) : wordsOf(config, groups, forecasts);
  process.stdout.write(`${text}\n`);
  return EXIT.done;
}

function jsonOf(config: Config, forecasts: readonly GroupForecast[]): string {
  return JSON.stringify(
    { name: config.name, models: config.models.map(({ label }) => label), groups: forecasts },
    null,
    2,
  );
}

function wordsOf(
  config: Config,
  groups: readonly Group[],
  forecasts: readonly GroupForecast[],
): string {
  const table = plainTable([
    ...['suite', 'split', 'answer'].map((head) => ({ head, align: 'left' as const })),
    ...NUMBERS.map((head) => ({ head, align: 'right' as const })),
  ]);
  for (const group of forecasts) table.push(row(group));
  const requests = forecasts.reduce((sum, group) => sum + group.requests, 0);
  const samples = forecasts.reduce((sum, group) => sum + group.samples, 0);
  return [
    renderPlain(table),
    `${counted(config.models.length, 'model')} (${config.models.map(({ label }) => printable(label)).join(', ')}): ` +
      `${counted(requests * config.models.length, 'request')}, ${counted(samples * config.models.length, 'sample')} in all`,
    'prompt tok.: estimated at four characters a token, counted once per request.',
    '±: expected half width of the 95% interval, in points, if the model is right in 10%, 37% or 50% and half of the',
    `variance of a sample lies between ${clusterNouns(groups)}.`,
    'drop: the smallest loss in points that pbb-eval check would find with 80% power at that accuracy, with all declared splits',
    `corrected for, if the ${clusterNouns(groups)} that were hard before are as hard after (correlation 0.9); –: none.`,
    ...groups.flatMap(example),
  ].join('\n');
}

const NUMBERS = [
  'instr.',
  'items',
  'samples',
  'requests',
  'prompt tok.',
  'most output tok.',
  '± at 10%',
  '± at 37%',
  '± at 50%',
  'drop at 37%',
];

function row(group: GroupForecast): string[] {
  return [
    group.suite,
    group.split,
    group.answer,
    ...[
      group.instructions,
      group.items,
      group.samples,
      group.requests,
      group.prompt_tokens,
      group.most_output_tokens,
    ].map(grouped),
    ...group.expected.map(({ width }) => percent(width / 2)),
    percent(visibleDrop(group)),
  ];
}

/** At 37%; null where even a drop to nothing might be missed. */
function visibleDrop(group: GroupForecast): number | null {
  const drop = group.expected.find(({ accuracy }) => accuracy === 0.37)?.smallest_drop ?? null;
  return drop === null || drop > 0.37 ? null : drop;
}

function example(group: Group): string[] {
  const [item] = group.items;
  if (item === undefined) return [];
  return [
    '',
    `--- an item of ${group.suite}, ${group.split}, ${group.answer} (${item.id})`,
    ...item.messages.map((message) => `${message.role}: ${message.content}`),
    `expected: ${expected(item.target)}`,
  ];
}

/** What the intervals of these suites are taken over. */
function clusterNouns(groups: readonly Group[]): string {
  const nouns = new Set(groups.map(({ suite, split }) => `${clusterNounOf(suite, split)}s`));
  return [...nouns].join(' or ');
}

function expected(target: Target): string {
  switch (target.kind) {
    case 'sentence':
      return `a sentence of\n${target.grammar.trimEnd()}`;
    case 'regex':
      return `a match of ${target.value}`;
    case 'number':
      return target.tolerance === '0' ? target.value : `${target.value} ± ${target.tolerance}`;
    case 'grammar':
      return target.grammar.trimEnd();
    case 'program':
      return target.probes
        .map((probe) => `${target.name}(${probe.arguments}) == ${probe.value}`)
        .join('\n');
    case 'execution':
      return `arguments of ${target.name} for which it gives ${target.value}, such as ${target.example}`;
    case 'integer':
    case 'text':
    case 'python-literal':
      return target.value;
  }
}
