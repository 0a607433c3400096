import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { formatJson } from '../python/format-json.ts';
import type { LanguageModelError } from '../base/errors.ts';
import type { ChatReply, TokenCount } from './chat-model.ts';
import { emptyAnswer } from './empty-answer.ts';
import { excerpt, modelError } from './model-errors.ts';

/** What models of some servers write around their thoughts, before the answer. */
const thoughts = /^\s*<think>([\s\S]*?)<\/think>/;

/**
 * Reads a chat completion: the text of its first choice, or the arguments of the tool that the model was made to call.
 *
 * @throws LanguageModelError `bad-response`, `empty-answer`, `refused-answer`
 */
export function readCompletion(completion: JsonValue, isStructured: boolean): ChatReply {
  const choice = member(completion, 'choices', 0);
  const message = member(choice, 'message');
  if (!isJsonObject(message)) throw noChoices(completion);
  const finishReason = textOf(member(choice, 'finish_reason'));
  const called = isStructured ? toolArguments(message) : null;
  const said = textOf(message.get('content')) ?? '';
  const content = called ?? said.replace(thoughts, '');
  if (content.trim() === '') throw emptyAnswer(finishReason, textOf(message.get('refusal')));
  const reasoning = reasoningOf(message) ?? thoughts.exec(said)?.[1]?.trim() ?? null;
  const tokens = tokensOf(completion);
  return {
    content,
    ...(reasoning ? { reasoning } : {}),
    ...(finishReason === null ? {} : { finishReason }),
    ...(tokens ? { tokens } : {}),
  };
}

/** Walks into a value, as far as it goes. */
function member(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue | undefined {
  let current = value;
  for (const step of path) {
    if (typeof step === 'number') current = isJsonArray(current) ? current[step] : undefined;
    else current = isJsonObject(current) ? current.get(step) : undefined;
  }
  return current;
}

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

function toolArguments(message: JsonObject): string | null {
  const given = member(message, 'tool_calls', 0, 'function', 'arguments');
  // Some servers send them unpacked.
  return isJsonObject(given) ? formatJson(given) : textOf(given);
}

/** Servers disagree on the name. */
function reasoningOf(message: JsonObject): string | null {
  return textOf(message.get('reasoning_content')) ?? textOf(message.get('reasoning'));
}

function tokensOf(completion: JsonValue): TokenCount | null {
  const usage = member(completion, 'usage');
  if (!isJsonObject(usage)) return null;
  const count = (name: string): number => Number(usage.get(name) ?? 0) || 0;
  return { prompt: count('prompt_tokens'), completion: count('completion_tokens') };
}

function noChoices(completion: JsonValue): LanguageModelError {
  const said = textOf(member(completion, 'error', 'message'));
  return modelError(
    'bad-response',
    `The server answered, but not with a chat completion${said === null ? '' : `: ${excerpt(said)}`}. ` +
      'Expected `choices` with a message. Check that the address is that of an OpenAI-compatible server.',
  );
}
