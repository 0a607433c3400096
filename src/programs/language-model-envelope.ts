import type { ChatModel } from '../language-models/chat-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';

/** How a language model stands in a program file: a Synalinks `LanguageModel`, and never a key. */
export function languageModelEnvelope(model: ChatModel): JsonObject {
  const { model: name, fields } = model.config;
  return jsonObject(
    ['module', 'synalinks'],
    ['class_name', 'LanguageModel'],
    ['config', new Map([...languageModelDefaults(name), ...(fields ?? [])])],
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
