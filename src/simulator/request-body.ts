/** Reading the body of an HTTP request under a limit. */
import type { IncomingMessage } from 'node:http';

/** Enough for a long prompt, and little to hold in memory. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * The body as text (UTF-8); null when it is larger than `MAX_BODY_BYTES`. What is too much is read and dropped, since a
 * client that still sends would lose the answer with the connection; the server's own request time-out bounds that.
 * Rejects when the client goes away.
 */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('expected a body of bytes');
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString() : null;
}
