import { dataModel } from '../data/data-model.ts';
import type { DataModelDefinition, PlainSchema } from '../data/data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';

/** The wording is Synalinks', to the letter: language models see it, and files hold it. */
const definitions: PlainSchema = {
  ChatRole: {
    description: 'The chat message roles',
    enum: ['system', 'developer', 'user', 'assistant', 'tool', 'function'],
  },
  ToolCall: {
    description:
      'A tool call, shaped like an OpenAI Chat Completions tool call.\n\nMirrors the wire envelope (`{id, type, function: {name, arguments}}`)\nexcept that `arguments` is a parsed dict by default rather than a\nJSON-encoded string, so modules and agents can read it directly. The\nstring form is also accepted; the wire converters in\n`backend.pydantic.chat_completions` handle either by type.',
    properties: {
      id: { description: 'The id of the tool call', type: 'string' },
      type: {
        const: 'function',
        default: 'function',
        description: 'The tool call type (always `function` today)',
      },
      function: {
        $ref: '#/$defs/ToolCallFunction',
        description: 'The function invocation (name + arguments)',
      },
    },
  },
  ToolCallFunction: {
    description:
      'The `function` payload of a tool call (name + arguments).\n\n`arguments` is a parsed dict by default, but the raw JSON-encoded\nstring used on the Chat Completions wire is also accepted, for users\nwho prefer to keep the wire encoding. The converters in\n`backend.pydantic.chat_completions` are type-driven: a dict is\nJSON-encoded at the wire edge while a string passes through verbatim,\nand a wire string is parsed back into a dict.',
    properties: {
      name: { description: 'The name of the function called', type: 'string' },
      arguments: {
        anyOf: [{ type: 'object' }, { type: 'string' }],
        description:
          'The arguments of the tool call, as a parsed dict or as the raw JSON-encoded string (chat-completion wire form)',
      },
    },
  },
};

const message: DataModelDefinition = {
  title: 'ChatMessage',
  description:
    'A chat message.\n\nIts keys are in exact parity with the litellm-extended Chat Completions\nmessage (`backend.pydantic.chat_completions.ChatCompletionMessage`):\nsame names on both sides, enforced by test. Only value types may differ\nwhere synalinks is deliberately richer (e.g. parsed-dict tool-call\narguments, dict tool-result content). When adding a field, add its wire\ntwin in `chat_completions.py` too.',
  properties: {
    role: { $ref: '#/$defs/ChatRole', description: 'The chat message role' },
    reasoning_content: {
      type: 'string',
      description:
        'The reasoning/thinking content of the message. Keyed to match the litellm/DeepSeek `reasoning_content` chat-completion field (a provider extension, not part of the base OpenAI spec), so the message API stays in exact key parity with the litellm-extended chat-completion message.',
    },
    thinking_blocks: {
      type: 'array',
      items: { type: 'object' },
      description:
        "Opaque provider-native thinking blocks (e.g. Anthropic's signed `thinking_blocks`; a litellm extension, not part of the base OpenAI spec). Carried through verbatim on assistant-message re-injection so multi-turn tool-use round-trips preserve signatures. None for providers that emit reasoning only as text.",
    },
    content: {
      anyOf: [{ type: 'string' }, { items: { type: 'object' }, type: 'array' }, { type: 'object' }],
      description: 'The content of the message',
    },
    tool_call_id: {
      type: 'string',
      description: 'The id of the tool call if role is `tool`',
    },
    tool_calls: {
      type: 'array',
      items: { $ref: '#/$defs/ToolCall' },
      description: 'The tool calls of the agent',
    },
    name: {
      type: 'string',
      description:
        'Optional author name for the message (chat-completion `name`). On the legacy `function` role it carries the function name.',
    },
    refusal: {
      type: 'string',
      description:
        'The refusal message returned when the model declines to fulfill a structured-output request (chat-completion `refusal`).',
    },
    audio: {
      type: 'object',
      description:
        'Audio response payload when the audio output modality is used (chat-completion `audio`: id, data, transcript, expires_at). Distinct from audio *input*, which travels as an `input_audio` content part.',
    },
  },
  required: ['role'],
};

/** One message of a conversation: what a Generator without a data model answers. Follows `synalinks.ChatMessage`. */
export const CHAT_MESSAGE_SCHEMA: JsonSchema = dataModel({ ...message, $defs: definitions }).schema;

/** A conversation: a Generator continues it. Follows `synalinks.ChatMessages`. */
export const CHAT_MESSAGES_SCHEMA: JsonSchema = dataModel({
  title: 'ChatMessages',
  description: 'A list of chat messages',
  properties: {
    messages: {
      type: 'array',
      items: { $ref: '#/$defs/ChatMessage' },
      default: [],
      description: 'The list of chat messages',
    },
  },
  $defs: { ChatMessage: message, ...definitions },
}).schema;
