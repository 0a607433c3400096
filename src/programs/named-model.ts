import { LanguageModelError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type {
  ChatModel,
  ChatModelConfig,
  ChatReply,
  ChatRequest,
  ModelUsage,
} from '../language-models/chat-model.ts';
import type { LanguageModel } from '../language-models/language-model.ts';
import { prefixOf } from '../language-models/provider-prefixes.ts';
import { NgramModel } from '../language-models/ngram-model.ts';
import { sumUsage } from '../language-models/sum-usage.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { badFile } from './bad-file.ts';
import type { ReviveOptions } from './revive-options.ts';

/**
 * Makes the language model that a program file names.
 *
 * The embedded model answers at once. Any other is kept as it stands in the file, so that it is written back
 * unchanged; one of a provider that is not known refuses when it is asked.
 *
 * @param given answers in its place, or makes who does
 * @throws ProgramError `bad-file`
 */
export function reviveLanguageModel(
  envelope: JsonValue,
  path: string,
  given?: ReviveOptions['languageModel'],
): ChatModel | null {
  if (given && typeof given !== 'function') return given;
  if (envelope === null) return null;
  const config = isJsonObject(envelope) ? envelope.get('config') : undefined;
  const model = isJsonObject(config) ? config.get('model') : undefined;
  if (!isJsonObject(envelope) || !isJsonObject(config) || typeof model !== 'string') {
    throw badFile(path, 'a language model has no `config` with a `model` name');
  }
  if (given) return given({ model, fields: config });
  return model === 'tidemark/ngram' ? new NgramModel() : new NamedModel(model, config, envelope);
}

/** A language model from a file: reached at the address there, with the key that `connectProvider` was given for it. */
export class NamedModel implements ChatModel {
  readonly config: Required<ChatModelConfig>;
  /** As it stands in the file. */
  readonly envelope: JsonObject;
  /** Made with the first call: a program may be read, and never asked. */
  #model: LanguageModel | null = null;

  constructor(model: string, fields: JsonObject, envelope: JsonObject) {
    this.config = { model, fields };
    this.envelope = envelope;
  }

  /** Whether it can be asked here: not when its provider is not known. */
  get isConnected(): boolean {
    return prefixOf(this.config.model) !== null;
  }

  get usage(): ModelUsage {
    return this.#model?.usage ?? sumUsage([]);
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    if (this.isConnected) return await (await this.#connect()).complete(request);
    throw new LanguageModelError(
      'no-connection',
      `The program was saved with the language model "${this.config.model}", which is not connected here. ` +
        'Pass one that is: loadProgram(path, { languageModel }).',
      { details: { model: this.config.model } },
    );
  }

  async #connect(): Promise<LanguageModel> {
    const { LanguageModel } = await loadPart(() => import('../language-models/language-model.ts'));
    return (this.#model ??= LanguageModel.fromConfig(this.config.fields));
  }
}
