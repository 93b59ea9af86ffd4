/**
 * The stages of a curriculum: which documents a model is trained on together, after Cook et al., arXiv 2506.18777v2, section 3.2 and
 * appendix C. Invariant: executions of evaluation instructions are in no stage but the second one of algorithm distillation, where
 * they stand for the instruction; what is shown of the second suite of `across-suites` is of train instructions as its options say.
 */
import type { CurriculumConfig } from '../config/curriculum.js';
import { RefusedError } from '../eval/refused.js';
import { suiteNamed } from '../suites/registry.js';
import type { Execution, Instruction, SuiteInstance } from '../suites/suite.js';
import type { Source } from './document.js';
import { type AskedExecution, type Completions, Executions } from './executions.js';
import { HeldOutCalls } from './held-out-calls.js';
import { Specifications } from './specifications.js';

export interface Stage {
  /** Of its files. */
  readonly name: 'stage-1' | 'stage-2' | 'single-stage';
  /** What a checkpoint that was trained up to here is tagged with, in the words of the figures. */
  readonly tag: 'stage-1' | 'stage-1-only' | 'stage-2-only' | 'full';
  readonly sources: readonly Source[];
}

/** How many documents a stage has. */
export function countOf({ sources }: Pick<Stage, 'sources'>): number {
  return sources.reduce((sum, { count }) => sum + count, 0);
}

/** @throws RefusedError for a stage without documents, and for more examples than a suite has */
export function stagesOf(
  config: CurriculumConfig,
  instances: ReadonlyMap<string, SuiteInstance>,
  completions: Completions,
): Stage[] {
  const heldOut = new HeldOutCalls(instances);
  const teacher = new Teacher(config, { ...completions, heldOut });
  const sources = sourcesOf(config, [...instances.values()], teacher);
  const stages = chosen(config, sources);
  for (const stage of stages) {
    if (countOf(stage) > 0) continue;
    throw new RefusedError(
      `curriculum: ${stage.name} of ${config.kind} would be empty: the suites of this config show nothing for it. See "Kinds" in docs/curricula.md`,
    );
  }
  return stages;
}

type Sources = readonly Source[];

/** What each stage is made of, in order. */
function sourcesOf(
  { kind, across, examples }: CurriculumConfig,
  instances: readonly SuiteInstance[],
  teacher: Teacher,
): Sources[] {
  const first = [teacher.specifications(instances, 'train'), teacher.executions(instances)];
  const evaluation = teacher.specifications(instances, 'evaluation');
  switch (kind) {
    case 'proactive':
      return [first, [evaluation]];
    case 'retroactive':
      return [
        [teacher.specifications(instances, 'train'), evaluation],
        [teacher.executions(instances)],
      ];
    case 'single-stage':
      return [[...first, evaluation]];
    case 'algorithm-distillation':
      return [first, [teacher.distillation(instances, examples)]];
    case 'across-suites': {
      const [one, other] = [across?.first, across?.second].map((name) =>
        instances.filter(({ suite }) => suite === name),
      );
      return [
        [teacher.specifications(one ?? [], 'train'), teacher.executions(one ?? [])],
        shownOf(other ?? [], across?.shows ?? 'specifications', teacher),
      ];
    }
  }
}

function shownOf(
  instances: readonly SuiteInstance[],
  shows: NonNullable<CurriculumConfig['across']>['shows'],
  teacher: Teacher,
): Sources {
  const demonstrations = shows === 'specifications' ? [] : [teacher.executions(instances)];
  if (demonstrations.some(({ count }) => count === 0)) {
    const names = instances.map(({ suite }) => suite).join(', ');
    throw new RefusedError(
      `curriculum.across.shows is ${shows}, but ${names} has no executions with these options`,
    );
  }
  if (shows === 'demonstrations') return demonstrations;
  const roles = ['train', 'evaluation'] as const;
  return [...roles.map((role) => teacher.specifications(instances, role)), ...demonstrations];
}

function chosen({ kind, stages }: CurriculumConfig, sources: readonly Sources[]): Stage[] {
  const [first = [], second = []] = sources;
  if (kind === 'single-stage') return [{ name: 'single-stage', tag: 'full', sources: first }];
  const alone = stages !== 'all';
  const both: Stage[] = [
    { name: 'stage-1', tag: alone ? 'stage-1-only' : 'stage-1', sources: first },
    { name: 'stage-2', tag: alone ? 'stage-2-only' : 'full', sources: second },
  ];
  return both.filter((_, place) => !alone || stages === (place === 0 ? 'first' : 'second'));
}

/** Makes the sources of suites as a config has them. */
class Teacher {
  readonly #config: CurriculumConfig;
  readonly #completions: Completions;

  constructor(config: CurriculumConfig, completions: Completions) {
    this.#config = config;
    this.#completions = completions;
  }

  specifications(instances: readonly SuiteInstance[], role: Instruction['role']): Source {
    const shown = instances
      .filter(({ training }) => training !== undefined)
      .flatMap((instance) =>
        instance.instructions
          .filter((instruction) => instruction.role === role)
          .map((instruction) => ({ instance, instruction })),
      );
    const { seed, repeats, context_templates: contextTemplates } = this.#config;
    return new Specifications(shown, { seed, repeats: repeats[role], contextTemplates });
  }

  /** Of train instructions. */
  executions(instances: readonly SuiteInstance[]): Source {
    return this.#sourceOf(instances, 'train', (instance) => instance.executions());
  }

  /** Of evaluation instructions. */
  distillation(instances: readonly SuiteInstance[], examples: number): Source {
    return this.#sourceOf(instances, 'evaluation', (instance) => {
      const executions = [...(instance.training?.distillation(examples) ?? [])];
      requireExamples(instance, executions, examples);
      return executions;
    });
  }

  #sourceOf(
    instances: readonly SuiteInstance[],
    role: Instruction['role'],
    executionsOf: (instance: SuiteInstance) => Iterable<Execution>,
  ): Source {
    const asked: AskedExecution[] = [];
    for (const instance of instances) {
      if (instance.training === undefined) continue;
      const has = suiteNamed(instance.suite).answers;
      const answers = this.#config.answers.filter((answer) => has.includes(answer));
      for (const execution of executionsOf(instance)) {
        for (const answer of answers) asked.push({ instance, role, execution, answer });
      }
    }
    return new Executions(asked, this.#completions);
  }
}

/** Fewer than were asked for would make another curriculum than the config says. */
function requireExamples(
  { suite, instructions }: SuiteInstance,
  executions: readonly Execution[],
  examples: number,
): void {
  const counts = new Map<string, number>();
  for (const { instruction } of executions) {
    counts.set(instruction, (counts.get(instruction) ?? 0) + 1);
  }
  for (const { id, role } of instructions) {
    const has = counts.get(id) ?? 0;
    if (role !== 'evaluation' || has === examples) continue;
    throw new RefusedError(
      `curriculum.examples: ${suite} has ${has} inputs of the evaluation instruction ${id} that no item asks with these options, found ${examples}`,
    );
  }
}
