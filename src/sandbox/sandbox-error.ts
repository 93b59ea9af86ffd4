/** A failure of the world: no worker could be started, or one was taken away. It says nothing of a program. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}
