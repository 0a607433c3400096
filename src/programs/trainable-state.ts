import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** The fields that optimizers keep in every trainable variable, with their first values, in Synalinks' order. */
const INITIAL_FIELDS: readonly (readonly [string, JsonValue])[] = [
  ['examples', []],
  ['current_predictions', []],
  ['predictions', []],
  ['seed_candidates', []],
  ['candidates', []],
  ['best_candidates', []],
  ['history', []],
  ['nb_visit', 0n],
  ['cumulative_reward', 0],
];

/** Names of the nine fields; what a variable has beside them is its own (`instructions`). */
export const TRAINABLE_FIELDS: readonly string[] = INITIAL_FIELDS.map(([field]) => field);

const DESCRIPTION = 'The instructions for the language model';

const INSTRUCTIONS_PROPERTY = jsonObject(
  ['anyOf', [jsonObject(['type', 'string']), jsonObject(['type', 'null'])]],
  ['description', DESCRIPTION],
  ['title', 'Instructions'],
);

/**
 * The schema of a Generator's state: the nine trainable fields and `instructions`.
 *
 * Follows `synalinks.Instructions`. It never stands in a file, but language models that write new instructions see the
 * last field: that one is given in full, of the others only what tells them apart.
 */
export const INSTRUCTIONS_SCHEMA: JsonObject = jsonObject(
  ['$defs', new Map()],
  ['additionalProperties', false],
  ['description', DESCRIPTION],
  [
    'properties',
    new Map<string, JsonValue>([
      ...INITIAL_FIELDS.map(([field, value]): readonly [string, JsonValue] => [
        field,
        jsonObject(['default', value]),
      ]),
      ['instructions', INSTRUCTIONS_PROPERTY],
    ]),
  ],
  ['required', ['instructions']],
  ['title', 'Instructions'],
  ['type', 'object'],
);

/** What a Generator's state begins with. */
export function initialState(fields: {
  readonly examples: readonly JsonValue[];
  readonly seedCandidates: readonly JsonValue[];
  /** Null instructions have no key, as Python drops nulls. */
  readonly instructions: string | null;
}): JsonObject {
  const state = new Map<string, JsonValue>(INITIAL_FIELDS);
  state.set('examples', fields.examples);
  state.set('seed_candidates', fields.seedCandidates);
  if (fields.instructions !== null) state.set('instructions', fields.instructions);
  return state;
}
