import type { LanguageModelError } from '../base/errors.ts';
import { formatJson } from '../python/format-json.ts';
import type { ChatReply, ChatRequest } from './chat-model.ts';
import { excerpt } from './model-errors.ts';

/** How much of a wrong answer is shown to its author. */
const shownCharacters = 4000;

/** The same question once more, with the answer that was wrong and what is wrong with it. */
export function repairRequest(
  request: ChatRequest,
  { content }: ChatReply,
  { message }: LanguageModelError,
): ChatRequest {
  const schema = request.schema ? `\n<schema>\n${formatJson(request.schema)}\n</schema>` : '';
  const complaint =
    `${message}\nAnswer the same question again, with nothing but one JSON object that follows this schema:` +
    schema;
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: excerpt(content, shownCharacters) },
      { role: 'user', content: complaint },
    ],
  };
}
