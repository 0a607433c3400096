import { describe, expect, it } from 'vitest';
import { JsonDataModel } from '../../../src/data/json-data-model.ts';
import { completionCall } from '../../../src/language-models/completion-call.ts';
import { chatMessagesOf } from '../../../src/programs/chat-messages.ts';
import { CHAT_MESSAGES_SCHEMA } from '../../../src/programs/chat-schemas.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';
import { json } from '../../helpers/model.ts';

const settings = {
  model: 'ollama_chat/m',
  apiBase: null,
  timeout: 600n,
  caching: false,
  parameters: new Map(),
  supportsReasoning: false,
};

/** The messages as they are handed to the transport, without the system message before them. */
function sent(messages: string, schema: JsonObject = CHAT_MESSAGES_SCHEMA): string {
  const model = new JsonDataModel(schema, json(`{"messages": ${messages}}`));
  const asked = chatMessagesOf(model, () => 'system');
  const [, ...rest] = completionCall(settings, { messages: asked, schema: null }).messages;
  return formatJson(rest);
}

describe('a conversation', () => {
  it.each([
    [
      'texts among the parts',
      '[{"role": "user", "content": ["plain", {"type": "text", "text": "t"}]}]',
      '[{"role":"user","content":[{"type":"text","text":"plain"},{"type":"text","text":"t"}]}]',
    ],
    [
      'what an assistant said, in the order of the format, without what is empty',
      '[{"role": "assistant", "content": "", "name": "bob", "tool_call_id": "c", "thinking": "hm", "refusal": ""}]',
      '[{"role":"assistant","name":"bob","reasoning_content":"hm","content":null}]',
    ],
    [
      'what a tool gave, as text',
      '[{"role": "tool", "content": {"a": [1.0, null]}, "tool_call_id": "c", "name": "n"}]',
      '[{"role":"tool","content":"{\\"a\\": [1.0, null]}","tool_call_id":"c"}]',
    ],
    [
      'what a function gave, under its name',
      '[{"role": "function", "content": "r", "tool_call_id": "f"}]',
      '[{"role":"function","content":"r","name":"f"}]',
    ],
    [
      'nothing of a user but name and content',
      '[{"role": "user", "content": null, "name": "n", "reasoning_content": "r"}]',
      '[{"role":"user","name":"n","content":null}]',
    ],
    [
      'calls of tools, whose arguments may be text already',
      '[{"role": "assistant", "content": [], "tool_calls": [{"id": "1", "function": {"name": "f", "arguments": "{}"}}]}]',
      '[{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}],"content":null}]',
    ],
  ])('is sent as Synalinks sends it: %s', (_what, messages, wire) => {
    expect(sent(messages)).toBe(wire);
  });

  it.each([
    ['a role that nobody has', '[{"role": "boss", "content": "x"}]'],
    ['a field that no message has', '[{"role": "user", "text": "x"}]'],
    ['a content of another type', '[{"role": "user", "content": 5}]'],
    ['no object', '["hi"]'],
  ])('is refused with %s', (_what, messages) => {
    expect(() => sent(messages)).toThrow(expect.objectContaining({ code: 'bad-message' }));
  });

  it('is one only with the very schema: a field `messages` of one’s own is an input like any other', () => {
    const schema = json('{"properties": {"messages": {"type": "array", "items": {"type": "object"}}}}');
    expect(sent('[{"role": "user"}]', schema)).toBe(
      '[{"role":"user","content":"<input>\\n{\'messages\': [{\'role\': \'user\'}]}\\n</input>\\n<output>\\n"}]',
    );
  });
});
