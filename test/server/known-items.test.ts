import { expect, it } from 'vitest';
import { planOf } from '../../src/eval/plan.js';
import { itemsOf, KnownItems } from '../../src/server/known-items.js';
import { RefusedRequest } from '../../src/server/refused-request.js';
import { ARITHMETIC, configOf } from './service.js';

const config = configOf([ARITHMETIC]);
const plan = await planOf(config);
const known = new KnownItems(itemsOf(config, plan));
const item = plan.groups.find(({ split }) => split === 'wo-io')?.items[0];
if (item === undefined) throw new Error('there is an item');
const { id, instruction, input } = item;

/** Status and faults of what is refused. */
function refused(name: Parameters<KnownItems['find']>[0], where = ''): object {
  try {
    known.find(name, where);
  } catch (error) {
    if (error instanceof RefusedRequest) return { status: error.status, faults: error.faults };
  }
  throw new Error('it was found');
}

it('are found by id, and by instruction and input with what tells them apart', () => {
  expect(known.find({ item: id }, '')).toBe(item);
  expect(known.find({ instruction, input, split: 'wo-io', answer: 'direct' }, '')).toBe(item);
  expect(known.find({ item: id, instruction, input, answer: 'direct' }, '')).toBe(item);
});

it('are not found where more than one is meant', () => {
  expect(refused({ instruction, input }, 'entries[2]')).toEqual({
    status: 422,
    faults: [
      {
        where: 'entries[2]',
        message: '4 items are meant',
        help: `say which by item, or by split and answer: ${['wo-io/direct', 'wo-io/cot', 'in-context/direct', 'in-context/cot'].map((kind) => id.replace('wo-io/direct', kind)).join(', ')}`,
      },
    ],
  });
});

it('are not found where none is named, and it is said how', () => {
  const help = 'name it by item, or by instruction and input (with split, answer or suite)';
  const faults = [{ message: 'no item is named', help }];
  expect(refused({ instruction })).toEqual({ status: 422, faults });
  expect(refused({ input })).toEqual({ status: 422, faults });
});

it('are suggested where a name is nearly right', () => {
  expect(refused({ item: `${id}7` }, 'entries[0]')).toMatchObject({
    status: 404,
    faults: [{ where: 'entries[0].item', message: `no item "${id}7"; did you mean "${id}"?` }],
  });
  expect(refused({ instruction: instruction.toUpperCase(), input })).toMatchObject({
    status: 404,
    faults: [{ where: 'instruction', help: expect.stringMatching(/^there are 20, such as /) }],
  });
});

it('are not found where an instruction has no such input or split', () => {
  expect(refused({ instruction, input: '4711', split: 'wo-io' })).toMatchObject({
    status: 404,
    faults: [{ where: 'input', message: `no such item of ${instruction}: found "4711"` }],
  });
  expect(refused({ instruction, input, split: 'w-io-train' })).toEqual({
    status: 404,
    faults: [
      {
        where: 'split',
        message: `no such item of ${instruction}: found "w-io-train"`,
        help: 'there are wo-io, in-context',
      },
    ],
  });
});

it('are not found where the id and the rest contradict each other', () => {
  expect(refused({ item: id, answer: 'cot' }, 'entries[1]')).toEqual({
    status: 422,
    faults: [
      {
        where: 'entries[1].answer',
        message: 'expected "direct", as item has it; found "cot"',
      },
    ],
  });
});

it('show no control characters of a request', () => {
  expect(refused({ item: 'x\u001b[2J\n' })).toMatchObject({
    faults: [{ message: 'no item "x\ufffd[2J\ufffd"' }],
  });
});

it('are those of algorithm distillation, too, where the config trains by it', async () => {
  const curriculum = { kind: 'algorithm-distillation', examples: 5 };
  const distilling = configOf([ARITHMETIC], { curriculum });
  const distilled = new KnownItems(itemsOf(distilling, await planOf(distilling)));
  expect(distilled.size - known.size).toBe(10 * 5 * 2);
});
