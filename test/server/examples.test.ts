/** The example reward functions, called as the trainers call them, where there is a python3. */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Outcome, SandboxError } from '../../src/sandbox/index.js';
import type { Item } from '../../src/suites/suite.js';
import { ARITHMETIC, codeOf, configOf, type Service, serve } from './service.js';

const EXAMPLES = fileURLToPath(new URL('../../examples/rewards', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;
const SKIPPED = hasPython ? '' : ' (SKIPPED: there is no python3)';

/** What a Python program prints as JSON. It finds the examples, the service's address and what it is given as `given`. */
async function python(
  program: string,
  { url }: Service,
  given: unknown,
  env: Record<string, string> = {},
): Promise<unknown> {
  const source = `import json, sys\nfrom pbb_reward import *\ngiven = json.loads(sys.argv[1])\n${program}`;
  const { stdout } = await promisify(execFile)('python3', ['-c', source, JSON.stringify(given)], {
    env: {
      PATH: process.env['PATH'],
      PYTHONPATH: EXAMPLES,
      PYTHONDONTWRITEBYTECODE: '1',
      PBB_REWARD_URL: url,
      // Nobody listens there.
      http_proxy: 'http://127.0.0.1:9',
      ...env,
    },
  });
  return JSON.parse(stdout);
}

function first(
  { plan }: Service,
  split: string,
  answer: string,
): Item & { readonly right: string } {
  const group = plan.groups.find((each) => each.split === split && each.answer === answer);
  const [item] = group?.items ?? [];
  if (item === undefined) throw new Error(`there is no item of ${split}`);
  return { ...item, right: z.object({ value: z.string() }).parse(item.target).value };
}

/** The program prints the class and the words of what it raised. */
const RAISED = (call: string) =>
  `try:\n    print(json.dumps(${call}))\nexcept RewardError as error:\n    print(json.dumps(str(error)))`;

describe.runIf(hasPython)(`the example reward functions${SKIPPED}`, () => {
  it('reward completions as TRL gives them: texts, and lists of messages', async () => {
    const service = await serve(configOf([ARITHMETIC]));
    const item = first(service, 'wo-io', 'cot');
    const completions = [
      `\\boxed{${item.right}}`,
      [{ role: 'assistant', content: `<think>hm</think>\\boxed{${item.right}}` }],
      [
        {
          role: 'assistant',
          content: '\\boxed{4711}',
          reasoning_content: `\\boxed{${item.right}}`,
        },
      ],
      'no idea',
    ];
    const given = {
      prompts: completions.map(() => item.messages),
      completions,
      completion_ids: completions.map(() => [1, 2]),
      item: completions.map(() => item.id),
      answer: completions.map(() => 'cot'),
      input: completions.map(() => item.input),
    };
    const program =
      'print(json.dumps([pbb_reward.__name__, pbb_reward(trainer_state=None, log_extra=print, log_metric=print, **given)]))';
    expect(await python(program, service, given)).toEqual(['pbb_reward', [1, 1, 0, -1]]);
  });

  it('take completions of the most tokens for cut off', async () => {
    const service = await serve(configOf([ARITHMETIC]));
    const item = first(service, 'wo-io', 'direct');
    const given = { completions: [item.right, item.right], item: [item.id, item.id] };
    const program =
      'print(json.dumps(reward_function(3)(prompts=[], completion_ids=[[1, 2], [1, 2, 3]], **given)))';
    expect(await python(program, service, given)).toEqual([1, -1]);
  });

  it('ask for more than a batch in several', async () => {
    const service = await serve(configOf([ARITHMETIC]));
    const item = first(service, 'wo-io', 'direct');
    const completions = Array.from({ length: 25 }, (_, n) => (n % 5 === 0 ? item.right : '4711'));
    const given = { completions, item: completions.map(() => item.id) };
    const program =
      'import pbb_reward as module\nmodule.BATCH = 7\nprint(json.dumps(pbb_reward(prompts=[], **given)))';
    expect(await python(program, service, given)).toEqual(
      completions.map((completion) => Number(completion === item.right)),
    );
  });

  it('reward a solution as verl gives it', async () => {
    const service = await serve(configOf([ARITHMETIC]));
    const item = first(service, 'wo-io', 'direct');
    const given = {
      data_source: 'pbb',
      solution_str: item.right,
      ground_truth: item.id,
      extra_info: { index: 0, num_turns: 2, rollout_reward_scores: {} },
    };
    const program = 'print(json.dumps(compute_score(**given)))';
    expect(await python(program, service, given)).toEqual({ score: 1, acc: 1, malformed: 0 });
  });

  it('reward queries as OpenRLHF gives them, by a function and over HTTP alike', async () => {
    const service = await serve(configOf([ARITHMETIC]));
    const item = first(service, 'wo-io', 'direct');
    const prompt = `<|im_start|>user\n${item.messages[0]?.content}<|im_end|>\n<|im_start|>assistant\n`;
    const completions = [`${item.right}<|im_end|>`, '4711<|im_end|>', 'no idea'];
    const given = {
      queries: completions.map((completion) => `<s>${prompt}${completion}`),
      prompts: completions.map(() => prompt),
      labels: completions.map(() => item.id),
    };
    const answer = {
      rewards: [1, 0, -1],
      scores: [1, 0, -1],
      extra_logs: { correct: [1, 0, 0], malformed: [0, 0, 1] },
    };
    const program = 'print(json.dumps(reward_func(**given)))';
    expect(await python(program, service, given)).toEqual(answer);
    const { queries, ...rest } = given;
    const response = await fetch(`${service.url}/openrlhf`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: queries, ...rest }),
    });
    expect(await response.json()).toEqual(answer);
  });

  it('bear the token', async () => {
    const service = await serve(configOf([ARITHMETIC]), { token: 'secret' });
    const item = first(service, 'wo-io', 'direct');
    const given = { completions: [item.right], item: [item.id] };
    const program = RAISED('pbb_reward(prompts=[], **given)');
    const bearing = { PBB_REWARD_TOKEN: 'secret' };
    expect(await python(program, service, given, bearing)).toEqual([1]);
    expect(await python(program, service, given)).toMatch(/"status":401/);
  });

  it('raise what the service says of a wrong item', async () => {
    const service = await serve(configOf([ARITHMETIC]));
    const item = first(service, 'wo-io', 'direct');
    const given = { completions: [''], item: [`${item.id}0`] };
    expect(await python(RAISED('pbb_reward(prompts=[], **given)'), service, given)).toContain(
      `did you mean \\"${item.id}\\"?`,
    );
  });

  it('leave out of TRL what could not be judged, and ask again for verl', async () => {
    let failures = 2;
    const service = await serve(configOf([{ ...ARITHMETIC, splits: ['recall'] }]), {
      runner: {
        run: async ({ calls }) => {
          failures -= 1;
          if (failures >= 0) throw new SandboxError('no worker within 60 s');
          return calls.map((): Outcome => ({ kind: 'value', repr: '0.5' }));
        },
        close: () => undefined,
      },
    });
    const [item] = service.plan.groups[0]?.items ?? [];
    if (item === undefined) throw new Error('there is an item');
    const given = { completions: [codeOf(item)], item: [item.id] };
    expect(
      await python('print(json.dumps(pbb_reward(prompts=[], **given)))', service, given),
    ).toEqual([null]);
    const program =
      'print(json.dumps(compute_score("pbb", given["completions"][0], given["item"][0])))';
    expect(await python(program, service, given)).toEqual({ score: 0, acc: 0, malformed: 0 });
    expect(failures).toBe(-1);
  });
});
