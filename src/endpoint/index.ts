/** The OpenAI-compatible client, as the rest of the project sees it. */
export { EndpointClient } from './client.js';
export { EndpointError } from './errors.js';
export type { EndpointOptions } from './options.js';
export type { SamplePart, SamplesQuestion } from './samples.js';
