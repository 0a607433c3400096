import type { ChatModel } from '../language-models/chat-model.ts';
import { NamedModel } from './named-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/**
 * How a language model stands in a program file: a Synalinks `LanguageModel`, and never a key.
 *
 * A config with fields of its own is written as it is, any other with the fields that Synalinks writes for every model.
 */
export function languageModelEnvelope(model: ChatModel | null): JsonValue {
  if (model === null) return null;
  if (model instanceof NamedModel) return model.envelope;
  const { model: name, fields } = model.config;
  return jsonObject(
    ['module', 'synalinks'],
    ['class_name', 'LanguageModel'],
    ['config', fields ?? languageModelDefaults(name)],
    ['registered_name', null],
  );
}

/** The fields that Synalinks writes for every model, in its order, with its defaults. */
function languageModelDefaults(model: string): JsonObject {
  return jsonObject(
    ['model', model],
    ['api_base', null],
    ['timeout', 600n],
    ['retry', 5n],
    ['retry_max_wait', 60n],
    ['caching', false],
    ['cache_dir', null],
    ['name', 'language_model'],
    ['description', 'A language model API wrapper.'],
  );
}
