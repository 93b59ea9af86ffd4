/** Thrown when a command cannot be done as asked and nothing was started: the command line ends with exit code 2. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
