/**
 * A language model of the AI SDK, of any version of its interface: what is used of `LanguageModelV2`, `V3` and `V4`. Typed
 * here, so that nobody needs the SDK who does not use it.
 */
export interface AiSdkLanguageModel {
  /** `v2` and so on. */
  readonly specificationVersion: string;
  /** Such as `openai.chat`. */
  readonly provider: string;
  readonly modelId: string;
  /** Takes `AiSdkCallOptions`, which each version types in its own way. */
  doGenerate(options: never): PromiseLike<AiSdkResult>;
}

/** What a model of the AI SDK is asked. */
export interface AiSdkCallOptions {
  readonly prompt: AiSdkMessage[];
  readonly responseFormat:
    { readonly type: 'text' } | { readonly type: 'json'; readonly schema: object; readonly name: string };
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly providerOptions?: Record<string, Record<string, string>>;
  readonly abortSignal?: AbortSignal;
}

/** One turn of a conversation. */
export type AiSdkMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: (AiSdkText | AiSdkFile)[] }
  | { readonly role: 'assistant'; readonly content: (AiSdkText | AiSdkToolCall)[] }
  | { readonly role: 'tool'; readonly content: AiSdkToolResult[] };

/** Words. */
export interface AiSdkText {
  readonly type: 'text';
  readonly text: string;
}

/** A picture. */
export interface AiSdkFile {
  readonly type: 'file';
  readonly mediaType: string;
  /** Its address; from `v4` on with a tag. */
  readonly data: URL | { readonly type: 'url'; readonly url: URL };
}

/** What the model did before. */
export interface AiSdkToolCall {
  readonly type: 'tool-call';
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
}

/** What came of it. */
export interface AiSdkToolResult {
  readonly type: 'tool-result';
  readonly toolCallId: string;
  readonly toolName: string;
  readonly output: { readonly type: 'text'; readonly value: string };
}

/** What a model of the AI SDK answers. */
export interface AiSdkResult {
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  /** Text, or in later versions an object. */
  readonly finishReason?: string | { readonly unified: string };
  readonly usage?: { readonly inputTokens?: AiSdkTokens; readonly outputTokens?: AiSdkTokens };
}

/** A count, or in later versions several. */
export type AiSdkTokens = number | { readonly total?: number | undefined } | undefined;
