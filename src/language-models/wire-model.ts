import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest } from './chat-model.ts';
import { completionCall } from './completion-call.ts';
import type { CallSettings } from './completion-call.ts';
import { readCompletion } from './completion-reply.ts';
import { openAiTransport } from './openai-transport.ts';
import type { Transport } from './openai-transport.ts';
import type { ProviderConnection } from './provider-connections.ts';

/** A model at the end of a transport: one attempt for each call. */
export class WireModel implements ChatModel {
  readonly config: ChatModelConfig;
  readonly #settings: CallSettings;
  readonly #transport: Transport;

  /** @param reached over a transport of one's own, or over HTTP by a connection */
  constructor(config: ChatModelConfig, settings: CallSettings, reached: Transport | ProviderConnection) {
    this.config = config;
    this.#settings = settings;
    this.#transport = typeof reached === 'function' ? reached : openAiTransport(reached);
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const call = completionCall(this.#settings, request);
    return readCompletion(await this.#transport(call, request.signal), request.schema !== null);
  }
}
