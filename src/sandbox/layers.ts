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
    ...(networkCommand() === null ? [] : (['network'] as const)),
    ...(systemProgram('prlimit') === null ? [] : (['resources'] as const)),
    ...(systemProgram('setpriv') === null ? [] : (['parent'] as const)),
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

/** What Node itself and the snapshot on its way take beside the interpreter's memory. */
const NODE_MIB = 512;

function nodeFlags({ readable, layers, generatesCode = false }: Launch): string[] {
  const permission = layers.has('permissions') ? permissionFlag() : null;
  return [
    '--no-warnings',
    '--max-old-space-size=192',
    // Room for all that a start makes, so that nothing is collected while it lasts.
    '--min-semi-space-size=32',
    '--max-semi-space-size=32',
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
  const command: string[] = [];
  if (layers.has('network')) command.push(...(networkCommand() ?? []));
  const setpriv = layers.has('parent') ? systemProgram('setpriv') : null;
  if (setpriv !== null) command.push(setpriv, '--pdeathsig', 'KILL', '--no-new-privs');
  const prlimit = layers.has('resources') ? systemProgram('prlimit') : null;
  if (prlimit !== null) {
    const bytes = (memoryMiB + NODE_MIB) * 2 ** 20;
    command.push(prlimit, `--data=${bytes}`, '--fsize=0', '--core=0', '--nofile=64', '--');
  }
  return command;
}

/** `unshare` in the first form that this system allows, or null. */
function networkCommand(): readonly string[] | null {
  network ??= { command: findNetworkCommand() };
  return network.command;
}

let network: { readonly command: readonly string[] | null } | undefined;

function findNetworkCommand(): readonly string[] | null {
  const unshare = systemProgram('unshare');
  if (unshare === null) return null;
  const forms = [
    [unshare, '--user', '--net', '--'],
    [unshare, '--net', '--'],
  ];
  return forms.find(([command = '', ...args]) => succeeds(command, [...args, 'true'])) ?? null;
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 5000 }).status === 0;
}

/** The path of a program of Linux, or null. The worker has no PATH to look it up in. */
function systemProgram(name: string): string | null {
  if (process.platform !== 'linux') return null;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin'];
  const paths = folders.filter((folder) => folder !== '').map((folder) => join(folder, name));
  return paths.find((path) => existsSync(path)) ?? null;
}
