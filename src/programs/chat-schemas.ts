import type { JsonSchema } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';

/** The wording is Synalinks', to the letter: language models see it, and files hold it. */
const definitions = toJsonValue({
  ChatRole: {
    description: 'The chat message roles',
    enum: ['system', 'developer', 'user', 'assistant', 'tool', 'function'],
    title: 'ChatRole',
    type: 'string',
  },
  ToolCall: {
    additionalProperties: false,
    description:
      'A tool call, shaped like an OpenAI Chat Completions tool call.\n\nMirrors the wire envelope (`{id, type, function: {name, arguments}}`)\nexcept that `arguments` is a parsed dict by default rather than a\nJSON-encoded string, so modules and agents can read it directly. The\nstring form is also accepted; the wire converters in\n`backend.pydantic.chat_completions` handle either by type.',
    properties: {
      id: { description: 'The id of the tool call', title: 'Id', type: 'string' },
      type: {
        const: 'function',
        default: 'function',
        description: 'The tool call type (always `function` today)',
        title: 'Type',
        type: 'string',
      },
      function: {
        $ref: '#/$defs/ToolCallFunction',
        description: 'The function invocation (name + arguments)',
      },
    },
    required: ['id', 'function'],
    title: 'ToolCall',
    type: 'object',
  },
  ToolCallFunction: {
    additionalProperties: false,
    description:
      'The `function` payload of a tool call (name + arguments).\n\n`arguments` is a parsed dict by default, but the raw JSON-encoded\nstring used on the Chat Completions wire is also accepted, for users\nwho prefer to keep the wire encoding. The converters in\n`backend.pydantic.chat_completions` are type-driven: a dict is\nJSON-encoded at the wire edge while a string passes through verbatim,\nand a wire string is parsed back into a dict.',
    properties: {
      name: { description: 'The name of the function called', title: 'Name', type: 'string' },
      arguments: {
        anyOf: [{ additionalProperties: true, type: 'object' }, { type: 'string' }],
        description:
          'The arguments of the tool call, as a parsed dict or as the raw JSON-encoded string (chat-completion wire form)',
        title: 'Arguments',
      },
    },
    required: ['name', 'arguments'],
    title: 'ToolCallFunction',
    type: 'object',
  },
}) as JsonObject;

const message = toJsonValue({
  additionalProperties: false,
  description:
    'A chat message.\n\nIts keys are in exact parity with the litellm-extended Chat Completions\nmessage (`backend.pydantic.chat_completions.ChatCompletionMessage`):\nsame names on both sides, enforced by test. Only value types may differ\nwhere synalinks is deliberately richer (e.g. parsed-dict tool-call\narguments, dict tool-result content). When adding a field, add its wire\ntwin in `chat_completions.py` too.',
  properties: {
    role: { $ref: '#/$defs/ChatRole', description: 'The chat message role' },
    reasoning_content: {
      anyOf: [{ type: 'string' }, { type: 'null' }],
      default: null,
      description:
        'The reasoning/thinking content of the message. Keyed to match the litellm/DeepSeek `reasoning_content` chat-completion field (a provider extension, not part of the base OpenAI spec), so the message API stays in exact key parity with the litellm-extended chat-completion message.',
      title: 'Reasoning Content',
    },
    thinking_blocks: {
      anyOf: [{ items: { additionalProperties: true, type: 'object' }, type: 'array' }, { type: 'null' }],
      default: null,
      description:
        "Opaque provider-native thinking blocks (e.g. Anthropic's signed `thinking_blocks`; a litellm extension, not part of the base OpenAI spec). Carried through verbatim on assistant-message re-injection so multi-turn tool-use round-trips preserve signatures. None for providers that emit reasoning only as text.",
      title: 'Thinking Blocks',
    },
    content: {
      anyOf: [
        { type: 'string' },
        { items: { additionalProperties: true, type: 'object' }, type: 'array' },
        { additionalProperties: true, type: 'object' },
        { type: 'null' },
      ],
      default: null,
      description: 'The content of the message',
      title: 'Content',
    },
    tool_call_id: {
      anyOf: [{ type: 'string' }, { type: 'null' }],
      default: null,
      description: 'The id of the tool call if role is `tool`',
      title: 'Tool Call Id',
    },
    tool_calls: {
      anyOf: [{ items: { $ref: '#/$defs/ToolCall' }, type: 'array' }, { type: 'null' }],
      default: null,
      description: 'The tool calls of the agent',
      title: 'Tool Calls',
    },
    name: {
      anyOf: [{ type: 'string' }, { type: 'null' }],
      default: null,
      description:
        'Optional author name for the message (chat-completion `name`). On the legacy `function` role it carries the function name.',
      title: 'Name',
    },
    refusal: {
      anyOf: [{ type: 'string' }, { type: 'null' }],
      default: null,
      description:
        'The refusal message returned when the model declines to fulfill a structured-output request (chat-completion `refusal`).',
      title: 'Refusal',
    },
    audio: {
      anyOf: [{ additionalProperties: true, type: 'object' }, { type: 'null' }],
      default: null,
      description:
        'Audio response payload when the audio output modality is used (chat-completion `audio`: id, data, transcript, expires_at). Distinct from audio *input*, which travels as an `input_audio` content part.',
      title: 'Audio',
    },
  },
  required: ['role'],
  title: 'ChatMessage',
  type: 'object',
}) as JsonObject;

/** One message of a conversation: what a Generator without a data model answers. Follows `synalinks.ChatMessage`. */
export const CHAT_MESSAGE_SCHEMA: JsonSchema = new Map<string, JsonValue>([
  ['$defs', definitions],
  ...message,
]);

/** A conversation: a Generator continues it. Follows `synalinks.ChatMessages`. */
export const CHAT_MESSAGES_SCHEMA: JsonSchema = jsonObject(
  ['$defs', new Map<string, JsonValue>([['ChatMessage', message], ...definitions])],
  ['additionalProperties', false],
  ['description', 'A list of chat messages'],
  [
    'properties',
    toJsonValue({
      messages: {
        default: [],
        description: 'The list of chat messages',
        items: { $ref: '#/$defs/ChatMessage' },
        title: 'Messages',
        type: 'array',
      },
    }),
  ],
  ['title', 'ChatMessages'],
  ['type', 'object'],
);
