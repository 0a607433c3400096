import { ConfigReader } from '../data/config-reader.ts';
import type { ChatModel } from '../language-models/chat-model.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { SAMPLING_KEYS } from './generator.ts';
import type { GeneratorOptions } from './generator.ts';

/** Reads a Generator's config. @throws DataError `bad-field`, `unknown-field` */
export function readGeneratorOptions(
  config: JsonObject,
  languageModel: ChatModel | null,
  reviveModel: (envelope: JsonValue) => ChatModel | null,
): GeneratorOptions {
  const reader = new ConfigReader('Generator', config);
  const schema = reader.value('schema');
  if (!isJsonObject(schema)) throw reader.wrong('schema', 'a JSON schema');
  const envelope = reader.value('language_model');
  const options: GeneratorOptions = {
    dataModel: { schema },
    promptTemplate: reader.string('prompt_template'),
    examples: readExamples(reader),
    instructions: reader.string('instructions'),
    seedInstructions: reader.strings('seed_instructions') ?? [],
    useInputsSchema: reader.value('use_inputs_schema') === true,
    useOutputsSchema: reader.value('use_outputs_schema') === true,
    returnInputs: reader.value('return_inputs') === true,
    sampling: readSampling(reader),
    trainable: reader.value('trainable') !== false,
    languageModel: languageModel ?? reviveModel(envelope),
    ...nameAndDescription(reader),
  };
  for (const ignored of ['streaming', 'tool_schemas']) reader.value(ignored);
  reader.finish();
  return options;
}

/** A module's name and description, each only when the file has it. */
export function nameAndDescription(reader: ConfigReader): { name?: string; description?: string } {
  const name = reader.string('name');
  const description = reader.string('description');
  return { ...(name === null ? {} : { name }), ...(description === null ? {} : { description }) };
}

function readExamples(reader: ConfigReader): readonly (readonly [JsonObject, JsonObject])[] {
  const examples = reader.value('examples') ?? [];
  if (!isJsonArray(examples)) throw reader.wrong('examples', 'a list of pairs');
  return examples.map((example) => {
    const [inputs, outputs] = isJsonArray(example) ? example : [];
    if (!isJsonObject(inputs) || !isJsonObject(outputs)) throw reader.wrong('examples', 'a list of pairs');
    return [inputs, outputs];
  });
}

function readSampling(reader: ConfigReader): JsonObject {
  return new Map(
    SAMPLING_KEYS.map((key) => [key, reader.value(key)] as const).filter(([, value]) => value !== null),
  );
}
