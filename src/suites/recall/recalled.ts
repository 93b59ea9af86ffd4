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
    'share of the probes on which recalled code does what the instruction does; of grammars, share of the sentences on which they agree',
} as const;

/** An instruction that a model may be asked for. */
export interface Recalled {
  readonly instruction: Instruction;
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

/** `given`: definitions of what the function may call. */
export function programTarget(name: string, probes: readonly Probe[], given = ''): ProgramTarget {
  return { kind: 'program', name, given, probes, comparison: COMPARISON };
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
  composition:
    'Complete this from memory: reply with the Python code of {name} in one code block, and with nothing else. What the code does counts, not how it is laid out. Functions that it calls need no definition.',
  grammar:
    'Complete this from memory: reply with the rules of {name} in one code block, a line for each symbol such as `A -> B C | D`, and with nothing else. Leave out the words. Which sentences it has counts, not what its symbols are called.',
} as const;

export function recallItem(suite: string, { instruction, introduction, target }: Recalled): Item {
  const { id, name, role, facets } = instruction;
  return {
    id: `${suite}/${RECALL}/direct/${id.slice(id.indexOf('/') + 1)}`,
    suite,
    split: RECALL,
    answer: 'direct',
    instruction: id,
    cluster: id,
    input: name,
    messages: [{ role: 'user', content: `${introduction}\n\n${requestFor(name, target)}` }],
    target,
    facets: { ...facets, role },
    controls: {},
  };
}

function requestFor(name: string, target: Recalled['target']): string {
  const isComposition = target.kind === 'program' && target.given !== '';
  return fillTemplate(REQUESTS[isComposition ? 'composition' : target.kind], { name });
}
