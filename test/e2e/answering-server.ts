/** A server on loopback that answers anything, each sample otherwise. */
import { json, type Reply, type ScriptedServer, serve } from '../endpoint/scripted-server.js';

/** `content` makes the text of a sample from its seed and its index in the answer. */
export function answeringServer(
  models: readonly string[],
  content: (seed: number, index: number) => string = (seed, index) => `Answer: ${seed + index}`,
): Promise<ScriptedServer> {
  const reply: Reply = (response, asked) => {
    const choices = Array.from({ length: asked.body.n }, (_, index) => ({
      index,
      message: { role: 'assistant', content: content(asked.body.seed ?? 0, index) },
      finish_reason: 'stop',
    }));
    json({ id: 'x', model: 'm', choices })(response, asked);
  };
  const data = models.map((id) => ({ id, owned_by: 'vllm' }));
  return serve(({ path }) => (path === '/v1/models' ? json({ data }) : reply));
}
