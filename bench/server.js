/** A server that answers every completion with canned choices, as fast as Node can: a process of its own for endpoint.js. */
import { createServer } from 'node:http';

const bodies = new Map();

/** The body for n choices. */
function bodyOf(n) {
  const known = bodies.get(n);
  if (known !== undefined) return known;
  const choices = Array.from({ length: n }, (_, index) => ({
    index,
    message: { role: 'assistant', content: '42' },
    logprobs: null,
    finish_reason: 'stop',
  }));
  const usage = { prompt_tokens: 60, completion_tokens: 2 * n, total_tokens: 60 + 2 * n };
  const body = Buffer.from(
    JSON.stringify({ id: 'x', object: 'chat.completion', created: 0, model: 'm', choices, usage }),
  );
  bodies.set(n, body);
  return body;
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const n = /"n":(\d+)/.exec(Buffer.concat(chunks).toString())?.[1] ?? '1';
    const body = bodyOf(Number(n));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit());
