import type { LanguageModelError } from '../base/errors.ts';
import { parseJson } from '../python/parse-json.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toPlainValue } from '../python/plain-value.ts';
import type { AiSdkFile, AiSdkMessage, AiSdkText, AiSdkToolCall } from './ai-sdk-types.ts';
import type { ChatMessage } from './chat-model.ts';
import { modelError } from './model-errors.ts';

/** The messages as the AI SDK has them. @throws LanguageModelError `bad-request` for a part that has no form there */
export function aiSdkPrompt(messages: readonly ChatMessage[], version: string): AiSdkMessage[] {
  const toolNames = new Map<string, string>();
  return messages.map((message) => {
    switch (message.role) {
      case 'system':
      case 'developer':
        return { role: 'system', content: textOf(message) };
      case 'user':
        return { role: 'user', content: partsOf(message).map((part) => inVersion(part, version)) };
      case 'assistant':
        return { role: 'assistant', content: [...saidIn(message), ...callsIn(message, toolNames)] };
      default:
        return { role: 'tool', content: [resultIn(message, toolNames)] };
    }
  });
}

/** Up to `v3`, an address stands as it is; from then on it says that it is one. */
function inVersion(part: AiSdkText | AiSdkFile, version: string): AiSdkText | AiSdkFile {
  const isTagged = part.type === 'file' && !['v1', 'v2', 'v3'].includes(version);
  return isTagged && part.data instanceof URL ? { ...part, data: { type: 'url', url: part.data } } : part;
}

function textOf(message: ChatMessage): string {
  return partsOf(message)
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('');
}

function partsOf({ content }: ChatMessage): (AiSdkText | AiSdkFile)[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return (content ?? []).map(partOf);
}

function partOf(part: JsonValue): AiSdkText | AiSdkFile {
  const text = isJsonObject(part) ? part.get('text') : undefined;
  if (typeof text === 'string') return { type: 'text', text };
  const image = isJsonObject(part) ? part.get('image_url') : undefined;
  const address = isJsonObject(image) ? image.get('url') : image;
  if (typeof address === 'string' && URL.canParse(address)) {
    return { type: 'file', mediaType: 'image/*', data: new URL(address) };
  }
  throw badPart(isJsonObject(part) ? String(part.get('type')) : typeof part);
}

function saidIn(message: ChatMessage): AiSdkText[] {
  const text = textOf(message);
  return text === '' ? [] : [{ type: 'text', text }];
}

function callsIn({ fields }: ChatMessage, toolNames: Map<string, string>): AiSdkToolCall[] {
  const calls = fields?.get('tool_calls');
  return (isJsonArray(calls) ? calls : []).filter(isJsonObject).map((call) => {
    const target = call.get('function');
    const { name, given } = readCall(isJsonObject(target) ? target : new Map());
    const toolCallId = String(call.get('id') ?? '');
    toolNames.set(toolCallId, name);
    return { type: 'tool-call', toolCallId, toolName: name, input: toPlainValue(given) };
  });
}

function readCall(target: JsonObject): { readonly name: string; readonly given: JsonValue } {
  const given = target.get('arguments') ?? null;
  return {
    name: String(target.get('name') ?? ''),
    given: typeof given === 'string' ? parseJson(given) : given,
  };
}

function resultIn(
  message: ChatMessage,
  toolNames: ReadonlyMap<string, string>,
): (AiSdkMessage & { role: 'tool' })['content'][number] {
  const toolCallId = String(message.fields?.get('tool_call_id') ?? '');
  return {
    type: 'tool-result',
    toolCallId,
    toolName: toolNames.get(toolCallId) ?? String(message.fields?.get('name') ?? ''),
    output: { type: 'text', value: textOf(message) },
  };
}

function badPart(type: string): LanguageModelError {
  return modelError(
    'bad-request',
    `A message has a part of the type "${type}", which models of the AI SDK are not given here. Expected text or an ` +
      'image with an address. Leave the part out.',
  );
}
