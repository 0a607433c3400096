import { TrainingError } from '../base/errors.ts';
import { digestText } from '../base/sha256.ts';
import { connectionFields } from '../language-models/model-envelope.ts';
import { objectEnvelope } from '../programs/object-envelope.ts';
import { flatten } from '../programs/structure.ts';
import type { DataValue } from '../programs/module.ts';
import { formatJson } from '../python/format-json.ts';
import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import type { FitOptions } from './fit-options.ts';
import { settingsIdentity } from './run-settings.ts';
import type { Sample } from './samples.ts';
import type { Trainer } from './trainer.ts';

/**
 * What has to be the same when a run goes on, for its end to be as if it had never stopped: hashes of the program, the
 * optimizer, the reward and the data, and the settings that decide what is drawn. How language models are reached may
 * change: where they are, how long they may take, how often they are asked.
 *
 * @param training null when nobody has seen it yet
 */
export async function runIdentity(
  { program, optimizer, judge }: Trainer,
  training: readonly Sample[] | null,
  validation: readonly Sample[],
  options: FitOptions,
): Promise<JsonObject> {
  return jsonObject(
    ['program', await hash(withoutConnections(program.body.getConfig()))],
    ['optimizer', await hash(withoutConnections(optimizer ? objectEnvelope(optimizer) : null))],
    ['reward', await hash(withoutConnections(objectEnvelope(judge.reward)))],
    ['training data', training === null ? 'batches from a source' : await hash(training.map(sampleJson))],
    ['validation data', await hash(validation.map(sampleJson))],
    ...settingsIdentity(options),
  );
}

/**
 * Refuses to go on with a run that has changed, unless that is allowed.
 *
 * @returns whether it has changed
 * @throws TrainingError `run-changed`; `details.changed` lists what differs
 */
export function checkIdentity(
  before: JsonValue,
  now: JsonObject,
  { allowChanges = false }: Pick<FitOptions, 'allowChanges'>,
): boolean {
  if (!isJsonObject(before)) return false;
  const changed = [...now].filter(([name, value]) => before.has(name) && before.get(name) !== value);
  if (changed.length === 0 || allowChanges) return changed.length > 0;
  const words = changed.map(([name, value]) => describe(name, before.get(name) ?? null, value));
  throw runChanged(
    changed.map(([name]) => name),
    words,
  );
}

/** The error for a run that is not what it was. @param differences in words, one for each thing that has changed */
export function runChanged(changed: readonly string[], differences: readonly string[]): TrainingError {
  return new TrainingError(
    'run-changed',
    `This run cannot go on as it was: ${differences.join('; ')}. ` +
      'Set it back to what it was; or go on all the same with { allowChanges: true }, as a run of its own, since its ' +
      'end will be another one; or begin anew with { startOver: true }.',
    { details: { changed, differences } },
  );
}

function describe(name: string, before: JsonValue, now: JsonValue): string {
  const isHash = typeof now === 'string' && now.length === 64;
  return isHash ? `the ${name} is another` : `${name} was ${repr(before)} and is ${repr(now)}`;
}

function sampleJson({ input, target }: Sample): JsonValue {
  return [...flatten<DataValue>(input).map((value) => value?.json ?? null), target?.json ?? null];
}

/** Leaves of each model what decides its answers: its name and its parameters. */
function withoutConnections(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(withoutConnections);
  if (!isJsonObject(value)) return value;
  const className = value.get('class_name');
  const isModel = className === 'LanguageModel' || className === 'EmbeddingModel';
  return new Map(
    [...value].map(([key, inner]) => [
      key,
      withoutConnections(isModel && key === 'config' ? withoutFields(inner, connectionFields) : inner),
    ]),
  );
}

function withoutFields(value: JsonValue, fields: ReadonlySet<string>): JsonValue {
  return isJsonObject(value) ? new Map([...value].filter(([field]) => !fields.has(field))) : value;
}

async function hash(value: JsonValue): Promise<string> {
  return (await digestText(formatJson(value))).sha256;
}

/** Whether what was validated then can be compared with what is validated now. */
export function isJudgedAlike(before: JsonValue, now: JsonObject): boolean {
  const names = ['program', 'reward', 'validation data'];
  return isJsonObject(before) && names.every((name) => before.get(name) === now.get(name));
}
