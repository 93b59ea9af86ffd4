/** The formats by their names. */
import type { FormatName } from '../../config/curriculum.js';
import type { Format } from './format.js';
import { dpo, grpo } from './rewarded.js';
import { openaiChat, text, trlConversational, trlPromptCompletion } from './supervised.js';

export const formats: Readonly<Record<FormatName, Format>> = {
  'openai-chat': openaiChat,
  'trl-conversational': trlConversational,
  'trl-prompt-completion': trlPromptCompletion,
  text,
  grpo,
  dpo,
};
