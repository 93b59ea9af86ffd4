/**
 * What can go wrong between this program and the disk: typed, with the path and what to do about it. A bug is never a
 * StoreError.
 */
import { printable } from '../text/printable.js';

/**
 * - `full`: no space or quota left. - `denied`: not allowed, or a read-only file system.
 * - `missing`: no such file or folder. - `locked`: another process writes this run. - `broken`: the content is not what
 *   this program writes. - `failed`: any other fault of the file system.
 */
export type StoreErrorKind = 'full' | 'denied' | 'missing' | 'locked' | 'broken' | 'failed';

/** A failure of the store: the message, one printable line, names the path, what is wrong and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  /** As it is on the disk. */
  readonly path: string;

  constructor(
    kind: StoreErrorKind,
    path: string,
    message: string,
    options: { readonly line?: number; readonly cause?: unknown } = {},
  ) {
    const place = options.line === undefined ? path : `${path}:${options.line}`;
    super(printable(`${place}: ${message}`), { cause: options.cause });
    this.kind = kind;
    this.path = path;
  }
}

const SYSTEM_FAULTS: Readonly<Record<string, readonly [StoreErrorKind, string]>> = {
  ENOSPC: ['full', 'no space left on the disk. Free some, then run the same command again'],
  EDQUOT: ['full', 'the disk quota is used up. Free some space, then run the same command again'],
  EFBIG: ['full', 'the file is as large as this file system or user may have it'],
  EACCES: ['denied', 'permission denied. Change the permissions, or choose another folder'],
  EPERM: ['denied', 'not permitted. Change the permissions, or choose another folder'],
  EROFS: ['denied', 'the file system is read-only. Choose another folder'],
  ENOENT: ['missing', 'no such file or folder'],
  EISDIR: ['failed', 'a folder, not a file'],
  EBUSY: [
    'failed',
    'in use, or a place where a disk is mounted. Choose a folder in it, or another',
  ],
  ENAMETOOLONG: ['failed', 'a name in this path is too long. Choose a shorter one'],
  ENOTDIR: ['missing', 'a part of this path is a file, not a folder'],
};

/** The StoreError for a fault that the file system reported; an error that it did not report is returned as it is. */
export function storeError(path: string, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const code = systemCode(error);
  if (code === undefined) return error;
  const [kind, message] = SYSTEM_FAULTS[code] ?? ['failed', 'the file system reported a fault'];
  return new StoreError(kind, path, `${message} (${code})`, { cause: error });
}

/** The system's name of an error, such as `ENOENT`; undefined when it has none. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
