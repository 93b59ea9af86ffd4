/**
 * The gate from end to end: `run` writes a baseline and candidates whose true accuracy is lower by 0, 2 and 10 points, `check`
 * holds each candidate against the baseline over two declared splits, and how often each verdict is given, split by split, is
 * set beside what the design predicts. Exit code 1 where a rate lies outside its band. `node bench/gate.js 20`: so many
 * repetitions. Simulated models: half of the variance lies between instructions, and every tenth is learnt anew.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../dist/commands/check.js';
import { run } from '../dist/commands/run.js';
import { plannedDrop } from '../dist/stats/index.js';
import { tQuantile } from '../dist/stats/student-t.js';
import { listRuns } from '../dist/store/run-directory.js';

const REPETITIONS = Number(process.argv[2] ?? 200);
const LOSSES = [0, 0.02, 0.1];
const SPLITS = ['w-io-test', 'wo-io'];
const [CLUSTERS, SAMPLES, ACCURACY, ICC, CHURN] = [100, 16, 0.37, 0.5, 0.1];
const [ALPHA, MARGIN] = [0.05, 0.05];
/** MOVER's interval for the difference is so much wider than the paired t interval (design, paired evidence). */
const MOVER_WIDTH = 1.06;
const OUTCOMES = ['regressed', 'held or improved', 'improved'];

/** Both draw an instruction's place anew or not on their own, so that one in ten differs. */
function modelOf(label, seed, repetition, accuracy) {
  return {
    label,
    simulator: {
      kind: 'noisy',
      seed,
      shared_seed: repetition,
      shared: Math.sqrt(1 - CHURN),
      skill: accuracy,
      per_op: 0,
      icc: ICC,
      malformed: 0,
      reasoned: 0,
    },
  };
}

function configOf(repetition) {
  return {
    models: [ACCURACY, ...LOSSES.map((loss) => ACCURACY - loss)].map((accuracy, place) =>
      modelOf(place === 0 ? 'base' : `loss-${place}`, 4 * repetition + place, repetition, accuracy),
    ),
    sampling: { samples: SAMPLES },
    suites: [
      {
        suite: 'random-arithmetic',
        train: CLUSTERS,
        evaluation: CLUSTERS,
        items_per_function: 1,
        splits: SPLITS,
        answers: ['direct'],
      },
    ],
  };
}

/** What a command prints on standard output; its messages are kept back. */
async function printed(command) {
  const out = process.stdout.write.bind(process.stdout);
  const err = process.stderr.write.bind(process.stderr);
  let text = '';
  process.stdout.write = (chunk) => {
    text += chunk;
    return true;
  };
  process.stderr.write = () => true;
  try {
    const code = await command();
    return { code, text };
  } finally {
    process.stdout.write = out;
    process.stderr.write = err;
  }
}

/** The verdicts of one repetition: by loss and split. */
async function repeat(folder, repetition) {
  const config = join(folder, `r${repetition}.yaml`);
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configOf(repetition)));
  const asked = { set: [], out: folder, fresh: false, check: false, 'allow-key-host': [] };
  await printed(() => run({ ...asked, config, json: true }));
  const { runs } = await listRuns(join(folder, `r${repetition}`));
  const verdicts = [];
  for (const place of LOSSES.keys()) {
    const candidate = runs.find(({ manifest }) => manifest.label === `loss-${place + 1}`);
    const { text } = await printed(() =>
      check({
        baseline: 'base',
        candidate: candidate.directory,
        'on-inconclusive': 'pass',
        split: SPLITS,
        tolerance: 0.02,
        margin: MARGIN,
        'step-tag': 'step',
        json: true,
        markdown: false,
      }),
    );
    const { splits, comparison } = JSON.parse(text);
    verdicts.push(
      SPLITS.map(
        (split) => splits[comparison.groups.findIndex((group) => group.split === split)].verdict,
      ),
    );
  }
  rmSync(join(folder, `r${repetition}`), { recursive: true });
  return verdicts;
}

/** The distribution function of Student's t, from its quantiles. */
function tProbability(x, degrees) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (tQuantile(middle, degrees) < x) low = middle;
    else high = middle;
  }
  return low;
}

/** The rates that the design predicts for a split, from and to: Holm tests at ALPHA or at ALPHA over the number of splits. */
function predicted(loss) {
  const degrees = CLUSTERS - 1;
  const plan = { clusters: CLUSTERS, itemsPerCluster: 1, samples: SAMPLES, icc: ICC };
  const drop = plannedDrop({ ...plan, accuracy: ACCURACY, correlation: 1 - CHURN, alpha: ALPHA });
  const error = drop / (tQuantile(1 - ALPHA, degrees) + tQuantile(0.8, degrees));
  const power = (shift, alpha) =>
    tProbability(shift / error - tQuantile(1 - alpha, degrees), degrees);
  const levels = [ALPHA / SPLITS.length, ALPHA];
  const reach = MOVER_WIDTH * tQuantile(1 - ALPHA, degrees);
  const holds = tProbability((MARGIN - loss) / error - reach, degrees);
  return {
    regressed: levels.map((alpha) => power(loss, alpha)),
    // Improved runs are among those that held.
    'held or improved': [holds, holds],
    improved: levels.map((alpha) => power(-loss, alpha)),
  };
}

/** Two points for what the formulas leave out, and three standard errors of a rate over the repetitions. */
function band([from, to]) {
  const slack = (rate) => 0.02 + 3 * Math.sqrt(Math.max(rate * (1 - rate), 0.002) / REPETITIONS);
  return [Math.max(0, from - slack(from)), Math.min(1, to + slack(to))];
}

function percent(rate) {
  return `${(100 * rate).toFixed(1)}%`;
}

function row(loss, name, cells) {
  const head = `${loss.padStart(4)}  ${name.padEnd(10)}`;
  console.log([head, ...OUTCOMES.map((outcome) => cells(outcome).padStart(18))].join(''));
}

/** Prints the rates of one loss, split by split, beside what is predicted; gives how many lie outside their bands. */
function reportLoss(place, all) {
  const rates = predicted(LOSSES[place]);
  const words = ([from, to]) =>
    percent(from) === percent(to) ? percent(from) : `${percent(from)} to ${percent(to)}`;
  row(`${100 * LOSSES[place]}`, 'predicted', (outcome) => words(rates[outcome]));
  row('', 'band', (outcome) => words(band(rates[outcome])));
  let outside = 0;
  for (const [at, split] of SPLITS.entries()) {
    row('', split, (outcome) => {
      const found = all.filter((of) => outcome.split(' or ').includes(of[place][at])).length;
      const [from, to] = band(rates[outcome]);
      const isOutside = found / all.length < from || found / all.length > to;
      if (isOutside) outside += 1;
      return `${isOutside ? 'OUTSIDE ' : ''}${percent(found / all.length)}`;
    });
  }
  return outside;
}

function report(all) {
  console.log(
    `check on simulated checkpoints, ${REPETITIONS} repetitions: ${CLUSTERS} instructions of ${SAMPLES} samples in each of ` +
      `${SPLITS.length} declared splits, accuracy ${ACCURACY}, ICC ${ICC}, churn ${CHURN}; what is left is inconclusive`,
  );
  row('loss', '', (outcome) => outcome);
  let outside = 0;
  for (const place of LOSSES.keys()) outside += reportLoss(place, all);
  const alarms = all.filter(([none]) => none.includes('regressed')).length / all.length;
  const most = ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / all.length);
  if (alarms > most) outside += 1;
  console.log(
    `without a loss some split regressed in ${percent(alarms)}, predicted at most ${percent(ALPHA)}, band to ${percent(most)}`,
  );
  console.log(`${outside} rates outside their bands`);
  return outside;
}

const folder = mkdtempSync(join(tmpdir(), 'pbb-eval-gate-'));
try {
  const all = [];
  for (let repetition = 1; repetition <= REPETITIONS; repetition += 1) {
    all.push(await repeat(folder, repetition));
  }
  if (report(all) > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
