import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { ChatModelConfig } from './chat-model.ts';

/** The fields of a config that say how a model is reached, or called in a file: they decide no answer. */
export const connectionFields: ReadonlySet<string> = new Set([
  'api_base',
  'timeout',
  'retry',
  'retry_max_wait',
  'caching',
  'cache_dir',
  'name',
  'description',
]);

/** The description that Synalinks writes for every model. */
export const MODEL_DESCRIPTION = 'A language model API wrapper.';

/**
 * How a language model stands in a file: a Synalinks `LanguageModel`, and never a key.
 *
 * A config with fields of its own is written as it is, any other with the fields that Synalinks writes for every model.
 */
export function modelEnvelope({ model, fields }: ChatModelConfig): JsonObject {
  return jsonObject(
    ['module', 'synalinks'],
    ['class_name', 'LanguageModel'],
    ['config', fields ?? modelDefaults(model)],
    ['registered_name', null],
  );
}

/** The fields that Synalinks writes for every model, in its order, with its defaults. */
function modelDefaults(model: string): JsonObject {
  return jsonObject(
    ['model', model],
    ['api_base', null],
    ['timeout', 600n],
    ['retry', 5n],
    ['retry_max_wait', 60n],
    ['caching', false],
    ['cache_dir', null],
    ['name', 'language_model'],
    ['description', MODEL_DESCRIPTION],
  );
}
