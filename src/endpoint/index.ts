/** The OpenAI-compatible client, as the rest of the project sees it. */
export type { ChatAnswer, Choice } from './answer.js';
export type { Pace } from './backoff.js';
export { EndpointClient, type EndpointOptions } from './client.js';
export { EndpointError, type EndpointErrorKind, type EndpointErrorScope } from './errors.js';
export type { ChatMessage, ChatQuestion } from './question.js';
export { type TakenApart, takeApart } from './reasoning.js';
export type { SamplePart, SamplesQuestion } from './samples.js';
export type { ChatRequestBody, Sampling, Usage } from './wire.js';
