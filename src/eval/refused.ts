/** Thrown when a command cannot be done as asked. Its kind says how the command line ends. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** `wrong`: what was asked is (exit code 2). `incomplete`: samples are missing, which another run brings (exit code 3). */
  readonly kind: 'wrong' | 'incomplete';

  constructor(message: string, kind: 'wrong' | 'incomplete' = 'wrong') {
    super(message);
    this.kind = kind;
  }
}
