/**
 * Recall: a suite's instructions themselves are asked for, one item to each, train and evaluation alike. Whether a model that knows the
 * words also has the skill shows beside the suite's other splits. Invariant: an item depends on the instruction alone.
 */
import type { GrammarTarget, Probe, ProgramTarget } from '../../scoring/verdict.js';
import type { Instruction, Item, SuiteInstance } from '../suite.js';
import { fillTemplate } from '../template.js';

/** The split's name. No suite asks it unless a config names it. */
export const RECALL = 'recall';

/** The measure of every recalled instruction, and what a table's legend says of it. */
export const RECALL_MEASURES = {
  recalled:
    'share of the probes on which recalled code does what the instruction does; of grammars, the share of the sentences of each that the other has, the lesser one',
} as const;

/** An instruction that a model may be asked for. */
export interface Recalled {
  readonly instruction: Instruction;
  /** What the request calls it; its name when absent. */
  readonly called?: string;
  /** What stands before its source where training shows it. */
  readonly introduction: string;
  readonly target: ProgramTarget | GrammarTarget;
}

/** A suite that knows how its instructions are recalled. */
export interface RecallableInstance extends SuiteInstance {
  /** In the order of `instructions`. */
  recalled(): Iterable<Recalled>;
}

/** Probes of a function: fewer would not tell it from its near neighbours. */
export const PROBES = 20;

/** Right but for the last bits of a float. */
const COMPARISON = { tolerance: 1e-9, sequences: 'exact' } as const;

/** A function that is called by its name. `before`: definitions of what it may call. */
export function programTarget(name: string, probes: readonly Probe[], before = ''): ProgramTarget {
  const call = '{name}({arguments})';
  return { kind: 'program', name, before, after: '', call, probes, comparison: COMPARISON };
}

/** Those of `edges`, and as many of `others` as there is room for, each input once. */
export function probesOf(edges: readonly Probe[], others: Iterable<Probe>): Probe[] {
  const probes = new Map(edges.map((probe) => [probe.arguments, probe]));
  for (const probe of others) {
    if (probes.size >= PROBES) break;
    probes.set(probe.arguments, probe);
  }
  return [...probes.values()];
}

/** A context template filled up to the source that ends it. */
export function introductionOf(context: string, name: string): string {
  const end = context.lastIndexOf('\n\n{');
  return fillTemplate(context.slice(0, end === -1 ? undefined : end), { name });
}

const REQUESTS = {
  program:
    'Complete this from memory: reply with the Python code of {name} in one code block, and with nothing else. What the code does counts, not how it is laid out.',
  'program with others':
    'Complete this from memory: reply with the Python code of {name} in one code block, and with nothing else. What the code does counts, not how it is laid out. What it uses from elsewhere needs no definition.',
  grammar:
    'Complete this from memory: reply with the rules of {name} in one code block, a line for each symbol such as `A -> B C | D`, and with nothing else. Leave out the words. Which sentences it has counts, not what its symbols are called.',
} as const;

export function recallItem(suite: string, recalled: Recalled): Item {
  const { instruction, introduction, target } = recalled;
  const { id, name, role, facets } = instruction;
  return {
    id: `${suite}/${RECALL}/direct/${id.slice(id.indexOf('/') + 1)}`,
    suite,
    split: RECALL,
    answer: 'direct',
    instruction: id,
    cluster: id,
    input: name,
    messages: [{ role: 'user', content: `${introduction}\n\n${requestFor(recalled)}` }],
    target,
    facets: { ...facets, role },
    controls: {},
  };
}

function requestFor({ instruction, called, target }: Recalled): string {
  const usesOthers = target.kind === 'program' && target.before !== '';
  const request = REQUESTS[usesOthers ? 'program with others' : target.kind];
  return fillTemplate(request, { name: called ?? instruction.name });
}
