import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { figures } from '../../../src/report/figures/catalogue.js';
import { figureCsv } from '../../../src/report/figures/csv.js';
import type { FigureDefinition } from '../../../src/report/figures/definition.js';
import { type Figure, figureOf } from '../../../src/report/figures/figure.js';
import type { FinishedRun } from '../../../src/report/leaderboard.js';
import { estimateAt, groupAt, runOf } from './runs.js';

function definitionOf(name: string): FigureDefinition {
  const found = figures.find((figure) => figure.name === name);
  if (found === undefined) throw new Error(`no figure ${name}`);
  return found;
}

function drawn(name: string, runs: readonly FinishedRun[], ignored?: readonly string[]): Figure {
  return figureOf(definitionOf(name), runs, ignored);
}

/** What a reader of the picture sees, row by row. */
function seen({ rows }: Figure) {
  return rows.map(({ panel, series, x, point: { value } }) => [panel, series, x, value]);
}

const at = (step: number, value: number, method = 'sft') =>
  runOf(`${method}-${step}`, { step, method }, [groupAt(value)]);

describe('a figure along a tag', () => {
  it('has its places by size and a series for every other tag and split that varies', () => {
    const both = runOf('both', { step: 200, method: 'grpo' }, [
      groupAt(0.5, { split: 'w-io-test' }),
      groupAt(0.25),
      groupAt(0.9, { split: 'in-context' }),
    ]);
    const figure = drawn('steps', [at(1000, 0.3), at(200, 0.1), both]);
    expect(seen(figure)).toEqual([
      ['', 'sft, wo-io', 200, 0.1],
      ['', 'sft, wo-io', 1000, 0.3],
      ['', 'grpo, w-io-test', 200, 0.5],
      ['', 'grpo, wo-io', 200, 0.25],
    ]);
    expect(figure.caption).toEqual([
      'random-arithmetic, cot',
      '95% intervals: korn-graubard-shrunken, over instructions',
    ]);
  });

  it('has the limits of the summary, untouched', () => {
    const [row] = drawn('steps', [at(200, 0.1)]).rows;
    expect(row?.point).toMatchObject({ value: 0.1, low: 0, high: 0.2 });
  });

  it('joins no points that answered other questions or were sampled otherwise, and says so', () => {
    const other = runOf('other', { step: 300, method: 'sft' }, [
      groupAt(0.2, { fingerprint: 'beef' }),
    ]);
    const hotter = runOf('hotter', { step: 400, method: 'sft' }, [groupAt(0.2)], {
      sampling: { temperature: 1 },
    });
    const figure = drawn('steps', [at(100, 0.1), at(200, 0.1), other, hotter]);
    const [first, second, third, fourth] = figure.rows.map(({ joined }) => joined);
    expect(first).toBe(second);
    expect(new Set([first, third, fourth]).size).toBe(3);
    expect(figure.caption.at(-1)).toBe(
      'Points that answered other questions, or were sampled otherwise, are not joined.',
    );
  });

  it('parts simulated from real runs where both are shown', () => {
    const simulated = runOf('s', { step: 100 }, [groupAt(0.1)], { simulated: true });
    const figure = drawn('steps', [simulated, runOf('r', { step: 100 }, [groupAt(0.2)])]);
    expect(figure.series).toEqual(['SIMULATED', 'not simulated']);
    expect(figure.simulated).toBe(true);
  });

  it('leaves a tag out of account that is to be ignored', () => {
    const runs = [1, 2, 3].map((step) =>
      runOf(`s${step}`, { step, loss: 1 / step }, [groupAt(0.1)]),
    );
    expect(drawn('steps', runs).series).toHaveLength(3);
    expect(drawn('steps', runs, ['loss']).series).toEqual(['']);
  });

  it('has stages in the order of training, whatever the order of the runs', () => {
    const runs = ['full', 'new', 'stage-2-only', 'zero-shot'].map((stage) =>
      runOf(stage, { stage }, [groupAt(0.1)]),
    );
    expect(drawn('stages', runs).places).toEqual(['zero-shot', 'stage-2-only', 'full', 'new']);
  });

  it('has numbers in names by size', () => {
    const runs = ['14B', '0.6B', '4B', '1.7B'].map((size) =>
      runOf(size, { step: 1, size }, [groupAt(0.1)]),
    );
    expect(drawn('steps', runs).series).toEqual(['0.6B', '1.7B', '4B', '14B']);
  });

  it('has numbers before names along an axis of names', () => {
    const runs = ['full', 10, 'base', 9].map((stage) => runOf('r', { stage }, [groupAt(0.1)]));
    expect(drawn('stages', runs).places).toEqual(['9', '10', 'full', 'base']);
  });

  it('says of a series which tags it lacks where it has none', () => {
    const runs = [{ step: 1 }, { step: 1, data: 'both' }, { step: 1, data: ' \u00a0' }];
    const [without, tagged, blank] = runs.map((tags) => runOf('r', tags, [groupAt(0.1)]));
    if (without === undefined || tagged === undefined || blank === undefined) throw new Error();
    expect(drawn('steps', [without, tagged]).series).toEqual(['no data', 'both']);
    expect(drawn('steps', [tagged, blank]).series).toEqual(['no data', 'both']);
  });

  it.each(['constructor', '__proto__', 'toString'])('takes a tag named %s as any other', (name) => {
    const runs = ['b', 'a'].map((value) =>
      runOf(
        value,
        Object.fromEntries([
          ['step', 1],
          [name, value],
        ]),
        [groupAt(0.1)],
      ),
    );
    expect(drawn('steps', runs).series).toEqual(['a', 'b']);
  });

  it('keeps what could not be computed as a row without a value', () => {
    const empty = runOf('empty', { step: 1, method: 'sft' }, [groupAt(null)]);
    const [row] = drawn('steps', [empty, at(2, 0.1)]).rows;
    expect(row?.point).toMatchObject({ value: null, low: null, high: null });
  });
});

describe('horizontal lines', () => {
  it('are the runs without the tag of the axis', () => {
    const figure = drawn('exchange', [
      runOf('pbb', { method: 'pbb' }, [groupAt(0.4)]),
      runOf('a', { examples: 1000, method: 'ad' }, [groupAt(0.6)]),
      runOf('b', { examples: 10, method: 'ad' }, [groupAt(0.2)]),
    ]);
    expect(seen(figure)).toEqual([
      ['', 'execution examples (algorithm distillation)', 10, 0.2],
      ['', 'execution examples (algorithm distillation)', 1000, 0.6],
      ['', 'one instruction (PBB)', null, 0.4],
    ]);
  });

  it('are told of where they answered other questions than the points', () => {
    const point = runOf('a', { examples: 10 }, [groupAt(0.2)]);
    const same = runOf('pbb', {}, [groupAt(0.4)]);
    const other = runOf('pbb', {}, [groupAt(0.4, { fingerprint: 'beef' })]);
    expect(drawn('exchange', [point, same]).caption).toHaveLength(2);
    expect(drawn('exchange', [point, other]).caption.at(-1)).toBe(
      'A horizontal line answered other questions than points beside it, or was sampled otherwise.',
    );
  });

  it('are a control, once for all runs', () => {
    const controls = {
      random_words: { value: 0.01, low: 0.01, high: 0.01, method: 'exact' as const },
    };
    const group = groupAt(0.3, { suite: 'grammars', answer: 'direct', controls });
    const runs = ['zero-shot', 'full'].map((stage) => runOf(stage, { stage }, [group]));
    expect(seen(drawn('compliance', runs))).toEqual([
      ['', 'model', 'zero-shot', 0.3],
      ['', 'model', 'full', 0.3],
      ['', 'chance: random words', null, 0.01],
    ]);
  });
});

describe('a figure along a facet', () => {
  const ops = { 10: estimateAt(0.1), 2: estimateAt(0.4) };

  it('has numbers for places, and tells runs apart by their labels where nothing else does', () => {
    const group = groupAt(0.3, { facets: { ops } });
    const figure = drawn('length', [runOf('one', {}, [group]), runOf('two', {}, [group])]);
    expect(seen(figure)).toEqual([
      ['', 'one', 2, 0.4],
      ['', 'one', 10, 0.1],
      ['', 'two', 2, 0.4],
      ['', 'two', 10, 0.1],
    ]);
  });

  const shifts = {
    'Alice × 1': estimateAt(0.5, 9),
    'Alice × 13': estimateAt(0.7, 3),
    'Bob × 1': estimateAt(0.2, 4),
  };

  it('has a panel for each value of a second facet', () => {
    const group = groupAt(0.5, { suite: 'ciphers', facets: { 'cipher × shift': shifts } });
    const figure = drawn('shifts', [runOf('one', {}, [group])]);
    expect(figure.panels).toEqual(['Alice', 'Bob']);
    expect(seen(figure)).toEqual([
      ['Alice', '', 1, 0.5],
      ['Alice', '', 13, 0.7],
      ['Bob', '', 1, 0.2],
    ]);
  });

  it('has the share of the items at each place, the same for all runs and answers', () => {
    const groups = (['direct', 'cot'] as const).map((answer) =>
      groupAt(0.5, {
        suite: 'ciphers',
        split: 'w-io-train',
        answer,
        facets: { 'cipher × shift': shifts },
      }),
    );
    const figure = drawn('demonstrations', [
      runOf('one', { a: 1 }, groups),
      runOf('two', {}, groups),
    ]);
    expect(seen(figure)).toEqual([
      ['Alice', '', 1, 0.75],
      ['Alice', '', 13, 0.25],
      ['Bob', '', 1, 1],
    ]);
  });
});

describe('a figure that cannot be drawn', () => {
  it('says what it needs and what is there', () => {
    expect(() => drawn('steps', [runOf('a', { stage: 1 }, [groupAt(0.1)])])).toThrow(
      'the figure steps cannot be drawn of these runs; it needs runs with the tag step (a number); the split w-io-test or wo-io\n' +
        '  tags there: stage\n' +
        '  asked there: random-arithmetic wo-io',
    );
  });

  it.each([
    ['lines alone', 'exchange', runOf('pbb', {}, [groupAt(0.4)])],
    ['no value', 'steps', runOf('empty', { step: 1 }, [groupAt(null)])],
  ])('says so of %s, too', (_, name, run) => {
    expect(() => drawn(name, [run])).toThrow(`the figure ${name} cannot be drawn of these runs`);
  });

  it('says how facets come into a summary', () => {
    const group = groupAt(0.1, { suite: 'ciphers', facets: { cipher: {}, shift: {} } });
    expect(() => drawn('shifts', [runOf('a', {}, [group])])).toThrow(
      'the figure shifts cannot be drawn of these runs; it needs items with the facet cipher × shift; the suite ciphers; the split wo-io or w-io-test\n' +
        '  tags there: none\n' +
        '  asked there: ciphers wo-io\n' +
        '  facets there: cipher, shift\n' +
        '  for more, name [cipher, shift] under statistics.breakdowns of the config and run it again: nothing is asked twice',
    );
  });

  it('names two runs that would stand at one place', () => {
    expect(() => drawn('steps', [at(1, 0.1), at(1, 0.2)])).toThrow(
      'two runs stand at the same place of the figure: test/sft-1 and test/sft-1\n' +
        '  tag them apart, or choose with --tag name=value',
    );
  });

  it.each([
    ['cut to one name', 'x'.repeat(70), `${'x'.repeat(70)}y`, `${'x'.repeat(59)}…`],
    ['cleaned to one name', 'a\u0000', 'a\u0001', 'a\uFFFD'],
    ['of one wording', 1, 'method 1', 'method 1'],
  ])('refuses to join what is %s', (_, one, other, name) => {
    const runs = [one, other].map((method, step) =>
      runOf(`r${step}`, { step, method }, [groupAt(0.1)]),
    );
    expect(() => drawn('steps', runs)).toThrow(
      `two runs that differ would both be named "${name}": test/r0 and test/r1\n` +
        '  they differ in: method\n' +
        '  tag them apart, or leave a tag out of account with --ignore name',
    );
  });

  it.each([
    ['blanks', 'full ', ' full'],
    ['a number and its text', 1, '1'],
  ])('refuses two runs at places that differ in %s alone', (_, one, other) => {
    const runs = [one, other].map((stage, index) => runOf(`r${index}`, { stage }, [groupAt(0.1)]));
    expect(() => drawn('stages', runs)).toThrow('two runs stand at the same place of the figure');
  });

  it('refuses more names along an axis than can be read', () => {
    const runs = Array.from({ length: 31 }, (_, index) =>
      runOf('r', { stage: `s${index}` }, [groupAt(0.1)]),
    );
    expect(drawn('stages', runs.slice(1)).places).toHaveLength(30);
    expect(() => drawn('stages', runs)).toThrow(
      'these runs would make 31 places of the tag stage; at most 30 can be read\n' +
        '  choose with --tag name=value',
    );
  });

  it('says of a control that differs that the questions did', () => {
    const runs = [0.1, 0.2].map((value, index) => {
      const control = { value, low: value, high: value, method: 'exact' as const };
      const controls = { random_words: control };
      return runOf(`r${index}`, { stage: index }, [groupAt(0.3, { suite: 'grammars', controls })]);
    });
    expect(() => drawn('compliance', runs)).toThrow(
      '"chance: random words" is not the same for all runs: test/r0 and test/r1 were asked other questions\n' +
        '  choose with --tag name=value',
    );
  });

  it('refuses more series than can be told apart', () => {
    const runs = Array.from({ length: 8 }, (_, seed) =>
      runOf(`r${seed}`, { step: 1, seed }, [groupAt(0.1)]),
    );
    expect(() => drawn('steps', runs)).toThrow(
      'these runs would make 1 panels of 8 series; at most 12 of 7 can be read\n' +
        '  they differ in: seed\n' +
        '  choose with --tag name=value, --suite, --split and --answer, or leave a tag out of account with --ignore name',
    );
  });

  it.each([0, 'many', true])('has no place on an axis of logarithms for %s', (examples) => {
    expect(() => drawn('exchange', [runOf('a', { examples }, [groupAt(0.1)])])).toThrow(
      `test/a: the tag examples is ${JSON.stringify(examples)}, which has no place on the axis: expected a number above 0`,
    );
  });
});

describe('the data behind a figure', () => {
  it('is read back from CSV as it was, with text that no spreadsheet runs', () => {
    const figure = drawn('steps', [
      runOf('a', { step: 1, by: '=1+1' }, [groupAt(0.25)]),
      runOf('b', { step: 1, by: 'x, "y"\n' }, [groupAt(null)]),
    ]);
    const rows = parse(figureCsv(figure), { columns: true });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      figure: 'steps',
      panel: '',
      series: "'=1+1",
      x: '1',
      measure: 'accuracy',
      value: '0.25',
      ci_low: '0.15',
      ci_high: '0.35',
      ci_method: 'korn-graubard-shrunken',
      clusters: '10',
      items: '10',
      samples: '160',
      kind: 'point',
      run: 'test/a',
      label: 'a',
      suite: 'random-arithmetic',
      split: 'wo-io',
      answer: 'cot',
      simulated: 'false',
      data_fingerprint: 'f00d',
    });
    expect(rows[1]).toMatchObject({ series: 'x, "y"\uFFFD', value: '', ci_low: '' });
  });
});
