/** An HTTP server's beginning and end: it takes a port, and gives it back without cutting an answer short. */
import type { Server } from 'node:http';

/** How long a client may take to send the rest of a request, or to read an answer, when the server closes. */
const CLOSING_GRACE_MS = 1000;

/** Takes a port, 0 for any free one. Resolves to it; rejects with the system's error when it is taken. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Ends idle connections now and the others after their answer, or when they take too long. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSING_GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
