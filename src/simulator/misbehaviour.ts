/** How each fault of the script looks on the wire. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultKind } from './faults.js';
import type { Completion } from './protocol.js';
import { errorBody, SIMULATED_HEADER } from './protocol.js';

const PIECES = 20;
const PIECE_MS = 10;
/** 10 MB. */
const HUGE = 10_000_000;

/** Answers `completion` as the fault has it. Resolves when all is sent that will be. */
export async function misbehave(
  response: ServerResponse,
  kind: FaultKind,
  completion: Completion,
): Promise<void> {
  switch (kind) {
    case 'rate-limit':
      return error(response, 429, 'slow down');
    case 'rate-limit-wait':
      return error(response, 429, 'slow down', { 'retry-after': '1', 'retry-after-ms': '100' });
    case 'error-500':
      return error(response, 500, 'the engine died');
    case 'error-502':
      return send(response, 502, 'text/html', '<html><title>502 Bad Gateway</title></html>');
    case 'error-503':
      return error(response, 503, 'Loading model');
    case 'hidden-error':
      return ok(response, JSON.stringify(errorBody('the provider failed', 'upstream')));
    case 'not-json':
      return ok(response, 'upstream connect error');
    case 'redirect':
      return send(response, 302, 'text/plain', '', { location: 'http://elsewhere.invalid/v1' });
    case 'content-type':
      return send(response, 200, 'text/html', JSON.stringify(completion));
    case 'truncated':
      return ok(response, half(JSON.stringify(completion)));
    case 'not-utf8':
      return ok(response, notUtf8(completion));
    case 'fewer-choices':
    case 'more-choices':
    case 'repeated-index':
    case 'no-content':
    case 'huge':
      return ok(response, JSON.stringify({ ...completion, choices: spoilt(kind, completion) }));
    case 'reset-before':
    case 'reset-in-body':
    case 'reset-after':
    case 'close':
    case 'stall':
    case 'stall-in-body':
    case 'trickle':
      return await onTheWire(response, kind, JSON.stringify(completion));
  }
}

type WireFault =
  | 'reset-before'
  | 'reset-in-body'
  | 'reset-after'
  | 'close'
  | 'stall'
  | 'stall-in-body'
  | 'trickle';
type ChoiceFault = 'fewer-choices' | 'more-choices' | 'repeated-index' | 'no-content' | 'huge';

/** Faults of the connection rather than of the answer. */
async function onTheWire(response: ServerResponse, kind: WireFault, text: string): Promise<void> {
  const { socket } = response;
  switch (kind) {
    case 'reset-before':
      socket?.resetAndDestroy();
      return;
    case 'reset-in-body':
      head(response, text);
      response.write(half(text), () => socket?.resetAndDestroy());
      return;
    case 'reset-after':
      head(response, text);
      response.end(text, () => socket?.resetAndDestroy());
      return;
    case 'close':
      head(response, text);
      response.end(text, () => socket?.destroySoon());
      return;
    case 'stall-in-body':
      head(response, text);
      response.write(half(text));
      return;
    case 'trickle':
      head(response, text);
      await trickle(response, text);
      return;
    case 'stall':
  }
}

async function trickle(response: ServerResponse, text: string): Promise<void> {
  const size = Math.ceil(text.length / PIECES);
  for (let start = 0; start < text.length; start += size) {
    response.write(text.slice(start, start + size));
    // One piece after the other.
    await wait(PIECE_MS);
  }
  response.end();
}

/** The choices as the fault has them; what is left of them is right. */
function spoilt(kind: ChoiceFault, { choices }: Completion): readonly object[] {
  const [first = {}] = choices;
  const wrong = { message: { role: 'assistant', content: '987654321' }, text: '987654321' };
  switch (kind) {
    case 'fewer-choices':
      return choices.slice(0, Math.floor(choices.length / 2));
    case 'more-choices':
      return [...choices, { index: choices.length, ...wrong, finish_reason: 'stop' }];
    case 'repeated-index':
      return [...choices, { index: 0, ...wrong, finish_reason: 'stop' }];
    case 'no-content':
      return [
        { index: 0, message: { role: 'assistant', content: null }, finish_reason: null },
        ...choices.slice(1),
      ];
    case 'huge':
      return [padded(first), ...choices.slice(1)];
  }
}

function padded(choice: Completion['choices'][number]): object {
  const { message, text } = choice;
  const space = ' '.repeat(HUGE);
  if (text !== undefined) return { ...choice, text: `${text}${space}` };
  const { content = null } = message ?? {};
  return content === null
    ? choice
    : { ...choice, message: { ...message, content: `${content}${space}` } };
}

/** The id holds bytes that no UTF-8 has. */
function notUtf8(completion: Completion): Buffer {
  const text = JSON.stringify({ ...completion, id: 'BYTES' });
  const at = text.indexOf('BYTES');
  return Buffer.concat([
    Buffer.from(text.slice(0, at)),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from(text.slice(at + 'BYTES'.length)),
  ]);
}

function half(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

function error(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = { error: { message, type: 'simulated_fault', param: null, code: status } };
  send(response, status, 'application/json', JSON.stringify(body), headers);
}

function ok(response: ServerResponse, body: string | Buffer): void {
  send(response, 200, 'application/json', body);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': type, [SIMULATED_HEADER]: 'true', ...headers });
  response.end(body);
}

/** The head of an answer with this whole body, sent or not. */
function head(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    [SIMULATED_HEADER]: 'true',
  });
}
