/**
 * The layers around a worker that its command line makes: what Node and the system take from the process before its first line runs.
 * Those inside the process (an interpreter without a bridge, the gate, disarmed modules) need nothing of the system and hold anywhere.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The layers that depend on the system. The rest hold everywhere; `docs/sandbox.md` lists all. */
export const LAYERS = [
  /** Node refuses to read any file but its own, to write, to start processes and threads. */
  'permissions',
  /** A network of its own, without a device. */
  'network',
  /** Limits of the kernel: data, files, core dumps. */
  'resources',
  /** The worker dies with the process that started it, even while a program runs. */
  'parent',
] as const;

export type Layer = (typeof LAYERS)[number];

/** Those that hold on this system. */
export function availableLayers(): ReadonlySet<Layer> {
  available ??= new Set<Layer>([
    ...(permissionFlag() === null ? [] : (['permissions'] as const)),
    ...SYSTEM.map(({ layer }) => layer).filter((layer) => systemProgram(layer).length > 0),
  ]);
  return available;
}

let available: ReadonlySet<Layer> | undefined;

export interface Launch {
  /** Files and folders that the process may read, a folder with `*` at its end. */
  readonly readable: readonly string[];
  readonly memoryMiB: number;
  readonly layers: ReadonlySet<Layer>;
  /** `eval` and `Function` work; for tests of the other layers. */
  readonly generatesCode?: boolean;
}

/** The command and its arguments that run `script` with Node behind the layers. */
export function commandLine(script: string, launch: Launch): string[] {
  return [...systemCommand(launch), process.execPath, ...nodeFlags(launch), script];
}

/** What V8 maps writable for machine code and hardly touches, which the kernel counts as data: from Node 24 on. */
const CODE_RANGE_MIB = Number.parseInt(process.versions.node, 10) < 24 ? 0 : 512;

/** What Node itself and the snapshot on its way take beside the interpreter's memory. */
const NODE_MIB = 512 + CODE_RANGE_MIB;

function nodeFlags({ readable, layers, generatesCode = false }: Launch): string[] {
  const permission = layers.has('permissions') ? permissionFlag() : null;
  return [
    '--no-warnings',
    '--max-old-space-size=192',
    ...(generatesCode ? [] : ['--disallow-code-generation-from-strings']),
    ...(permission === null
      ? []
      : [permission, ...readable.map((path) => `--allow-fs-read=${path}`)]),
  ];
}

/** Node 20 has it under another name. */
function permissionFlag(): string | null {
  const flags = process.allowedNodeEnvironmentFlags;
  return ['--permission', '--experimental-permission'].find((flag) => flags.has(flag)) ?? null;
}

function systemCommand({ layers, memoryMiB }: Launch): string[] {
  return SYSTEM.filter(({ layer }) => layers.has(layer)).flatMap(({ layer }) => {
    const command = systemProgram(layer);
    if (layer !== 'resources' || command.length === 0) return command;
    return [...command, `--data=${(memoryMiB + NODE_MIB) * 2 ** 20}`];
  });
}

type SystemLayer = Exclude<Layer, 'permissions'>;

/** Programs of Linux that take something away and go on as another, each with its arguments in the forms that are tried in turn. */
const SYSTEM: readonly {
  readonly layer: SystemLayer;
  readonly program: string;
  readonly forms: readonly (readonly string[])[];
}[] = [
  { layer: 'network', program: 'unshare', forms: [['--user', '--net'], ['--net']] },
  { layer: 'parent', program: 'setpriv', forms: [['--pdeathsig', 'KILL', '--no-new-privs']] },
  { layer: 'resources', program: 'prlimit', forms: [['--fsize=0', '--core=0', '--nofile=64']] },
];

/** The program of a layer and its arguments, in the first form that works here; empty where none does. */
function systemProgram(layer: SystemLayer): readonly string[] {
  const known = systemPrograms.get(layer);
  if (known !== undefined) return known;
  const found = SYSTEM.filter((it) => it.layer === layer).flatMap(({ program, forms }) => {
    const path = pathOf(program);
    return path === null ? [] : forms.map((form) => [path, ...form]);
  });
  const working = found.find(works) ?? [];
  systemPrograms.set(layer, working);
  return working;
}

const systemPrograms = new Map<SystemLayer, readonly string[]>();

/** That it is there is not enough: BusyBox has a `setpriv` of its own, and a system may forbid new namespaces. */
function works([program = '', ...args]: readonly string[]): boolean {
  return spawnSync(program, [...args, 'true'], { stdio: 'ignore', timeout: 5000 }).status === 0;
}

/** The path of a program of Linux, or null. The worker has no PATH to look it up in. */
function pathOf(name: string): string | null {
  if (process.platform !== 'linux') return null;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin'];
  const paths = folders.filter((folder) => folder !== '').map((folder) => join(folder, name));
  return paths.find((path) => existsSync(path)) ?? null;
}
