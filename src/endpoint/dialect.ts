/**
 * What each make of server may be sent, as a table. Servers apply hidden defaults to what a request leaves out, which
 * can turn temperature 0.8 into greedy copies, so everything that a server takes is sent. Sources: vLLM and SGLang
 * `protocol.py`, llama.cpp `tools/server/README.md`, Ollama `openai/openai.go`, the API references of OpenAI, LM Studio
 * and OpenRouter; docs/endpoints.md says which cells were tried.
 */
import type { Sampling, TokenLimit, WireSampling } from './wire.js';

export const SERVERS = [
  'auto',
  'openai',
  'azure',
  'vllm',
  'sglang',
  'llama.cpp',
  'ollama',
  'lm-studio',
  'openrouter',
] as const;
export type Server = (typeof SERVERS)[number];

/** The sampling fields that the OpenAI protocol does not have. Each has a value that switches it off. */
export const SWITCHES = ['top_k', 'min_p', 'repetition_penalty'] as const;
export type Switch = (typeof SWITCHES)[number];

/** The values that switch them off, as a config writes them. */
export const OFF: Readonly<Record<Switch, number>> = { top_k: -1, min_p: 0, repetition_penalty: 1 };

export interface Dialect {
  /** Our name of a switch to the server's; one that the server cannot be sent is absent. */
  readonly switches: Readonly<Partial<Record<Switch, keyof WireSampling>>>;
  /** Further names under which a switch is sent beside that one, to servers of which nobody knows which one they read. */
  readonly aliases: Readonly<Partial<Record<Switch, keyof WireSampling>>>;
  /** Switches that the server has and no request can set: its own defaults hold. */
  readonly hidden: readonly Switch[];
  /** What switches top_k off. */
  readonly topKOff: -1 | 0;
  readonly tokenLimit: TokenLimit;
  /** Whether a request may ask for several choices. A server that then gives fewer is asked again for the rest. */
  readonly choices: boolean;
}

const OPENAI: Dialect = {
  switches: {},
  aliases: {},
  hidden: [],
  topKOff: -1,
  tokenLimit: 'max_completion_tokens',
  choices: true,
};

const EVERYTHING: Dialect = {
  switches: { top_k: 'top_k', min_p: 'min_p', repetition_penalty: 'repetition_penalty' },
  aliases: {},
  hidden: [],
  topKOff: -1,
  tokenLimit: 'max_tokens',
  choices: true,
};

/**
 * `auto` begins with everything and drops what the server refuses (`negotiation.ts`). llama.cpp and its kin ignore the name
 * `repetition_penalty` in silence, and llama-cpp-python then penalizes by 1.1.
 */
export const DIALECTS: Readonly<Record<Server, Dialect>> = {
  auto: { ...EVERYTHING, aliases: { repetition_penalty: 'repeat_penalty' } },
  openai: OPENAI,
  azure: OPENAI,
  vllm: EVERYTHING,
  sglang: EVERYTHING,
  'llama.cpp': {
    ...EVERYTHING,
    switches: { top_k: 'top_k', min_p: 'min_p', repetition_penalty: 'repeat_penalty' },
    topKOff: 0,
  },
  ollama: { ...EVERYTHING, switches: {}, hidden: SWITCHES, choices: false },
  'lm-studio': {
    ...EVERYTHING,
    switches: { top_k: 'top_k', repetition_penalty: 'repeat_penalty' },
    hidden: ['min_p'],
    topKOff: 0,
    choices: false,
  },
  openrouter: { ...EVERYTHING, topKOff: 0 },
};

/** The switches of `sampling` that do something and that a server of this dialect cannot be sent. */
export function untranslatable(
  sampling: Readonly<Partial<Record<Switch, number | null>>>,
  { switches }: Dialect,
): Switch[] {
  return SWITCHES.filter((field) => {
    const value = sampling[field] ?? OFF[field];
    return value !== OFF[field] && switches[field] === undefined;
  });
}

/** `sampling` in the server's names and values. What the server has no name for is left out. */
export function translate(
  sampling: Sampling,
  { switches, aliases, topKOff }: Dialect,
): WireSampling {
  const { top_k, min_p, repetition_penalty, ...common } = sampling;
  const values = { top_k: top_k === -1 ? topKOff : top_k, min_p, repetition_penalty };
  const translated = SWITCHES.flatMap((field) => {
    const value = values[field];
    return value === undefined
      ? []
      : [switches[field] ?? [], aliases[field] ?? []].flat().map((name) => [name, value] as const);
  });
  return { ...common, ...Object.fromEntries(translated) };
}

/** The names of the fields that a request can do without: those of `fields` that the server has a name for, and every alias. */
export function optionalNames(fields: readonly string[], { switches, aliases }: Dialect): string[] {
  const names = fields.flatMap((field) => {
    const known = SWITCHES.find((name) => name === field);
    return known === undefined ? field : (switches[known] ?? []);
  });
  return [...names, ...Object.values(aliases)];
}
