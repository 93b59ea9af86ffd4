/** `pbb-eval data describe CONFIG --model LABEL --out FILE`: descriptions or reasonings by a model, checked. */
import { loadConfig } from '../config/load.js';
import { type DescribeOutcome, describeAll, type Kind } from '../descriptions/describe.js';
import { RefusedError } from '../eval/refused.js';
import { counted } from '../report/words.js';
import { accessOf } from './access.js';
import { EXIT } from './faults.js';
import { Interrupt } from './interrupt.js';

export interface DescribeArguments {
  config: string;
  model: string;
  out: string;
  kind: Kind;
  probes: number;
  tries: number;
  set: string[];
  'allow-key-host': string[];
}

export async function describe(args: DescribeArguments): Promise<number> {
  const { kind, out, probes, tries } = args;
  const config = loadConfig(args.config, args.set);
  const model = config.models.find(({ label }) => label === args.model);
  if (model === undefined) {
    const labels = config.models.map(({ label }) => label).join(', ');
    throw new RefusedError(`${args.config} has no model "${args.model}"\n  allowed: ${labels}`);
  }
  const keyHosts = { allowed: args['allow-key-host'] };
  const access =
    accessOf({ ...config, models: [model] }, args.config, keyHosts).get(model.label) ?? {};
  const interrupt = new Interrupt();
  try {
    const { signal } = interrupt;
    const request = { config, model, access, kind, out, probes, tries, signal };
    const outcome = await describeAll(request);
    process.stdout.write(words(outcome, args));
    if (signal.aborted) return EXIT.interrupted;
    return outcome.missing > 0 ? EXIT.incomplete : EXIT.done;
  } finally {
    interrupt.close();
  }
}

function words(outcome: DescribeOutcome, { out, kind }: DescribeArguments): string {
  const { instructions, kept, rejected, probes, contradicted, missing, failure } = outcome;
  const probed = `; ${contradicted} of ${counted(probes, 'probe')} contradicted the program`;
  const lines = [
    `${out}: ${kind === 'description' ? 'descriptions' : 'reasonings'} of ${kept} of ${counted(instructions, 'instruction')}, ` +
      `${counted(rejected, 'text')} rejected${kind === 'description' ? probed : ''}`,
  ];
  if (failure !== null) lines.push(failure.message);
  if (missing > 0) {
    lines.push(
      `${counted(missing, 'instruction')} not asked to the end: run the same command again.`,
    );
  }
  return `${lines.join('\n')}\n`;
}
