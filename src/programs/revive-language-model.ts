import { LanguageModelError, ProgramError } from '../base/errors.ts';
import type { ChatModel, ChatReply } from '../language-models/chat-model.ts';
import { NgramModel } from '../language-models/ngram-model.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/**
 * Makes the language model that a program file names.
 *
 * The embedded model answers at once. Any other is kept as it stands in the file, so that it is written back
 * unchanged, and refuses when it is asked.
 */
export function reviveLanguageModel(envelope: JsonValue): ChatModel | null {
  if (envelope === null) return null;
  const config = isJsonObject(envelope) ? envelope.get('config') : undefined;
  const model = isJsonObject(config) ? config.get('model') : undefined;
  if (!isJsonObject(config) || typeof model !== 'string') {
    throw new ProgramError(
      'bad-file',
      'A language model in the file has no `model` name. Expected an object with a `config` that has one.',
    );
  }
  return model === 'tidemark/ngram' ? new NgramModel() : new NamedModel(model, config);
}

/** A language model that is only known by name. */
class NamedModel implements ChatModel {
  readonly config: { readonly model: string; readonly fields: JsonObject };

  constructor(model: string, fields: JsonObject) {
    this.config = { model, fields };
  }

  async complete(): Promise<ChatReply> {
    throw new LanguageModelError(
      'no-connection',
      `The program was saved with the language model "${this.config.model}", which is not connected here. ` +
        'Pass one that is: loadProgram(path, { languageModel }).',
      { details: { model: this.config.model } },
    );
  }
}
