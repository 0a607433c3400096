import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { toJsonValue } from '../python/plain-value.ts';
import type { ScoreScale } from './score-scale.ts';

/** The scale in words: `an integer between 1 and 5, 1 being very bad and 5 very good`. */
export function scaleInWords({ type, steps }: ScoreScale): string {
  const [worst, best] = ends(steps).map(repr);
  const kind = type === 'integer' ? 'an integer' : 'a float';
  return `${kind} between ${worst} and ${best}, ${worst} being very bad and ${best} very good`;
}

/** The schema of a critique, with a reward on the scale; without a scale, of the critique alone. */
export function critiqueSchema(scale: ScoreScale | null): JsonObject {
  const critique = toJsonValue({
    description: 'The elaborated critique of the provided inputs',
    title: 'Critique',
    type: 'string',
  });
  const reward: readonly (readonly [string, JsonValue])[] = scale ? [['reward', rewardProperty(scale)]] : [];
  return jsonObject(
    ['additionalProperties', false],
    ['properties', jsonObject(['critique', critique], ...reward)],
    ['required', ['critique', ...reward.map(([field]) => field)]],
    ['title', scale ? 'CritiqueWithReward' : 'Critique'],
    ['type', 'object'],
  );
}

function rewardProperty(scale: ScoreScale): JsonObject {
  return jsonObject(
    ['title', 'Reward'],
    ['type', scale.type],
    ['enum', scale.steps],
    ['description', `The reward value corresponding to the critique (${scaleInWords(scale)})`],
  );
}

/** A schema whose `reward` is a float from 0 to 1. */
export function normalizedSchema(schema: JsonObject): JsonObject {
  const properties = schema.get('properties');
  const reward = jsonObject(
    ['title', 'Reward'],
    ['type', 'number'],
    ['minimum', 0],
    ['maximum', 1],
    [
      'description',
      'The reward value corresponding to the critique, normalized between 0.0 (very bad) and 1.0 (very good)',
    ],
  );
  const fields = isJsonObject(properties) ? [...properties] : [];
  return new Map([...schema, ['properties', new Map<string, JsonValue>([...fields, ['reward', reward]])]]);
}

/** A grade on the scale as a float from 0 to 1; what lies outside counts as the nearest end. Null for no number. */
export function normalizedReward(reward: JsonValue | undefined, { steps }: ScoreScale): number | null {
  const [worst, best] = ends(steps).map(Number) as [number, number];
  const value = toFloat(reward);
  return value === null ? null : Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

const ends = (steps: ScoreScale['steps']): readonly (bigint | number)[] => [steps[0] ?? 0, steps.at(-1) ?? 1];

/** What Python's `float` makes of it. */
function toFloat(value: JsonValue | undefined): number | null {
  if (typeof value === 'string')
    return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : null;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? Number(value)
    : null;
}
