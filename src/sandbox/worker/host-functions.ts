/**
 * The functions of the host that a running program may cause to be called. Whatever the interpreter imports and does not stand here
 * is closed while a program runs: the bridge to JavaScript, dynamic linking, foreign calls, sockets, and everything that a later
 * release adds. What stands here works on the numbers and on the memory of the interpreter, or on files in memory.
 */

/** Called as they are. */
export const OPEN: ReadonlySet<string> = new Set([
  // Calls between functions of WebAssembly, pending signals (there are none).
  '_PyEM_TrampolineCall_JS',
  '_Py_CheckEmscriptenSignals_Helper',
  // Memory; its growth is bounded in `gate.ts`.
  'emscripten_resize_heap',
  'emscripten_get_heap_max',
  // Clocks, the calendar, random bytes.
  'emscripten_date_now',
  'emscripten_get_now',
  'clock_res_get',
  'clock_time_get',
  '_tzset_js',
  '_timegm_js',
  '_mktime_js',
  '_localtime_js',
  '_gmtime_js',
  'random_get',
  // Errors that WebAssembly raises to the host.
  '__syscall_getuid32_js',
  // Reading files in memory: the standard library. `gate.ts` adds `openat` and `fcntl64` in part.
  '__syscall_faccessat',
  '__syscall_fstat64',
  '__syscall_stat64',
  '__syscall_newfstatat',
  '__syscall_lstat64',
  '__syscall_getcwd',
  '__syscall_getdents64',
  '__syscall_readlinkat',
  '__syscall_ioctl',
  'fd_close',
  'fd_read',
  'fd_pread',
  'fd_seek',
  'fd_fdstat_get',
  // Writing: to the standard streams, which are counted; no file can be opened for it.
  'fd_write',
  'environ_sizes_get',
  'environ_get',
]);

/** Answered as a kernel that refuses would: Python raises an `OSError`. Numbers of WASI. */
const EACCES = 2;
const EROFS = 69;
const ENOSYS = 52;

export const REFUSED: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ...[
    'mkdirat',
    'mknodat',
    'unlinkat',
    'rmdir',
    'renameat',
    'symlinkat',
    'truncate64',
    'ftruncate64',
    'utimensat',
    'chmod',
    'fchmod',
    'fchmodat2',
    'fchownat',
    'fchown32',
    'fallocate',
  ].map((name): [string, number] => [`__syscall_${name}`, -EROFS]),
  ...[
    'socket',
    'bind',
    'connect',
    'listen',
    'accept4',
    'recvfrom',
    'recvmsg',
    'sendmsg',
    'sendto',
    'getsockname',
    'getpeername',
    'getsockopt',
  ].map((name): [string, number] => [`__syscall_${name}`, -EACCES]),
  ...['pipe', 'poll', 'dup', 'dup3', 'chdir', 'fchdir', 'statfs64', 'fstatfs64', 'fdatasync'].map(
    (name): [string, number] => [`__syscall_${name}`, -ENOSYS],
  ),
  ['__syscall_umask_js', -ENOSYS],
  ['_mmap_js', -ENOSYS],
  ['_munmap_js', -ENOSYS],
  ['_msync_js', -ENOSYS],
  ['_setitimer_js', -ENOSYS],
  ['fd_sync', ENOSYS],
  ['fd_pwrite', EROFS],
  // Pyodide's ways around a call of the system: not taken.
  ['_maybe_connect_async', null],
  ['_maybe_poll_async', null],
  ['_maybe_recvfrom_async', null],
  ['_maybe_sendto_async', null],
  ['_try_fcntl64', 0],
  ['_try_shutdown', 0],
  // The resolver's `EAI_FAIL`.
  ['getaddrinfo', -4],
]);

/** The one command of `fcntl` that is refused: it would let a file be written that was opened for reading. */
export const SET_FLAGS = 4;
export const INVALID = -28;

/** Flags of `openat` with which a file would change: write, read and write, create, truncate. */
export const OPEN_FOR_WRITING = 0o1 | 0o2 | 0o100 | 0o1000;
export const READ_ONLY = -EROFS;
