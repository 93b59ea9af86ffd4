/**
 * Statistics of a large run: 1,600,000 scores counted in one pass and summarised over every facet and one pair of facets,
 * with the peak of memory, and a sign-flip test over a thousand clusters. Time is processor time, the garbage collector's
 * included. There is no peer that computes clustered intervals over items of many samples.
 */
import { configSchema } from '../dist/config/schema.js';
import { summarise } from '../dist/eval/summary.js';
import { Tallies } from '../dist/eval/tally.js';
import { Random } from '../dist/random/random.js';
import { signFlip } from '../dist/stats/index.js';

const INSTRUCTIONS = 1000;
const INPUTS = 100;
const SAMPLES = 16;
const FLOWS = ['none', 'branch', 'loop'];

function* itemsOf() {
  for (let instruction = 0; instruction < INSTRUCTIONS; instruction += 1) {
    const facets = { ops: 1 + (instruction % 10), control_flow: FLOWS[instruction % 3] };
    for (let input = 0; input < INPUTS; input += 1) {
      yield {
        id: `random-arithmetic/wo-io/direct/1/${instruction}/${input}`,
        suite: 'random-arithmetic',
        split: 'wo-io',
        answer: 'direct',
        instruction: `f${instruction}`,
        cluster: `f${instruction}`,
        input: String(input),
        messages: [{ role: 'user', content: `What is f${instruction}(${input})?` }],
        target: { kind: 'integer', value: '7' },
        facets,
        controls: { most_common_output: 0, repeat_input: 0 },
      };
    }
  }
}

/** Scores as they stand in scores.jsonl, made one at a time. */
function* scoresOf(items) {
  const random = new Random('bench', 'scores');
  for (const item of items) {
    const skill = random.integer(0, 100);
    for (let index = 0; index < SAMPLES; index += 1) {
      const correct = random.integer(0, 99) < skill;
      yield {
        item: item.id,
        index,
        verdict: correct ? 'correct' : 'incorrect',
        answer: correct ? '7' : String(random.integer(8, 40)),
        reason: '',
        lenient: correct ? 'correct' : 'incorrect',
        truncated: false,
        reasoned: false,
        binding_error: null,
        measures: {},
      };
    }
  }
}

function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function summaryTime() {
  const items = [...itemsOf()];
  const group = { suite: 'random-arithmetic', split: 'wo-io', answer: 'direct', items };
  const { statistics } = configSchema.parse({
    models: [{ label: 'a', simulator: { kind: 'oracle' } }],
    suites: [{ suite: 'random-arithmetic' }],
    statistics: { breakdowns: [['ops', 'control_flow']] },
  });
  const begin = processorMs();
  const tallies = new Tallies(items, SAMPLES, new Map());
  let making = 0;
  const scores = scoresOf(items);
  // Drawing the scores is not what is measured.
  for (;;) {
    const before = processorMs();
    const block = [];
    for (let drawn = 0; drawn < 10_000; drawn += 1) {
      const { value, done } = scores.next();
      if (done) break;
      block.push(value);
    }
    making += processorMs() - before;
    if (block.length === 0) break;
    for (const score of block) tallies.record(score);
  }
  const counted = processorMs();
  const head = {
    name: 'bench',
    label: 'a',
    model: 'm',
    simulated: false,
    tags: {},
    samples_per_item: SAMPLES,
    temperature: 0.8,
  };
  const summary = summarise(head, [group], tallies, statistics);
  const end = processorMs();
  const [found] = summary.groups;
  return {
    scores: found.estimate.samples,
    counting: (counted - begin - making) / 1000,
    summarising: (end - counted) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

function report() {
  const { scores, counting, summarising, megabytes } = summaryTime();
  console.log(
    `${scores.toLocaleString('en')} scores: counted in ${counting.toFixed(2)} s, summarised in ${summarising.toFixed(2)} s, ` +
      `${(counting + summarising).toFixed(2)} s in all; peak memory ${Math.round(megabytes)} MB, items included`,
  );
  const random = new Random('bench', 'differences');
  const differences = Array.from({ length: 1000 }, () => random.integer(-160, 160));
  const begin = processorMs();
  const { method } = signFlip(differences, 1);
  console.log(
    `sign-flip test over 1,000 clusters of ten items: ${method}, ${Math.round(processorMs() - begin)} ms`,
  );
}

report();
